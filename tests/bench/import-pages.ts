import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { ensureBuild } from '../../scripts/fresh-build.ts'
import { type Benchmark, atLeast, NotHere } from './benchmark.ts'
import { corpusPages, repeatPages } from './corpora.ts'

const names = ['import.pagesPerSecond', 'import.ratioToRecollindex'] as const
const run = promisify(execFile)

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const cpuAtExit = resolve(import.meta.dirname, 'cpu-at-exit.ts')
const OUTPUT_LIMIT = 64 * 1024 * 1024

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

/** The program that people run, from its start to its end, as the other one is measured. */
async function importAll(
  source: string,
  library: string,
): Promise<{ seconds: number; cpuSeconds: number; outcome: string }> {
  await ensureBuild()
  const cpuFile = `${library}.cpu`
  const start = performance.now()
  const { stderr } = await run(process.execPath, ['--import', cpuAtExit, cli, 'import', source, '--library', library], {
    maxBuffer: OUTPUT_LIMIT,
    env: { ...process.env, KEEPLEAF_BENCH_CPU: cpuFile },
  })
  const seconds = (performance.now() - start) / 1000
  const outcome = stderr.trim().split('\n').at(-1) ?? ''
  return { seconds, cpuSeconds: Number(await readFile(cpuFile, 'utf8')) / 1e6, outcome }
}

/** Seconds that recollindex takes for the folder into an empty index, with its usual settings. */
async function recollindex(source: string, config: string): Promise<number> {
  await mkdir(config, { recursive: true })
  await writeFile(join(config, 'recoll.conf'), `topdirs = ${source}\n`)
  const start = performance.now()
  try {
    await run('recollindex', ['-z', '-c', config], { maxBuffer: OUTPUT_LIMIT })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing) throw new NotHere(['import.ratioToRecollindex'], 'recollindex is not installed (Debian: recollcmd)')
    throw error
  }
  return (performance.now() - start) / 1000
}
