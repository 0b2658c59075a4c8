import { openStore } from '../../main/store/open.ts'
import { type Benchmark, atMost, percentile, type Row } from './benchmark.ts'
import { ARTICLES, benchLibrary, sizesUpTo, type BenchLibrary } from './library.ts'
import { makeQueries } from './made-words.ts'

const names = ['growth.import', 'growth.search'] as const

const QUERIES = 300
/** Adding must not get slower by more than noise. */
const IMPORT_GROWTH_GOAL = 1.5
/** Ten times the articles may cost ten times the time for words that are in all of them, not more. */
const SEARCH_GROWTH_GOAL = 10
/** Rows of a tall window. */
const ROWS = 60

/** Libraries of 1,000, 10,000 and all articles: adding to each while it was made, and searching in each. */
export const libraryGrowth: Benchmark = {
  names,
  async *measure(wanted) {
    const sizes = sizesUpTo(ARTICLES)
    if (wanted('growth.import')) yield importGrowth(await benchLibrary(ARTICLES))
    if (!wanted('growth.search')) return
    const times: [number, number][] = []
    for (const size of sizes) times.push([size, await searchAll(await benchLibrary(size))])
    const [before, last] = [times.at(-2), times.at(-1)]
    if (!before || !last) return
    const detail = times.map(([size, ms]) => `${ms.toFixed(1)} ms in ${String(size)}`).join(', ')
    const value = last[1] / before[1]
    yield atMost('growth.search', value, '×', SEARCH_GROWTH_GOAL, `95th percentile of CPU time: ${detail}`)
  },
}

function importGrowth({ rates, at, seconds }: BenchLibrary): Row {
  const values = Object.values(rates)
  const value = (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN)
  const each = Object.entries(rates).map(([size, ms]) => `${ms.toFixed(2)} ms up to ${size}`)
  const detail = `CPU time an article: ${each.join(', ')}; made ${at}, all in ${seconds.toFixed(0)} s`
  return atMost('growth.import', value, '×', IMPORT_GROWTH_GOAL, detail)
}

/** 95th percentile of the time to the first rows, ms of CPU. */
async function searchAll({ path }: BenchLibrary): Promise<number> {
  const store = await openStore(path, { owner: 'keepleaf bench', readOnly: true })
  try {
    const times: number[] = []
    for (const query of makeQueries(QUERIES)) {
      const before = process.cpuUsage()
      await store.list({ query, sort: 'relevance', offset: 0, limit: ROWS })
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    return percentile(times, 0.95)
  } finally {
    await store.close()
  }
}
