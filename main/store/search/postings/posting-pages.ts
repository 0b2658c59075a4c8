import {
  bytesOf,
  endOf,
  numberAt,
  PAGE_BITS,
  PAGE_HEAD,
  STRUCTURE,
  UnknownFormat,
} from '../../index/segments/format.ts'
import { structureOf } from '../../index/segments/structure.ts'
import type { Database } from '../../index/sqlite.ts'
import { rowidsIn } from '../row-set.ts'

/* FTS5's lists as they lie in its file (sqlite.org/fts5.html, ext/fts5/fts5_index.c): for a word in half of the articles its rows
   cost twenty times what the bytes do that they are made from. What is not as this file expects it is left to FTS5 itself. */

/** Pages of deleted rows are those of a segment so much later. */
const DEAD_SEGMENT = 65_536
const DEAD_HEAD = 8
/** Pages read at once when a list goes on: more each time, until one read costs nothing beside its pages. */
const READ_MORE = 4
const MOST_AT_ONCE = 64
/** One row crosses from the database many times faster than as many as there are pages. */
const JOINED = `CAST(group_concat(block, '') AS BLOB)`

/** A piece of the index, written at once. */
interface Segment {
  id: number
  first: number
  last: number
  deadPages: number
  /** tells the state of its deleted rows from any other */
  key: string
}

interface Page {
  bytes: Uint8Array
  number: number
  /** where its words and lists end, and the places of the words begin */
  size: number
}

/** Takes the bytes of lists, one after the other, a page at a time. `goesOn`: the list began on an earlier page. */
export type TakeList = (bytes: Uint8Array, from: number, to: number, goesOn: boolean) => void

/** Where its first rowid is that does not follow a word; 0 when there is none. */
export const firstRowidOf = (page: Uint8Array): number => ((page[0] ?? 0) << 8) | (page[1] ?? 0)

function pageOf(value: unknown, number: number): Page {
  const bytes = bytesOf(value)
  const size = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
  if (size < PAGE_HEAD || size > bytes.length) throw new UnknownFormat('a page is cut off')
  return { bytes, number, size }
}

function pagesIn(lengths: unknown, joined: unknown): Uint8Array[] {
  const bytes = joined === null ? new Uint8Array(0) : bytesOf(joined)
  let at = 0
  return Array.from(rowidsIn(lengths), (length) => bytes.subarray(at, (at += length)))
}

function segmentsOf(database: Database, table: string): Segment[] {
  const structure = structureOf(database.rows(`SELECT block FROM ${table}_data WHERE id = ?`, STRUCTURE)[0]?.[0])
  if (!structure) throw new UnknownFormat('another structure')
  return structure.levels
    .flatMap(({ segments }) => segments)
    .filter(([, , last]) => last > 0)
    .map(([id, first, last, origin, , deadPages, dead]) => {
      return { id, first, last, deadPages, key: [table, id, origin, deadPages, dead].join(' ') }
    })
}

/** Reads the lists of words in a table of FTS5. */
export function createPostingPages(database: Database) {
  const deadBy = new Map<string, Uint32Array>()

  function deadOf(table: string, { id, deadPages, key }: Segment): Uint32Array | undefined {
    if (deadPages === 0) return undefined
    const known = deadBy.get(key)
    if (known) return known
    let dead = new Uint32Array(0)
    // too large for a number of the driver's: put together by the database
    const sql = `SELECT block FROM json_each(?) w CROSS JOIN ${table}_data d 
      ON d.id = (CAST(? AS INTEGER) << ${String(PAGE_BITS)}) + w.value`
    const pages = JSON.stringify(Array.from({ length: deadPages }, (_, at) => at))
    for (const [block] of database.rows(sql, pages, String(id + DEAD_SEGMENT))) {
      const bytes = bytesOf(block)
      if (bytes[0] !== 4) throw new UnknownFormat('deleted rows of another size')
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      for (let at = DEAD_HEAD; at + 4 <= bytes.length; at += 4) {
        const rowid = view.getUint32(at)
        const word = rowid >>> 5
        if (word >= dead.length) {
          const larger = new Uint32Array(word * 2 + 1)
          larger.set(dead)
          dead = larger
        }
        if (rowid > 0) dead[word] = (dead[word] ?? 0) | (1 << (rowid & 31))
      }
    }
    deadBy.set(key, dead)
    return dead
  }

  function* following(table: string, { id, last }: Segment, number: number): Generator<Page> {
    const sql = `SELECT group_concat(length(block)), ${JOINED} FROM
      (SELECT block FROM ${table}_data WHERE id BETWEEN ? AND ? ORDER BY id)`
    let [next, count] = [number + 1, 1]
    while (next <= last) {
      const start = id * 2 ** PAGE_BITS
      const until = Math.min(last, next + count - 1)
      const [lengths, blocks] = database.rows(sql, start + next, start + until)[0] ?? []
      const read = pagesIn(lengths, blocks)
      if (read.length !== until - next + 1) throw new UnknownFormat('a page is missing')
      for (const bytes of read) yield pageOf(bytes, next++)
      count = Math.min(count * READ_MORE, MOST_AT_ONCE)
    }
  }

  /** The pages where words begin or would, by segment. */
  function* starts(table: string, words: Buffer[]): Generator<{ segment: Segment; word: Buffer; page: Page }> {
    const segments = segmentsOf(database, table)
    // nothing in the table, or all of it deleted: no list is to be read
    if (segments.length === 0 || words.length === 0) return
    const places = segments.map(({ id, first }, at) => `(${[at, id, first].join()})`).join()
    const sql = `WITH s (at, id, first) AS (VALUES ${places}), w (at, term) AS (VALUES ${words.map((_, at) => `(${String(at)}, CAST(? AS BLOB))`).join()}),
      p AS MATERIALIZED (SELECT s.id, max(s.first, coalesce((SELECT i.pgno >> 1 FROM ${table}_idx i
        WHERE i.segid = s.id AND i.term <= w.term ORDER BY i.term DESC LIMIT 1), 0)) AS page
        FROM s CROSS JOIN w ORDER BY s.at, w.at)
      SELECT group_concat(p.page), group_concat(length(d.block)), ${JOINED} FROM p
      CROSS JOIN ${table}_data d ON d.id = (p.id << ${String(PAGE_BITS)}) + p.page`
    const [found, lengths, blocks] = database.rows(sql, ...words.map(String))[0] ?? []
    const [numbers, read] = [rowidsIn(found), pagesIn(lengths, blocks)]
    if (read.length !== segments.length * words.length) throw new UnknownFormat('a page is missing')
    let at = 0
    for (const segment of segments) {
      for (const word of words) yield { segment, word, page: pageOf(read[at], numbers[at++] ?? 0) }
    }
  }

  return {
    clear: () => deadBy.clear(),
    /** The lists of words, or of all words that begin so; each begins with its index: '0' for words, else a beginning's letters. */
    each(
      table: string,
      words: string[],
      isBeginning: boolean,
      listOf: (dead: Uint32Array | undefined) => TakeList,
    ): void {
      const wanted = words.map((word) => Buffer.from(word))
      for (const { segment, word, page } of starts(table, wanted)) {
        listsFrom(page, following(table, segment, page.number), word, isBeginning, listOf(deadOf(table, segment)))
      }
    },
  }
}

/** Finds the word among those of a page, and gives its list; with `isBeginning` those of all that begin so. */
function listsFrom(
  start: Page,
  following: Generator<Page>,
  wanted: Uint8Array,
  isBeginning: boolean,
  take: TakeList,
): void {
  let { bytes, size } = start
  /** where the next word's place stands, behind the words */
  let footer = size
  /** letters that the word before shares with the wanted one */
  let [place, shared] = [0, 0]
  const turn = (): boolean => {
    const { done, value } = following.next()
    if (done) return false
    ;({ bytes, size } = value)
    ;[footer, place, shared] = [size, 0, 0]
    return true
  }
  for (;;) {
    if (footer >= bytes.length) {
      if (!isBeginning || !turn()) return
      continue
    }
    const isFirst = place === 0
    place += numberAt(bytes, footer)
    footer = endOf()
    let at = place
    let kept = 0
    if (!isFirst) {
      kept = numberAt(bytes, at)
      at = endOf()
    }
    const added = numberAt(bytes, at)
    at = endOf()
    const end = at + added
    if (end > size) throw new UnknownFormat('a word is cut off')
    // it differs from the wanted one where the word before did, and that one stands before it
    if (kept > shared && shared < wanted.length) continue
    // it differs earlier: it stands behind it
    if (kept < shared) return
    while (shared < wanted.length && at < end && bytes[at] === wanted[shared]) {
      shared++
      at++
    }
    if (shared < wanted.length) {
      if (at < end && (bytes[at] ?? 0) > (wanted[shared] ?? 0)) return
      continue
    }
    if (at < end && !isBeginning) return
    at = end
    if (footer < bytes.length) take(bytes, at, place + numberAt(bytes, footer), false)
    else {
      take(bytes, at, size, false)
      for (let goesOn = true; goesOn;) {
        if (!turn()) return
        goesOn = footer >= bytes.length
        take(bytes, PAGE_HEAD, goesOn ? size : numberAt(bytes, footer), true)
      }
    }
    if (!isBeginning) return
  }
}
