import type { Row } from '../../../shared/model/article.ts'
import type { Pause } from '../search/query-sets.ts'
import { startOfKey } from './addresses.ts'
import { addressKeysOf } from './related.ts'
import type { Database } from '../index/sqlite.ts'

/** Keys are spread evenly; a slice of them is looked through before others get a turn. */
const SLICES = 32
const KEY_ROOM = 2 ** 48
/** Pages that only one article links to are not missed. */
const LEAST_LINKING = 2
/** Articles named with a missing page. */
const NAMED = 3

/** An address that articles link to and none has; which it is is found in one of those. */
export interface Missing {
  key: number
  count: number
  from: string[]
}

/** What links where. `rowsOf` reads rows by their numbers, in order. */
export function createLinks(database: Database, rowsOf: (rowids: readonly number[]) => Map<number, Row>) {
  const inOrder = (rowids: readonly number[]): Row[] => {
    const rows = rowsOf(rowids)
    return rowids.flatMap((rowid) => rows.get(rowid) ?? [])
  }

  return {
    /** the articles that stand at addresses, by their keys; the newest of several */
    articlesAt(_: Pause, keys: readonly number[]): [number, Row][] {
      const sql = `SELECT x.key, max(x.article) FROM json_each(?) w CROSS JOIN addresses x ON x.key = w.value GROUP BY x.key`
      const found = database.rows(sql, JSON.stringify(keys)).map(([key, article]) => [Number(key), Number(article)])
      const rows = rowsOf([...new Set(found.map(([, article]) => article ?? 0))])
      return found.flatMap(([key = 0, article = 0]) => {
        const row = rows.get(article)
        return row ? [[key, row] satisfies [number, Row]] : []
      })
    },
    /** articles outside the trash whose own address is one of these, newest first */
    standingAt(_: Pause, keys: readonly number[]): { id: string; link: boolean }[] {
      const sql = `SELECT a.id, a.format = 'link' FROM json_each(?) w
        CROSS JOIN pages p INDEXED BY pages_by_address ON p.address = w.value CROSS JOIN articles a ON a.rowid = p.article
        WHERE p.live = 1 ORDER BY a.rowid DESC`
      return database.rows(sql, JSON.stringify(keys)).map(([id, link]) => ({ id: String(id), link: link === 1 }))
    },
    /** what `createKnownHashes` knows the addresses of links without a page by, one behind the other */
    linkStarts(_: Pause): string {
      const sql = `SELECT p.address FROM articles a CROSS JOIN pages p ON p.article = a.rowid
        WHERE a.format = 'link' AND p.address IS NOT NULL`
      return database
        .rows(sql)
        .map(([key]) => startOfKey(Number(key)))
        .join('')
    },
    /** articles that link to one, newest first */
    linkedFrom(_: Pause, id: string, limit: number): { total: number; rows: Row[] } {
      const article = Number(database.rows('SELECT rowid FROM articles WHERE id = ?', id)[0]?.[0])
      const sql = `SELECT DISTINCT l.article FROM json_each(?) w CROSS JOIN links l ON l.key = w.value
        WHERE l.article <> ? ORDER BY l.article DESC`
      const keys = JSON.stringify(addressKeysOf(database, article))
      const articles = database.rows(sql, keys, article).map(([other]) => Number(other))
      return { total: articles.length, rows: inOrder(articles.slice(0, limit)) }
    },
    /** other articles at the same address, in the trash too */
    atSameAddress(_: Pause, id: string): Row[] {
      const sql = `SELECT p.article FROM articles a CROSS JOIN pages p INDEXED BY pages_by_address
        ON p.address = (SELECT address FROM pages WHERE article = a.rowid) WHERE a.id = ? AND p.article <> a.rowid`
      return inOrder(database.rows(sql, id).map(([article]) => Number(article)))
    },
    /** addresses that most articles link to and none has */
    async missing(pause: Pause, limit: number): Promise<Missing[]> {
      const sql = `SELECT l.key, count(*) AS n FROM links l WHERE l.key >= ? AND l.key < ?
        AND NOT EXISTS (SELECT 1 FROM addresses x WHERE x.key = l.key)
        GROUP BY l.key HAVING n >= ${String(LEAST_LINKING)} ORDER BY n DESC LIMIT ?`
      const found: { key: number; count: number }[] = []
      for (let slice = 0; slice < SLICES; slice++) {
        const bounds = [slice, slice + 1].map((at) => Math.floor((KEY_ROOM / SLICES) * at))
        for (const [key, count] of database.rows(sql, ...bounds, limit))
          found.push({ key: Number(key), count: Number(count) })
        await pause()
      }
      found.sort((a, b) => b.count - a.count || a.key - b.key)
      return found.slice(0, limit).map(({ key, count }) => {
        const from = `SELECT a.id FROM links l JOIN articles a ON a.rowid = l.article WHERE l.key = ? ORDER BY l.article DESC LIMIT ${String(NAMED)}`
        return { key, count, from: database.rows(from, key).map(([id]) => String(id)) }
      })
    },
  }
}
