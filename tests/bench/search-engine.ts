import { openStore } from '../../main/store/open.ts'
import { type Benchmark, atMost, percentile } from './benchmark.ts'
import { ARTICLES, benchLibrary } from './library.ts'
import { makeQueries } from './made-words.ts'

const names = ['search.engine.p95'] as const

const QUERIES = 300
const GOAL_MS = 50
/** Rows of a tall window. */
const ROWS = 60

/** Searches in the engine, from the query's text to the rows. */
export const searchEngine: Benchmark = {
  names,
  async *measure() {
    const { path } = await benchLibrary()
    const store = await openStore(path, { owner: 'keepleaf bench', readOnly: true })
    try {
      const times: number[] = []
      for (const query of makeQueries(QUERIES)) {
        const start = performance.now()
        await store.list({ query, sort: 'relevance', offset: 0, limit: ROWS })
        times.push(performance.now() - start)
      }
      const detail = `${String(ARTICLES)} articles, ${String(QUERIES)} queries, ${String(ROWS)} rows each`
      yield atMost('search.engine.p95', percentile(times, 0.95), 'ms', GOAL_MS, detail)
    } finally {
      await store.close()
    }
  },
}
