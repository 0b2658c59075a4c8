import { openStore } from '../../main/store/open.ts'
import type { Store } from '../../main/store/store.ts'
import { type Benchmark, atMost, percentile, type Row } from './benchmark.ts'
import { ARTICLES, asStarted, benchLibrary } from './library.ts'
import { makeQueries } from './made-words.ts'
import { keysTyped, queryKinds } from './search-queries.ts'

const names = [
  'search.engine.p95',
  'search.typed.p95',
  ...Object.keys(queryKinds).flatMap((kind) => [`search.${kind}.cold`, `search.${kind}.warm`]),
  'search.facets.p95',
  'search.deep.p95',
  'search.counts',
]

const QUERIES = 300
const GOAL_MS = 50
/** Scrolling asks for a page of rows at every place. */
const DEEP_GOAL_MS = 10
const COUNTS_GOAL_MS = 50
/** Beside the rows, after them. */
const FACETS_GOAL_MS = 100
/** Rows of a tall window. */
const ROWS = 60
const PLACES = 200

const size = `${String(ARTICLES)} articles`

/** Searches in the engine, from the query's text to the rows. */
export const searchEngine: Benchmark = {
  names,
  async *measure(wanted) {
    const { path } = await benchLibrary()
    if (wanted('search.engine.p95')) yield await withStore(path, made)
    if (wanted('search.typed.p95')) yield await withStore(path, typed)
    for (const [kind, queries] of Object.entries(queryKinds)) {
      if (!wanted(`search.${kind}.cold`) && !wanted(`search.${kind}.warm`)) continue
      yield* await withStore(path, (store) => kindRows(store, kind, queries))
    }
    yield* await withStore(path, besides)
  },
}

async function withStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  // for reading only: a writer would look through all folders meanwhile
  const store = await openStore(path, { owner: 'keepleaf bench', readOnly: true })
  try {
    await asStarted(store)
    return await work(store)
  } finally {
    await store.close()
  }
}

interface Spent {
  wall: number
  cpu: number
}

async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

const find = (store: Store, query: string): Promise<Spent> =>
  spent(() => store.list({ query, sort: 'relevance', offset: 0, limit: ROWS }))

function row(name: string, times: readonly Spent[], goal: number, what: string): Row {
  const cpu = percentile(
    times.map((each) => each.cpu),
    0.95,
  )
  const walls = times.map(({ wall }) => wall)
  const detail = `${what}, ${size}; median ${percentile(walls, 0.5).toFixed(1)} ms, CPU 95th percentile ${cpu.toFixed(1)} ms`
  return atMost(name, percentile(walls, 0.95), 'ms', goal, detail)
}

async function made(store: Store): Promise<Row> {
  const times: Spent[] = []
  for (const query of makeQueries(QUERIES)) times.push(await find(store, query))
  return row('search.engine.p95', times, GOAL_MS, `${String(QUERIES)} queries, ${String(ROWS)} rows each`)
}

async function typed(store: Store): Promise<Row> {
  const times: Spent[] = []
  for (const query of keysTyped) times.push(await find(store, query))
  return row('search.typed.p95', times, GOAL_MS, `${String(keysTyped.length)} keys, each a search`)
}

async function kindRows(store: Store, kind: string, queries: readonly string[]): Promise<Row[]> {
  const cold: Spent[] = []
  const warm: Spent[] = []
  for (const query of queries) cold.push(await find(store, query))
  for (const query of queries) warm.push(await find(store, query))
  return [
    row(`search.${kind}.cold`, cold, GOAL_MS, `first time: ${queries.join(', ')}`),
    row(`search.${kind}.warm`, warm, GOAL_MS, 'again'),
  ]
}

/** What comes beside the rows, and rows far down. */
async function besides(store: Store): Promise<Row[]> {
  const facets: Spent[] = []
  for (const query of [...queryKinds.word, ...queryKinds.two]) facets.push(await spent(() => store.facets(query)))
  const deep: Spent[] = []
  for (const query of ['', 'ta ']) {
    for (let at = 0; at < PLACES; at++) {
      const offset = Math.floor((at / PLACES) * ARTICLES * 0.5)
      deep.push(await spent(() => store.list({ query, sort: 'saved-desc', offset, limit: ROWS })))
    }
  }
  const counts = [await spent(() => store.places()), await spent(() => store.tags())]
  return [
    row('search.facets.p95', facets, FACETS_GOAL_MS, 'counts of seven groups'),
    row('search.deep.p95', deep, DEEP_GOAL_MS, `${String(ROWS)} rows at ${String(PLACES)} places of two lists`),
    row('search.counts', counts, COUNTS_GOAL_MS, 'places and tags, columns in memory'),
  ]
}
