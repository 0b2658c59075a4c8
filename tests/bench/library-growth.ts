import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../main/platform/hash.ts'
import { openStore } from '../../main/store/open.ts'
import type { Store } from '../../main/store/store.ts'
import { type Benchmark, atMost, percentile } from './benchmark.ts'
import { makeArticle, makeQueries } from './generator.ts'

const names = ['search.engine.p95', 'growth.import', 'growth.search'] as const

/** The size that the goals are for; a smaller one is named in the detail. */
const ARTICLES = Number(process.env.KEEPLEAF_BENCH_ARTICLES ?? 100_000)
const QUERIES = 300
/** Added at the same time, as the import does. */
const AT_ONCE = 8
const SEARCH_GOAL_MS = 50
/** Adding must not get slower by more than noise. */
const IMPORT_GROWTH_GOAL = 1.5
/** Ten times the articles may cost ten times the time for words that are in all of them, not more. */
const SEARCH_GROWTH_GOAL = 10
/** Rows of a tall window. */
const ROWS = 60

/** A library of made-up articles as it grows: adding at its beginning and end, searching in a tenth of it and in all. */
export const libraryGrowth: Benchmark = {
  names,
  async *measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keepleaf-growth-'))
    const store = await openStore(join(folder, 'library'), { create: true, owner: 'keepleaf bench' })
    try {
      const original = join(folder, 'page.html')
      await writeFile(original, '<p>made up</p>')
      const tenth = Math.floor(ARTICLES / 10)
      const first = await addAll(store, 0, tenth, original)
      const few = await searchAll(store)
      await addAll(store, tenth, ARTICLES - tenth, original)
      const last = await addAll(store, ARTICLES - tenth, ARTICLES, original)
      const many = await searchAll(store)
      const size = `${String(ARTICLES)} articles`
      yield atMost(
        'search.engine.p95',
        many,
        'ms',
        SEARCH_GOAL_MS,
        `${size}, ${String(QUERIES)} queries, ${String(ROWS)} rows each`,
      )
      const rates = `${(tenth / first).toFixed(0)} a second at first, ${(tenth / last).toFixed(0)} at the end of ${size}`
      yield atMost('growth.import', last / first, '×', IMPORT_GROWTH_GOAL, rates)
      const times = `95th percentile ${few.toFixed(1)} ms in ${String(tenth)}, ${many.toFixed(1)} ms in ${size}`
      yield atMost('growth.search', many / few, '×', SEARCH_GROWTH_GOAL, times)
    } finally {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Seconds for the articles `from` to `to`, the second exclusive. */
async function addAll(store: Store, from: number, to: number, original: string): Promise<number> {
  const start = performance.now()
  let next = from
  const lane = async (): Promise<void> => {
    while (next < to) await addOne(store, next++, original)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return (performance.now() - start) / 1000
}

async function addOne(store: Store, number: number, original: string): Promise<void> {
  const { record, html, text } = makeArticle(number)
  await store.add({
    record: {
      ...record,
      format: 'html',
      sources: {},
      alternatives: {},
      warnings: [],
      tagRules: {},
      progress: 0,
      marks: [],
      provenance: [],
      excerpt: text.slice(0, 200),
      original: { main: 'page.html' },
      hashes: { source: sha256(`page ${String(number)}`), text: sha256(text) },
    },
    html,
    text,
    assets: [],
    files: [{ path: original, as: 'page.html' }],
  })
}

/** 95th percentile of the time to the first rows, ms. */
async function searchAll(store: Store): Promise<number> {
  const times: number[] = []
  for (const query of makeQueries(QUERIES)) {
    const start = performance.now()
    await store.list({ query, sort: 'relevance', offset: 0, limit: ROWS })
    times.push(performance.now() - start)
  }
  return percentile(times, 0.95)
}
