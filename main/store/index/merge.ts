import { FULL_TEXT, IDLE_PIECES, PIECES } from './schema.ts'
import type { Database } from './sqlite.ts'

/** Pages that one step writes at the most, 4 KB each: a tenth of a second, after which a change can go first. */
const STEP_PAGES = 1000

/**
 * Merges pieces of full text, of which every word that is looked for reads a page: a step of it, and whether there is more to do
 * (SQLite FTS5, 6.8: the command `merge`, for which `schema.ts` sets `usermerge`; a merge that had nothing to do changes less than two rows).
 */
export function mergeStep(database: Database): boolean {
  const changes = (): number => Number(database.rows('SELECT total_changes()')[0]?.[0])
  for (const table of FULL_TEXT) {
    const before = changes()
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${String(STEP_PAGES)})`)
    if (changes() - before >= 2) return true
  }
  return false
}

/** Merges so many pages of a table where there are many pieces, as FTS5 does by itself when it has written a piece. */
export function mergePieces(database: Database, table: (typeof FULL_TEXT)[number], pages: number): void {
  const set = (command: string, value: number): void => {
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${command}', ${String(value)})`)
  }
  set('usermerge', PIECES)
  set('merge', pages)
  set('usermerge', IDLE_PIECES)
}
