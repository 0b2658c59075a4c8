import type { Sort } from '../../../shared/ipc/contract.ts'
import { inOrder, rowidsIn, rowidsOf, type RowSet } from './row-set.ts'
import type { Database } from '../index/sqlite.ts'

export type PlainSort = Exclude<Sort, 'relevance'>

/** Each goes along an index of the table; ties by rowid, so that pages never overlap. */
const ORDERS: Record<PlainSort, string> = {
  'saved-desc': 'a.saved DESC, a.rowid DESC',
  'saved-asc': 'a.saved, a.rowid',
  'added-desc': 'a.added DESC, a.rowid DESC',
  'added-asc': 'a.added, a.rowid',
  'published-desc': 'a.published DESC, a.rowid DESC',
  'published-asc': 'a.published NULLS LAST, a.rowid',
  'title-asc': 'a.title, a.rowid',
  'title-desc': 'a.title DESC, a.rowid DESC',
  'site-asc': 'a.site NULLS LAST, a.host, a.rowid',
  'words-desc': 'a.words DESC, a.rowid DESC',
  'words-asc': 'a.words, a.rowid',
  'opened-desc': 'a.opened DESC, a.rowid DESC',
}

/** Up to here the database sorts the found ones; for more, the order of the whole library is read once and kept. */
const SORTED_ALONE = 3000

/** Rows that the database passes over for a page; further down the kept order is quicker, and the next page costs nothing. */
const PASSED_OVER = 5000

/** Puts sets of rowids in order. */
export function createOrdering(database: Database) {
  const orders = new Map<PlainSort, Int32Array>()

  function orderOf(sort: PlainSort): Int32Array {
    const known = orders.get(sort)
    if (known) return known
    const sql = `SELECT a.rowid FROM articles a WHERE a.trashed = 0 ORDER BY ${ORDERS[sort]}`
    const order = rowidsIn(database.rows(`SELECT group_concat(rowid) FROM (${sql})`)[0]?.[0])
    orders.set(sort, order)
    return order
  }

  function sorted(set: RowSet, sort: PlainSort, withTrash: boolean): Int32Array {
    if (!withTrash && (orders.has(sort) || set.count > SORTED_ALONE)) return inOrder(orderOf(sort), set)
    const sql = `SELECT a.rowid FROM json_each(?) w CROSS JOIN articles a ON a.rowid = w.value ORDER BY ${ORDERS[sort]}`
    const wanted = JSON.stringify(rowidsOf(set))
    return rowidsIn(database.rows(`SELECT group_concat(rowid) FROM (${sql})`, wanted)[0]?.[0])
  }

  return {
    clear: () => orders.clear(),
    /** rowids of one page of everything that is not in the trash */
    page(sort: PlainSort, offset: number, limit: number): number[] {
      const known = offset > PASSED_OVER ? orderOf(sort) : orders.get(sort)
      if (known) return [...known.subarray(offset, offset + limit)]
      const sql = `SELECT a.rowid FROM articles a WHERE a.trashed = 0 ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`
      return database.rows(sql, limit, offset).map(([rowid]) => Number(rowid))
    },
    sorted,
    /** the last saved first; `saved` by rowid */
    bySaved(set: RowSet, saved: Float64Array, withTrash: boolean): Int32Array {
      if (!withTrash && set.count > SORTED_ALONE) return inOrder(orderOf('saved-desc'), set)
      return Int32Array.from(rowidsOf(set)).sort((a, b) => (saved[b] ?? 0) - (saved[a] ?? 0) || b - a)
    },
  }
}
