import type { Database } from '../index/sqlite.ts'
import type { Pause } from './query-sets.ts'

/** Values offered for what is being typed. */
export const OFFERED = 12
/** Articles counted in one go: a few ms, after which a list that waits goes first. */
const AT_ONCE = 10_000

/** A value and how many articles outside the trash have it. */
export interface Named {
  value: string
  count: number
}
type Column = 'author' | 'lang' | 'format'

/** What begins as it was typed, or has a word that does: a name is remembered by its last as often as by its first. */
function isMeant(value: string, begin: string): boolean {
  const lower = value.toLowerCase()
  return lower.startsWith(begin) || lower.includes(` ${begin}`)
}

/** Values of a column, most used first. Each column is counted once for a state of the index, with the first letter typed behind it. */
export function createNamedValues(database: Database) {
  const counted = new Map<Column, Promise<Named[]>>()

  async function count(column: Column, pause: Pause): Promise<Named[]> {
    const counts = new Map<string, number>()
    const last = Number(database.rows('SELECT max(rowid) FROM articles')[0]?.[0] ?? 0)
    const sql = `SELECT ${column}, count(*) FROM articles
      WHERE rowid > ? AND rowid <= ? AND trashed = 0 AND ${column} IS NOT NULL GROUP BY ${column}`
    for (let from = 0; from < last; from += AT_ONCE) {
      for (const [name, articles] of database.rows(sql, from, from + AT_ONCE)) {
        const value = String(name)
        counts.set(value, (counts.get(value) ?? 0) + Number(articles))
      }
      await pause()
    }
    const named = [...counts].map(([value, articles]) => ({ value, count: articles }))
    return named.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }

  async function all(column: Column, pause: Pause): Promise<Named[]> {
    // whoever began with it may have stopped waiting, and it with them
    const shared = await counted.get(column)?.catch(() => undefined)
    if (shared) return shared
    const own = count(column, pause)
    counted.set(column, own)
    try {
      return await own
    } catch (error) {
      if (counted.get(column) === own) counted.delete(column)
      throw error
    }
  }

  return {
    clear: () => counted.clear(),
    async like(column: Column, typed: string, pause: Pause): Promise<Named[]> {
      const begin = typed.toLowerCase()
      return (await all(column, pause)).filter(({ value }) => isMeant(value, begin)).slice(0, OFFERED)
    },
  }
}
