import { execFile } from 'node:child_process'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import MiniSearch from 'minisearch'
import { openStore } from '../../main/store/open.ts'
import type { Store } from '../../main/store/store.ts'
import { type Benchmark, atMost, NotHere, percentile, type Row } from './benchmark.ts'
import { makeArticle } from './generator.ts'
import { ARTICLES, asStarted, benchLibrary } from './library.ts'
import { queryKinds } from './search-queries.ts'

const names = ['search.ratioToRecollq', 'search.ratioToMinisearch'] as const
const run = promisify(execFile)

/** Rows of a tall window. */
const ROWS = 60
const TIMES = 3
/** MiniSearch keeps all in memory: a hundred thousand articles are more than a process may have. */
const MINISEARCH_ARTICLES = Math.min(ARTICLES, 10_000)
/** A word that nothing has: what remains is the start of the process. */
const NOTHING = 'qqzzqq'

/** The same searches in the same texts by what one would use else. */
export const searchOthers: Benchmark = {
  names,
  async *measure(wanted) {
    if (wanted('search.ratioToRecollq')) yield await besideRecollq()
    if (wanted('search.ratioToMinisearch')) yield await besideMinisearch()
  },
}

async function besideRecollq(): Promise<Row> {
  const { path, folder } = await benchLibrary()
  const config = join(folder, 'recoll')
  await recollIndex(config, join(folder, 'texts'))
  const start = await median(TIMES * 3, () => recollq(config, NOTHING))
  // a store of its own each time: a second time would find the answer kept
  const runs: Map<string, number>[] = []
  for (let time = 0; time < TIMES; time++) runs.push(await withStore(path, timesOf))
  const parts: string[] = []
  let [ours, theirs] = [0, 0]
  for (const [kind, queries] of Object.entries(queryKinds)) {
    let [own, other] = [0, 0]
    for (const query of queries) {
      own += percentile(
        runs.map((times) => times.get(query) ?? Number.NaN),
        0.5,
      )
      other += Math.max(0, (await median(TIMES, () => recollq(config, query.trim()))) - start)
    }
    parts.push(`${kind} ${(own / queries.length).toFixed(1)} to ${(other / queries.length).toFixed(1)}`)
    ours += own
    theirs += other
  }
  const detail =
    `mean ms of Keepleaf (first time, in a process that has started, ${String(ROWS)} rows with snippets) to recollq (${String(ROWS)} ` +
    `lines, its start of ${start.toFixed(1)} ms taken off), each the median of ${String(TIMES)}: ${parts.join(', ')}; ` +
    `${String(ARTICLES)} articles; Keepleaf counts all hits, recollq gives a lower bound of their number`
  return atMost('search.ratioToRecollq', ours / theirs, '×', 1, detail)
}

/** How long each query takes that was never asked before. */
async function timesOf(store: Store): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for (const query of Object.values(queryKinds).flat()) times.set(query, await timed(() => find(store, query)))
  return times
}

async function withStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(path, { owner: 'keepleaf bench', readOnly: true })
  try {
    await asStarted(store)
    return await work(store)
  } finally {
    await store.close()
  }
}

const find = (store: Store, query: string): Promise<unknown> =>
  store.list({ query, sort: 'relevance', offset: 0, limit: ROWS })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = []
  for (let at = 0; at < times; at++) all.push(await timed(work))
  return percentile(all, 0.5)
}

async function recollq(config: string, query: string): Promise<void> {
  await run('recollq', ['-c', config, '-n', String(ROWS), query], { maxBuffer: 16 * 1024 * 1024 })
}

/** The texts as files and an index of them, kept beside the library. */
async function recollIndex(config: string, texts: string): Promise<void> {
  const done = join(config, 'done')
  if (await stat(done).catch(() => undefined)) return
  await mkdir(config, { recursive: true })
  for (let number = 0; number < ARTICLES; number++) {
    const { record, text } = makeArticle(number)
    const folder = join(texts, String(Math.floor(number / 1000)))
    if (number % 1000 === 0) await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${String(number)}.txt`), `${record.title}\n\n${text}\n`)
  }
  await writeFile(join(config, 'recoll.conf'), `topdirs = ${texts}\n`)
  try {
    await run('recollindex', ['-c', config], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing) throw new NotHere(['search.ratioToRecollq'], 'recollindex is not installed (Debian: recollcmd)')
    throw error
  }
  await writeFile(done, '')
}

async function besideMinisearch(): Promise<Row> {
  const { path } = await benchLibrary(MINISEARCH_ARTICLES)
  const index = new MiniSearch<{ id: number; title: string; text: string }>({ fields: ['title', 'text'] })
  for (let number = 0; number < MINISEARCH_ARTICLES; number++) {
    const { record, text } = makeArticle(number)
    index.add({ id: number, title: record.title, text })
  }
  return withStore(path, async (store) => {
    let [ours, theirs] = [0, 0]
    const { word, two, four, prefix } = queryKinds
    for (const query of [...word, ...two, ...four, ...prefix]) {
      ours += await timed(() => find(store, query))
      const options = { combineWith: 'AND', prefix: query.endsWith('*'), boost: { title: 8 } } as const
      theirs += await timed(() => Promise.resolve(index.search(query.replace('*', '').trim(), options)))
    }
    const count = word.length + two.length + four.length + prefix.length
    const detail =
      `mean ms of Keepleaf (first time, ${String(ROWS)} rows with snippets) ${(ours / count).toFixed(1)} to MiniSearch ` +
      `(ids only, all in memory) ${(theirs / count).toFixed(1)}; ${String(MINISEARCH_ARTICLES)} articles, no phrases`
    return { name: 'search.ratioToMinisearch', value: ours / theirs, unit: '×', detail }
  })
}
