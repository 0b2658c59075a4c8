import { existsSync, renameSync, rmSync } from 'node:fs'
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { serve, type CallContext } from '../../platform/worker-calls.ts'
import { createAdder, type AddRequest } from './add.ts'
import { applyBatch, type Batch } from './entry.ts'
import { differences, fill, sync } from './fill.ts'
import { createReader, type Reader } from './reader.ts'
import type { Pause } from '../search/query-sets.ts'
import { mergeStep } from './merge.ts'
import { MERGED_TABLE } from './merged-files.ts'
import { readRecords, type FoundRecord } from '../records/read-records.ts'
import { createTables, FULL_TEXT, INDEX_VERSION, setVersion, tune, versionOf } from './schema.ts'
import { databaseProblem, openDatabase, type Database } from './sqlite.ts'
import type { Finding } from '../store.ts'

/* The thread of the index: started twice, once to write, once to read. */

let database: Database | undefined
let reader: Reader | undefined
let adder: ReturnType<typeof createAdder> | undefined
let root = ''
let path = ''
let readOnly = false

function opened(): Database {
  if (!database) throw new Error('the index is not open')
  return database
}

function close(): void {
  database?.close()
  database = undefined
  reader = undefined
}

function remove(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
}

/** Opens the file; false when it is missing, old or no index at all. */
function tryOpen(): boolean {
  if (!existsSync(path)) return false
  try {
    database = openDatabase(path, { readOnly })
    if (versionOf(database) === INDEX_VERSION) {
      tune(database, readOnly ? 'reading' : 'writing')
      // a file damaged at its head or in its catalogue shows here
      database.rows('SELECT count(*) FROM (SELECT 1 FROM articles LIMIT 1)')
      for (const table of FULL_TEXT) database.rows(`SELECT rowid FROM ${table} LIMIT 1`)
      // a crash of the system may lose the last moments of the index: it is a cache and the next scan finds them
      if (!readOnly) {
        database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
        database.exec(MERGED_TABLE)
      }
      return true
    }
  } catch {
    // what is wrong with a cache does not matter: it is built anew
  }
  close()
  return false
}

/**
 * Somebody types until no list was asked for so long, ms: more than from key to key. What nobody waits for rests meanwhile; its next
 * step would hold up the next list, and its thread take a core from the window.
 */
const TYPING_MS = 400
let typingUntil = 0

const noteTyping = (): void => {
  typingUntil = performance.now() + TYPING_MS
}
async function restWhileTyping(signal: AbortSignal): Promise<void> {
  for (let left = typingUntil - performance.now(); left > 0; left = typingUntil - performance.now()) {
    if (signal.aborted) return
    await wait(left, undefined, { signal }).catch(() => undefined)
  }
}
/** Looks at all articles to tell a number. */
const UNHURRIED: ReadonlySet<keyof Reader> = new Set(['duplicates'])

let lastTicket = 0
/** lists that are being worked out, by their number */
const underWay = new Map<number, Promise<unknown>>()

/** Lets go of the thread, and goes on when no list with a later number is under way; ends by throwing when nobody waits. */
function pauseOf(ticket: number, signal: AbortSignal, hurried = true): Pause {
  return async () => {
    await setImmediate()
    if (!hurried) await restWhileTyping(signal)
    for (let later = Math.max(...underWay.keys()); later > ticket; later = Math.max(...underWay.keys())) {
      await underWay.get(later)
    }
    if (signal.aborted) throw new ProblemError('job.cancelled', { file: root })
  }
}

/** After the first rows, when the window has drawn them and has its counts; a person begins to type later. */
const WARM_AFTER_MS = 700
let warmed = false

function warm(given: Reader): void {
  if (warmed) return
  warmed = true
  setTimeout(() => {
    // closed meanwhile, or another file is in its place
    if (reader !== given) return
    void given.warm(pauseOf(0, new AbortController().signal, false)).catch(() => undefined)
  }, WARM_AFTER_MS).unref()
}

/** The list that was asked for last is answered first: it is what the person has typed. Everything else waits for lists. */
async function answer(name: keyof Reader, input: unknown[], signal: AbortSignal): Promise<unknown> {
  reader ??= createReader(opened())
  const method: (pause: Pause, ...given: never[]) => unknown = reader[name]
  const isList = name === 'list'
  const ticket = isList ? ++lastTicket : 0
  const pause = pauseOf(ticket, signal, !UNHURRIED.has(name))
  if (isList) noteTyping()
  // main/store/index/index.ts types the call by the reader's own methods
  if (!isList) return method(pause, ...(input as never[]))
  const work = (async () => {
    await pause()
    return method(pause, ...(input as never[]))
  })()
  warm(reader)
  underWay.set(
    ticket,
    work.catch(() => undefined).finally(() => underWay.delete(ticket)),
  )
  return work
}

const handlers = {
  open(input: { root: string; path: string; readOnly: boolean }): boolean {
    ;({ root, path, readOnly } = input)
    // of a building that was cut off
    if (!readOnly) remove(`${path}.new`)
    return tryOpen()
  },
  /** builds a new index beside the one that is in use; `swap` puts it in its place */
  async build(_: undefined, { signal, progress }: CallContext): Promise<{ articles: number; findings: Finding[] }> {
    const fresh = `${path}.new`
    remove(fresh)
    const building = openDatabase(fresh)
    try {
      tune(building)
      // nothing is lost with it: what a crash leaves of it is removed
      building.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
      createTables(building)
      const result = await fill(building, root, signal, progress)
      setVersion(building)
      return result
    } catch (error) {
      building.close()
      remove(fresh)
      throw error
    } finally {
      building.close()
    }
  },
  swap(_: undefined): boolean {
    close()
    remove(path)
    renameSync(`${path}.new`, path)
    return tryOpen()
  },
  add(asked: AddRequest): Promise<ArticleRecord> {
    adder ??= createAdder(root, opened)
    return adder(asked)
  },
  apply(batch: Batch): void {
    applyBatch(opened(), root, batch)
  },
  /** a step of making searches quicker; false when there is nothing more to do */
  merge(_: undefined): boolean {
    return mergeStep(opened())
  },
  records(ids: string[]): FoundRecord[] {
    return readRecords(root, ids)
  },
  differences(_: undefined, { signal }: CallContext): Promise<string[]> {
    return differences(opened(), root, signal, () => restWhileTyping(signal))
  },
  /** a list was asked of the other thread */
  typing(_: undefined): void {
    noteTyping()
  },
  sync(ids: string[]): Promise<{ changed: string[]; findings: Finding[] }> {
    return sync(opened(), root, ids)
  },
  known(_: undefined): string[] {
    return opened()
      .rows('SELECT id FROM articles')
      .map(([id]) => String(id))
  },
  read({ name, input }: { name: keyof Reader; input: unknown[] }, { signal }: CallContext): Promise<unknown> {
    return answer(name, input, signal)
  },
  close(_: undefined): void {
    close()
  },
  /** The thread ends itself: ended from outside in the middle of a query, the driver would take the whole program down. */
  end(_: undefined): void {
    try {
      close()
    } finally {
      // after the answer is on its way
      void setImmediate().then(() => process.exit())
    }
  },
}
export type IndexHandlers = typeof handlers

serve(handlers, (error) => databaseProblem(error, path))
