import type { Entry, LinkList } from './entry.ts'
import { entryOf } from './rows.ts'
import type { Service } from './services.ts'
import { instantOfNumber } from '../instants.ts'
import { rowOf, textOf, type Row } from './values.ts'

const ARCHIVEBOX: Service = {
  what: 'list.archivebox',
  name: 'ArchiveBox',
  needs: [],
  // that a page is archived says nothing about whether somebody has read it
  fields: { saved: [], read: [], folder: [], description: [], site: [], published: [] },
}

/**
 * A snapshot's captures that can be read, the best first: all of the page as it was shown, what its scripts had made of it, what the
 * server sent, texts that were taken out of it, how it is printed.
 */
const CAPTURES = [
  'singlefile.html',
  'output.html',
  'wget',
  'readability/content.html',
  'mercury/content.html',
  'output.pdf',
] as const

function entryOfSnapshot(row: Row, part: string, folder: string): Entry {
  const canonical = rowOf(row.get('canonical'))
  const fetched = textOf(canonical?.get('wget_path'))
  const captures = CAPTURES.flatMap((name) => (name === 'wget' ? (fetched ?? []) : name))
  const saved = instantOfNumber(Number(textOf(row.get('timestamp')) ?? Number.NaN))
  return {
    ...entryOf(row, part, ARCHIVEBOX),
    ...(saved !== undefined && { saved: [{ value: saved, source: 'ArchiveBox timestamp' }] }),
    attached: captures.map((name) => folder + name),
    pageTitle: true,
    snapshot: folder,
  }
}

const isSnapshot = (row: Row): boolean => row.has('archive_path') && row.has('timestamp') && row.has('url')

/** ArchiveBox's `index.json`: of one snapshot, whose captures lie beside it, or of all of them, each in its folder below. */
export function readArchiveBox(root: Row): LinkList | undefined {
  const { what, name: service } = ARCHIVEBOX
  if (isSnapshot(root)) return { what, service, entries: [entryOfSnapshot(root, 'entry 1', '')] }
  const links = root.get('links')
  const rows = Array.isArray(links) ? links.map(rowOf) : []
  if (rows[0] === undefined || !isSnapshot(rows[0])) return undefined
  const entries = rows.map((row, index): Entry => {
    const part = `entry ${String(index + 1)}`
    if (row === undefined || !isSnapshot(row)) return { part, fault: { reason: 'list.entry' } }
    return entryOfSnapshot(row, part, `${textOf(row.get('archive_path')) ?? ''}/`)
  })
  return { what, service, entries }
}
