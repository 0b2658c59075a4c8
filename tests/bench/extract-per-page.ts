import { stat } from 'node:fs/promises'
import { extractFiles } from '../../main/archive/reading/extract-files.ts'
import { readFile } from '../../main/intake/read-file.ts'
import { type Benchmark, type Row, atMost } from './benchmark.ts'
import { corpusPages } from './corpora.ts'

const names = ['extract.perPage', 'extract.slowestPage'] as const

/** A page a worker in 40 ms is what an import needs to keep up with an indexer that does not extract. */
const GOAL_MS = 40
/** No page that somebody saved keeps its worker longer. */
const SLOWEST_MS = 1000

/** From the file to the article, decoding included: time of one worker, mean over all pages of the corpora. */
export const extractPerPage: Benchmark = {
  names,
  async *measure(wanted) {
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
    if (wanted('extract.slowestPage')) yield await slowest(pages)
  },
}

async function slowest(pages: readonly string[]): Promise<Row> {
  let [most, size] = [0, 0]
  for (const path of pages) {
    const before = process.threadCpuUsage()
    for await (const result of readFile({ path }, '')) void result
    const { user, system } = process.threadCpuUsage(before)
    if ((user + system) / 1000 <= most) continue
    most = (user + system) / 1000
    size = (await stat(path)).size
  }
  const detail = `CPU, of ${String(pages.length)} pages; its file has ${(size / 1024).toFixed(0)} KB as stored`
  return atMost('extract.slowestPage', most, 'ms', SLOWEST_MS, detail)
}
