import { openStore } from '../../main/store/open.ts'
import { type Benchmark, percentile } from './benchmark.ts'
import { ARTICLES, benchLibrary } from './library.ts'
import { queryKinds } from './search-queries.ts'

const names = ['overview.get'] as const

const TIMES = 5

/** The counts of the overview, of everything and of what searches find; the first ones read what later ones have in memory. */
export const overview: Benchmark = {
  names,
  async *measure() {
    const { path } = await benchLibrary(ARTICLES)
    // for reading only: a writer would look through all folders meanwhile
    const store = await openStore(path, { owner: 'keepleaf bench', readOnly: true })
    try {
      await store.places()
      const queries = ['', ...queryKinds.word]
      const times: number[] = []
      let first = 0
      for (let time = 0; time <= TIMES; time++) {
        for (const query of queries) {
          const start = performance.now()
          await store.overview(query)
          const ms = performance.now() - start
          if (time > 0) times.push(ms)
          else if (query === '') first = ms
        }
      }
      const of = `${String(ARTICLES)} articles, ${String(queries.length)} queries ${String(TIMES)} times`
      const detail = `${of}, median ${percentile(times, 0.5).toFixed(0)} ms; the very first of everything ${first.toFixed(0)} ms`
      yield { name: 'overview.get', value: percentile(times, 0.95), unit: 'ms', detail }
    } finally {
      await store.close()
    }
  },
}
