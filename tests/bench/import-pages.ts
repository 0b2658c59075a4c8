import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openArchive } from '../../main/archive/open.ts'
import { type Benchmark, atLeast, NotHere } from './benchmark.ts'
import { corpusPages, repeatPages } from './corpora.ts'

const names = ['import.pagesPerSecond', 'import.ratioToRecollindex'] as const
const run = promisify(execFile)

/** Long enough that starting up does not count, short enough for every day. */
const PAGES = 2_000

/** The whole pipeline on real pages, beside recollindex with the same files in the same run. */
export const importPages: Benchmark = {
  names,
  async *measure(wanted) {
    const pages = await corpusPages(names)
    const folder = await mkdtemp(join(tmpdir(), 'keepleaf-bench-'))
    try {
      const source = join(folder, 'pages')
      const bytes = await repeatPages(pages, PAGES, source)
      const own = await importAll(source, join(folder, 'library'))
      const size = `${String(PAGES)} pages of ${(bytes / PAGES / 1024).toFixed(0)} KB`
      const value = PAGES / own.seconds
      const cpu = `${((own.cpuSeconds * 1000) / PAGES).toFixed(1)} ms of CPU a page in all threads`
      yield { name: 'import.pagesPerSecond', value, unit: 'pages/s', detail: `${size}; ${cpu}; ${own.outcome}` }
      if (!wanted('import.ratioToRecollindex')) return
      const theirs = await recollindex(source, join(folder, 'recoll'))
      const detail = `Keepleaf ${value.toFixed(0)}, recollindex ${(PAGES / theirs).toFixed(0)} pages/s; ${size}`
      yield atLeast('import.ratioToRecollindex', theirs / own.seconds, '×', 1, detail)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function importAll(
  source: string,
  library: string,
): Promise<{ seconds: number; cpuSeconds: number; outcome: string }> {
  const archive = await openArchive(library, { create: true, owner: 'keepleaf bench' })
  try {
    const start = performance.now()
    const before = process.cpuUsage()
    const { counts } = await archive.jobs.finished(archive.import({ paths: [source] }).id)
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(before)
    const outcome = Object.entries(counts).filter(([, count]) => count > 0)
    return {
      seconds,
      cpuSeconds: (user + system) / 1e6,
      outcome: outcome.map(([name, count]) => `${String(count)} ${name}`).join(', '),
    }
  } finally {
    await archive.close()
  }
}

/** Seconds that recollindex takes for the folder into an empty index, with its usual settings. */
async function recollindex(source: string, config: string): Promise<number> {
  await mkdir(config, { recursive: true })
  await writeFile(join(config, 'recoll.conf'), `topdirs = ${source}\n`)
  const start = performance.now()
  try {
    await run('recollindex', ['-z', '-c', config], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing) throw new NotHere(['import.ratioToRecollindex'], 'recollindex is not installed (Debian: recollcmd)')
    throw error
  }
  return (performance.now() - start) / 1000
}
