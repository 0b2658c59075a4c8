import { extractFiles } from '../../main/archive/extract.ts'
import { type Benchmark, atMost } from './benchmark.ts'
import { corpusPages } from './corpora.ts'

const names = ['extract.perPage'] as const

/** A page a worker in 40 ms is what an import needs to keep up with an indexer that does not extract. */
const GOAL_MS = 40

/** From the file to the article, decoding included: time of one worker, mean over all pages of the corpora. */
export const extractPerPage: Benchmark = {
  names,
  async *measure() {
    const pages = await corpusPages(names)
    // the first pages pay for loading and compiling the code
    for await (const line of extractFiles(pages.slice(0, 20), { workers: 1 })) void line
    const start = performance.now()
    let read = 0
    let failed = 0
    for await (const line of extractFiles(pages, { workers: 1 })) {
      read++
      if (line.error !== undefined) failed++
    }
    const value = (performance.now() - start) / read
    yield atMost('extract.perPage', value, 'ms', GOAL_MS, `${String(read)} pages, ${String(failed)} failed, one worker`)
  },
}
