import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sorts, type Sort } from '../../shared/ipc/contract.ts'
import { RECORD_VERSION, type ArticleRecord } from '../../shared/model/article.ts'
import { newId } from '../../main/store/records/ids.ts'
import { applyBatch, type Entry } from '../../main/store/index/entry.ts'
import { emptyLibrary, writeLibrary } from '../../main/store/records/library-file.ts'
import { openStore } from '../../main/store/open.ts'
import { createTables, setVersion, tune } from '../../main/store/index/schema.ts'
import { openDatabase } from '../../main/store/index/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import { type Benchmark, type Row, atMost, percentile } from './benchmark.ts'
import { makeArticle } from './generator.ts'
import { ARTICLES, asStarted, benchLibrary } from './library.ts'

const names = ['index.insert', 'index.size', 'index.open', 'index.places', 'index.kinds.p95'] as const

/** Put into an index of its own, to time that alone. */
const INSERTED = Math.min(ARTICLES, 10_000)
const BATCH = 200
const ROWS = 60
/** Beside reading and writing a page this is a twentieth of what two cores have for one at 100 pages a second. */
const INSERT_GOAL_MS = 1
/** About the size of the texts themselves. */
const SIZE_GOAL_BYTES = 14_000
const OPEN_GOAL_MS = 500
const PLACES_GOAL_MS = 100
const KINDS_GOAL_MS = 50

/** Queries of every kind, with words from the most to the least frequent of the made-up languages. */
const kinds: Record<string, string[]> = {
  asTyped: [...starts('tarelo'), ...starts('schlaung'), ...starts('maison'), ...starts('stovenmar')],
  word: ['ta ', 're ', 'tata ', 'tare ', 'stoven ', 'tastar '],
  two: ['ta re ', 'tare lo', 'ving mar', 'ta tastar', 'schla haus'],
  four: ['ta re lo ing', 'sto ven mar ku', 'ta tare lo tata', 'ge ver schla ung'],
  phrase: ['"tare ta"', '"sto ven"', '"ku el no"', '"日本"'],
  field: ['title:ta', 'author:ven', 'site:"Site 3"', 'site:site-12.example', 'url:/1234', 'lang:de', 'words:>2000'],
  tag: ['tag:topic-1', 'tag:topic-2 ta', 'tag:topic-5 is:unread', 'no:tag'],
  not: ['-ta', 'ta -re', 'is:starred or tag:topic-3', 'saved:2015..2018 lo'],
}
function starts(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at + 1))
}

/** The index alone, without folders: how fast articles go in, how large it gets, and every kind of search. */
export const indexKinds: Benchmark = {
  names,
  async *measure() {
    const root = await mkdtemp(join(tmpdir(), 'keepleaf-kinds-'))
    try {
      const ms = await fillIndex(root)
      const inserted = `an article, ${String(INSERTED)}, ${String(BATCH)} at once`
      yield atMost('index.insert', ms, 'ms', INSERT_GOAL_MS, inserted)
      const { path } = await benchLibrary()
      const size = `${String(ARTICLES)} articles`
      const { size: bytes } = await stat(join(path, 'index.sqlite'))
      yield atMost('index.size', bytes / ARTICLES, 'bytes', SIZE_GOAL_BYTES, `an article, ${size}`)
      yield* measureStore(path, size)
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  },
}

async function* measureStore(root: string, size: string): AsyncIterable<Row> {
  const start = performance.now()
  // for reading only: a writer would notice that there are no folders
  const store = await openStore(root, { owner: 'keepleaf bench', readOnly: true })
  try {
    const page = { query: '', sort: 'saved-desc', offset: 0, limit: ROWS } as const
    await store.list(page)
    yield atMost('index.open', performance.now() - start, 'ms', OPEN_GOAL_MS, `until the first rows, ${size}`)
    const cold = await timed(() => store.places())
    await asStarted(store)
    const warm = await timed(() => store.places())
    const detail = `first ${cold.toFixed(0)} ms, again ${warm.toFixed(1)} ms, ${size}`
    yield atMost('index.places', cold, 'ms', PLACES_GOAL_MS, detail)
    yield* [await measureKinds(store, size)]
  } finally {
    await store.close()
  }
}

async function measureKinds(store: Store, size: string): Promise<Row> {
  const all: number[] = []
  const parts: string[] = []
  const measure = async (name: string, queries: string[], by: readonly Sort[]): Promise<void> => {
    const times: number[] = []
    for (const query of queries) {
      for (const sort of by) {
        for (const offset of query === '' ? [0, ARTICLES - ROWS] : [0]) {
          times.push(await timed(() => store.list({ query, sort, offset, limit: ROWS })))
        }
      }
    }
    all.push(...times)
    parts.push(`${name} ${percentile(times, 0.5).toFixed(0)}/${Math.max(...times).toFixed(0)}`)
  }
  await measure('sorts', [''], sorts)
  for (const [name, queries] of Object.entries(kinds)) await measure(name, queries, ['relevance'])
  await measure('sorted', ['ta', 'stoven', 'tag:topic-1'], ['title-asc', 'published-asc', 'site-asc'])
  const detail = `median/longest ms: ${parts.join(', ')}; ${size}`
  return atMost('index.kinds.p95', percentile(all, 0.95), 'ms', KINDS_GOAL_MS, detail)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** ms an article. */
async function fillIndex(root: string): Promise<number> {
  await mkdir(join(root, 'articles'))
  await writeLibrary(root, emptyLibrary())
  await writeFile(join(root, 'history.ndjson'), '')
  const database = openDatabase(join(root, 'index.sqlite'))
  tune(database)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  createTables(database)
  setVersion(database)
  let spent = 0
  for (let at = 0; at < INSERTED; at += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, INSERTED - at) }, (_, i) => entryOf(at + i))
    const start = performance.now()
    applyBatch(database, root, { entries, gone: [] })
    spent += performance.now() - start
  }
  database.close()
  return spent / INSERTED
}

function entryOf(number: number): Entry {
  const { record, text } = makeArticle(number)
  const now = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString()
  const full: ArticleRecord = {
    ...record,
    ...{ id: newId(), version: RECORD_VERSION, added: now, changed: now },
    original: { ...record.original, files: [] },
  }
  return { record: full, text }
}
