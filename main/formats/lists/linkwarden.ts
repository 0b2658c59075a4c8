import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Entry, LinkList } from './entry.ts'
import { folderTags } from './folders.ts'
import { entryOf } from './rows.ts'
import type { Service } from './services.ts'
import { rowOf, textOf, type Row } from './values.ts'

const BAD: Phrase = 'list.entry'
const NO_FILE: Phrase = 'list.asset'
const WHAT: Service = {
  what: 'list.linkwarden',
  name: 'Linkwarden',
  needs: [],
  fields: {
    saved: ['importdate', 'createdat'],
    description: ['metadescription'],
    note: ['description'],
    // a link's kind and a collection's number are no words of the person
    folder: [],
    read: [],
  },
}

/** Collections that Linkwarden makes by itself. */
const isOwn = (name: string): boolean => /^(?:unorganized|imports?)$/i.test(name)

/** Linkwarden's `backup.json`: links inside their collections; pinned links are starred. */
export function readLinkwarden(root: Row): LinkList | undefined {
  const collections = root.get('collections')
  if (!Array.isArray(collections) || !collections.some((one) => Array.isArray(rowOf(one)?.get('links'))))
    return undefined
  const rows = collections.map(rowOf).filter((row) => row !== undefined)
  const tags = folderTags(rows, isOwn)
  const pinned = root.get('pinnedlinks')
  const starred = new Set(Array.isArray(pinned) ? pinned.map((link) => textOf(rowOf(link)?.get('url'))) : [])
  const entries: Entry[] = []
  for (const row of rows) {
    const links = row.get('links')
    const folder = tags.get(textOf(row.get('id')) ?? '')
    for (const item of Array.isArray(links) ? links : []) {
      const part = `entry ${String(entries.length + 1)}`
      const link = rowOf(item)
      if (link === undefined) {
        entries.push({ part, fault: { reason: BAD } })
        continue
      }
      const entry = entryOf(link, part, WHAT)
      entries.push({
        ...entry,
        // files that were uploaded lie outside of the export
        ...(entry.url === undefined && { fault: { reason: NO_FILE, skip: true } }),
        tags: [...(entry.tags ?? []), ...(folder === undefined ? [] : [folder])],
        state: { ...entry.state, ...(entry.url !== undefined && starred.has(entry.url) && { starred: true }) },
      })
    }
  }
  return { what: WHAT.what, service: WHAT.name, entries }
}
