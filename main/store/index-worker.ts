import { existsSync, rmSync } from 'node:fs'
import { serve, type CallContext } from '../platform/worker-calls.ts'
import { createReader, type Reader } from './index-reader.ts'
import { applyBatch, fill, scan, type Batch, type Damaged } from './index-writer.ts'
import { createTables, INDEX_VERSION, tune, versionOf } from './schema.ts'
import { openDatabase, type Database } from './sqlite.ts'

/* The thread of the index: started twice, once to write, once to read. */

let database: Database | undefined
let reader: Reader | undefined
let root = ''
let path = ''

function opened(): Database {
  if (!database) throw new Error('the index is not open')
  return database
}

function close(): void {
  database?.close()
  database = undefined
  reader = undefined
}

/** Opens the file; false when it is missing, old or no index at all. */
function tryOpen(readOnly: boolean): boolean {
  if (!existsSync(path)) return false
  try {
    database = openDatabase(path, { readOnly })
    if (versionOf(database) === INDEX_VERSION) {
      tune(database)
      // a file damaged at its head or in its catalogue shows here
      database.rows('SELECT count(*) FROM articles')
      database.rows('SELECT rowid FROM fts LIMIT 1')
      if (!readOnly) database.exec('PRAGMA synchronous = NORMAL')
      return true
    }
  } catch {
    // what is wrong with a cache does not matter: it is built anew
  }
  close()
  return false
}

const handlers = {
  open(input: { root: string; path: string; readOnly: boolean }): boolean {
    root = input.root
    path = input.path
    const ok = tryOpen(input.readOnly)
    return ok
  },
  async rebuild(_: undefined, { signal, progress }: CallContext): Promise<{ articles: number; damaged: Damaged[] }> {
    close()
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true })
    database = openDatabase(path)
    tune(database)
    createTables(database)
    // until it is whole it must not pass for a finished index
    database.exec('PRAGMA user_version = 0')
    const result = await fill(database, root, signal, progress)
    database.exec(`PRAGMA user_version = ${String(INDEX_VERSION)}`)
    return result
  },
  apply(batch: Batch): void {
    applyBatch(opened(), root, batch)
  },
  scan(_: undefined, { signal }: CallContext): Promise<{ changed: string[]; damaged: Damaged[] }> {
    return scan(opened(), root, signal)
  },
  known(_: undefined): string[] {
    return opened()
      .rows('SELECT id FROM articles')
      .map(([id]) => String(id))
  },
  read({ name, input }: { name: keyof Reader; input: unknown[] }): unknown {
    reader ??= createReader(opened())
    const method: (...given: never[]) => unknown = reader[name]
    // main/store/index.ts types the call by the reader's own methods
    return method(...(input as never[]))
  },
  close(_: undefined): void {
    close()
  },
}
export type IndexHandlers = typeof handlers

serve(handlers)
