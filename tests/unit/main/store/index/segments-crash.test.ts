import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFullTextRows } from '../../../../../main/store/index/full-text-rows.ts'
import { createTables } from '../../../../../main/store/index/schema.ts'
import { openDatabase, type Database } from '../../../../../main/store/index/sqlite.ts'

/** Starting Node a dozen times or two on a loaded machine. */
const TIMEOUT_MS = 120_000
/** More writes than the child makes. */
const MOST_WRITES = 100

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepleaf-segments-'))
  path = join(folder, 'index.sqlite')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function opened<T>(work: (database: Database) => T): T {
  const database = openDatabase(path)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** Which rows have a word, and whether FTS5 finds its tables sound. */
const found = (word: string): unknown[] =>
  opened((database) =>
    ['body', 'terms'].map((table) => {
      database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 0)`)
      return database.rows(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid`, word).flat()
    }),
  )

test(
  'killed before any write of a segment: nothing of it is there, what was there is sound, and the next one goes in whole',
  () => {
    opened((database) => {
      database.exec('PRAGMA journal_mode = WAL')
      createTables(database)
      database.transaction(() => {
        const rows = createFullTextRows(database)
        rows.putText({ rowid: 1, folded: 'stone and sand', stems: [], withPlaces: true })
        rows.putText({ rowid: 2, folded: 'stone alone', stems: [], withPlaces: true })
        rows.write()
      })
    })
    const program = join(import.meta.dirname, 'segments-child.ts')
    let kills = 0
    for (let write = 1; write <= MOST_WRITES; write++) {
      const { signal, status } = spawnSync(process.execPath, [program, path, String(write)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      if (signal !== 'SIGKILL') {
        expect(status).toBe(0)
        break
      }
      kills++
      expect(found('stone'), `killed before write ${String(write)}`).toEqual([
        [1, 2],
        [1, 2],
      ])
      expect(found('tide')).toEqual([[], []])
    }
    // both tables: rows taken away, pages, their index, sizes, totals, structure, and the end of the transaction
    expect(kills).toBeGreaterThan(12)
    expect(found('stone')).toEqual([
      [2, 3],
      [2, 3],
    ])
    expect(found('tide')).toEqual([
      [3, 4],
      [3, 4],
    ])
  },
  TIMEOUT_MS,
)
