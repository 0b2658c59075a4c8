import { readArchiveBox } from './archivebox.ts'
import { readChrome, readFirefox } from './browser-json.ts'
import type { Entry, LinkList, ListReader } from './entry.ts'
import { readKarakeep } from './karakeep.ts'
import { readHypothesis } from './hypothesis.ts'
import { isKeepleaf, readKeepleaf } from './keepleaf.ts'
import { readLinkwarden } from './linkwarden.ts'
import { arePocketHighlights, POCKET, readPocketCollection, readPocketDump } from './pocket.ts'
import { entryOf } from './rows.ts'
import { fields, serviceOf } from './services.ts'
import { addressOfDoi, rowOf, textOf, type Row } from './values.ts'
import { webAddress } from '../signature.ts'

/** Entries that tell whose list it is. */
const SAMPLE = 20

const hasAddress = (row: Row | undefined): boolean =>
  row !== undefined &&
  (fields.url.some((name) => webAddress(textOf(row.get(name))) !== undefined) ||
    addressOfDoi(textOf(row.get('doi'))) !== undefined)

/** Objects one after the other, each a link, as most services write them; undefined when they are something else. */
export function readObjects(items: readonly unknown[]): LinkList | undefined {
  const sample = items.slice(0, SAMPLE).map(rowOf)
  if (sample.filter(hasAddress).length * 2 < Math.max(1, sample.length)) return undefined
  const names = new Set(sample.flatMap((row) => [...(row?.keys() ?? [])]))
  const service = serviceOf(names)
  const entries = items.map((item, index): Entry => {
    const part = `entry ${String(index + 1)}`
    const row = rowOf(item)
    return row === undefined ? { part, fault: { reason: 'list.entry' } } : entryOf(row, part, service)
  })
  if (service === undefined && arePocketHighlights(sample)) return { ...POCKET, entries }
  return { what: service?.what ?? 'list.json', service: service?.name, entries }
}

/** The services that write trees, and lists inside of something; each says whether the file is its own. */
const trees: readonly ((root: Row) => LinkList | undefined)[] = [
  readFirefox,
  readChrome,
  readLinkwarden,
  readKarakeep,
  readPocketCollection,
  readPocketDump,
  readArchiveBox,
  readHypothesis,
]

/** A list of links in JSON, of whatever service, or our own export. */
export const readJson: ListReader = (text) => {
  if (isKeepleaf(text)) return readKeepleaf(text)
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
  if (Array.isArray(json)) return readObjects(json)
  const root = rowOf(json)
  if (root === undefined) return undefined
  for (const read of trees) {
    const list = read(root)
    if (list !== undefined) return list
  }
  // Readability and others: the list is under a name beside some words about it
  for (const value of root.values()) {
    const list = Array.isArray(value) ? readObjects(value) : undefined
    if (list !== undefined && list.entries.length > 0) return list
  }
  return undefined
}
