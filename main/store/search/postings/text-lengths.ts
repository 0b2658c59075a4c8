import { UnknownFormat } from '../../index/segments/format.ts'
import type { Database } from '../../index/sqlite.ts'
import { NEWEST } from '../columns.ts'
import type { Pause } from '../query-sets.ts'
import { rowidsIn } from '../row-set.ts'

/** Rowids whose lengths are read in one go while nobody waits: 2 ms. */
const CHUNK = 5000

/** Letters of hexadecimal numbers, and what is taken from A to be ten. */
const [ZERO, NINE, TEN] = [48, 57, 55]

/**
 * How many words each text has, as FTS5 keeps it in `body_docsize`. What is known stays known until its article changes: looked up
 * one by one, those of the texts of a word are most of the time that weighing it takes.
 */
export function createTextLengths(database: Database) {
  /** by rowid; 0 where not known */
  let lengths = new Int32Array(0)
  /** what is known is of this transaction or a later one */
  let rev: number | undefined

  const newest = (): number => Number(database.rows(NEWEST)[0]?.[0] ?? 0)

  function makeRoom(end: number): void {
    rev ??= newest()
    if (lengths.length >= end) return
    const larger = new Int32Array(Math.ceil(end * 1.25))
    larger.set(lengths)
    lengths = larger
  }

  /** `joined`: FTS5's numbers, seven bits a byte, in hexadecimal */
  function take(rowids: Int32Array, joined: string): void {
    let [count, value] = [0, 0]
    for (let at = 0; at < joined.length; at += 2) {
      const byte = hexDigit(joined, at) * 16 + hexDigit(joined, at + 1)
      value = value * 128 + (byte & 0x7f)
      if (byte >= 0x80) continue
      lengths[rowids[count++] ?? 0] = value
      value = 0
    }
    if (count !== rowids.length) throw new UnknownFormat('a length is missing')
  }

  function read(rowids: Int32Array): void {
    const sql = `SELECT group_concat(hex(d.sz), '') FROM json_each(?) w CROSS JOIN body_docsize d ON d.id = w.value`
    take(rowids, String(database.rows(sql, `[${rowids.join()}]`)[0]?.[0] ?? ''))
  }

  return {
    /** forgets those of articles that have changed */
    clear(): void {
      if (rev === undefined) return
      const changed = database.rows('SELECT rowid FROM articles INDEXED BY by_rev WHERE rev > ?', rev)
      for (const [rowid] of changed) lengths[Number(rowid)] = 0
      rev = newest()
    },
    /** the lengths of some texts, whose rowids are smaller than `end`; throws `UnknownFormat` when one has none */
    of(rowids: Int32Array, end: number): Int32Array {
      makeRoom(end)
      const unknown = rowids.filter((rowid) => lengths[rowid] === 0)
      if (unknown.length > 0) read(unknown)
      return rowids.map((rowid) => lengths[rowid] ?? 0)
    },
    /** Reads those of all texts ahead, a piece at a time. */
    async readAhead(end: number, pause: Pause): Promise<void> {
      makeRoom(end)
      const sql = `SELECT group_concat(id), group_concat(hex(sz), '') FROM body_docsize WHERE id BETWEEN ? AND ?`
      for (let from = 1; from < end; from += CHUNK) {
        const [ids, sizes] = database.rows(sql, from, Math.min(end, from + CHUNK) - 1)[0] ?? []
        take(rowidsIn(ids), String(sizes ?? ''))
        await pause()
      }
    },
  }
}

function hexDigit(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code <= NINE ? code - ZERO : code - TEN
}
