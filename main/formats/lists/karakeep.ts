import type { Phrase } from '../../../shared/model/phrase.ts'
import { paragraphs } from '../syntax/markup.ts'
import type { Entry, LinkList } from './entry.ts'
import { folderTags } from './folders.ts'
import { entryOf } from './rows.ts'
import { rowOf, textOf, type Row } from './values.ts'

const BAD: Phrase = 'list.entry'
const NO_FILE: Phrase = 'list.asset'
const WHAT = { what: 'list.karakeep', name: 'Karakeep', needs: [] } as const

const rowsOf = (value: unknown): Row[] =>
  Array.isArray(value) ? value.map(rowOf).filter((one) => one !== undefined) : []

function bookmarkOf(item: unknown, part: string, lists: ReadonlyMap<string, string>): Entry {
  const row = rowOf(item)
  if (row === undefined) return { part, fault: { reason: BAD } }
  const content = rowOf(row.get('content'))
  const entry = entryOf(row, part, WHAT)
  const ids = row.get('lists')
  const folders = Array.isArray(ids) ? ids.flatMap((id) => lists.get(textOf(id) ?? '') ?? []) : []
  const text = textOf(content?.get('text'))
  return {
    ...entry,
    // files and pictures lie outside of the export
    ...(content === undefined && { fault: { reason: NO_FILE, skip: true } }),
    url: textOf(content?.get('url')),
    tags: [...(entry.tags ?? []), ...folders],
    // a note without an address is an article of its own
    content: text === undefined ? undefined : paragraphs(text),
  }
}

/** Karakeep's (once Hoarder's) export; lists that are searches say nothing about the person's own order. */
export function readKarakeep(root: Row): LinkList | undefined {
  const bookmarks = root.get('bookmarks')
  if (!Array.isArray(bookmarks)) return undefined
  const first = rowOf(bookmarks[0])
  if (!root.has('lists') && first?.has('content') !== true) return undefined
  const lists = folderTags(rowsOf(root.get('lists')).filter((list) => list.get('type') !== 'smart'))
  const entries = bookmarks.map((item, index) => bookmarkOf(item, `entry ${String(index + 1)}`, lists))
  return { what: WHAT.what, service: WHAT.name, entries }
}
