import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Entry, LinkList } from './entry.ts'
import { folderTag } from './folders.ts'
import { entryOf } from './rows.ts'
import { serviceOf } from './services.ts'
import { rowOf, textOf, timeOf, type Row } from './values.ts'

const BAD: Phrase = 'list.entry'
/** What Pocket's files are, and the service that wrote them. */
export const POCKET = { what: 'list.pocket', service: 'Pocket' } as const

const HIGHLIGHT_KEYS = ['quote', 'created_at']

/** Whether objects are Pocket's `annotations/part_000000.json`: an address, a title and what was marked there, nothing else. */
export const arePocketHighlights = (rows: readonly (Row | undefined)[]): boolean =>
  rows.every((row) => {
    const marked = row?.get('highlights')
    if (row?.size !== 3 || !row.has('url') || !row.has('title') || !Array.isArray(marked)) return false
    return marked.every((one) => HIGHLIGHT_KEYS.every((key) => rowOf(one)?.has(key) === true))
  })

/** A list that a person had made public: `collections/<slug>.json`; its items have no time of their own. */
export function readPocketCollection(root: Row): LinkList | undefined {
  const items = root.get('items')
  if (!Array.isArray(items) || !root.has('slug')) return undefined
  const tag = folderTag([textOf(root.get('title')) ?? ''])
  const made = timeOf(root.get('createdat'))
  const entries = items.map((item, index): Entry => {
    const part = `entry ${String(index + 1)}`
    const row = rowOf(item)
    if (row === undefined) return { part, fault: { reason: BAD } }
    const saved = made === undefined ? [] : [{ value: made, source: 'Pocket createdAt' }]
    return { ...entryOf(row, part), tags: tag === undefined ? [] : [tag], saved }
  })
  return { ...POCKET, entries }
}

/** What Pocket's interface for programs gave: items by their number, all or under `list`. */
export function readPocketDump(root: Row): LinkList | undefined {
  const items = [...(rowOf(root.get('list')) ?? root).values()]
  const service = serviceOf(new Set(rowOf(items[0])?.keys()))
  if (service?.what !== POCKET.what) return undefined
  const entries = items.map((item, index): Entry => {
    const part = `entry ${String(index + 1)}`
    const row = rowOf(item)
    return row === undefined ? { part, fault: { reason: BAD } } : entryOf(row, part, service)
  })
  return { ...POCKET, entries }
}
