import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { needsVirtualDisplay, openDisplay, VIRTUAL_SWITCHES } from '../../scripts/display.ts'
import { ensureElectron } from '../../scripts/electron-runtime.ts'
import { ensureBuild } from '../../scripts/fresh-build.ts'
import { ensureSystemLibraries } from '../../scripts/system-libraries.ts'
import { NotHere } from './benchmark.ts'

const project = resolve(import.meta.dirname, '../..')
/** Chromium refuses its sandbox to root. */
const AS_ROOT = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
const START_LIMIT_MS = 60_000

export interface Program {
  path: string
  args: string[]
}

/** A start in pieces: the page is asked for, its scripts have run, something is painted. */
export interface Stages {
  page: number
  scripts: number
  painted: number
}

/** A window of the app, started as `npm start` starts it here: nothing but the debugging port is added. */
export interface BenchWindow {
  page: Page
  pid: number
  /** just before the process was made, ms since 1970 */
  spawned: number
  /** ms from then to the first mark of that name on the page's timeline */
  until(mark: string): Promise<number>
  /** ms from then to what lies on the way to the first picture */
  stages(): Promise<Stages>
  close(): Promise<void>
}

export interface Stage {
  /** how the display is, in words for a row, when it is none that a person sees */
  readonly display: string
  /** starts the built app, or `program`, on a library; its settings are kept from start to start */
  open(options: { library?: string; program?: Program }): Promise<BenchWindow>
  /** another folder of settings: the next start is a first one */
  forget(): Promise<void>
  close(): Promise<void>
}

/** Where windows can be had: the display there is, or a virtual one. Throws `NotHere` when there is none. */
export async function openStage(names: readonly string[]): Promise<Stage> {
  const { electron, display } = await prepare().catch((error: unknown) => {
    throw new NotHere(names, error instanceof Error ? error.message : String(error))
  })
  let data = await mkdtemp(join(tmpdir(), 'keepleaf-bench-'))
  let last: ChildProcess | undefined
  return {
    display: display.virtual ? `virtual display, ${VIRTUAL_SWITCHES.join(' ')}` : '',
    async open({ library, program = { path: electron, args: [project] } }) {
      const args = [
        ...AS_ROOT,
        ...(display.virtual ? VIRTUAL_SWITCHES : []),
        '--remote-debugging-port=0',
        ...program.args,
        ...(library === undefined ? [] : ['--library', library]),
      ]
      const spawned = Date.now()
      const child = spawn(program.path, args, {
        env: { ...process.env, ...display.env, KEEPLEAF_DATA: data },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      last = child
      return connect(child, spawned)
    },
    async forget() {
      await rm(data, { recursive: true, force: true, maxRetries: 3 })
      data = await mkdtemp(join(tmpdir(), 'keepleaf-bench-'))
    },
    async close() {
      // a start that came to nothing
      if (last?.exitCode === null) last.kill()
      await display.stop()
      await rm(data, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function prepare() {
  await ensureBuild()
  const electron = await ensureElectron()
  await ensureSystemLibraries(electron.path, { xvfb: needsVirtualDisplay() })
  return { electron: electron.path, display: await openDisplay() }
}

async function connect(child: ChildProcess, spawned: number): Promise<BenchWindow> {
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done()
    })
  })
  let browser: Browser | undefined
  try {
    browser = await chromium.connectOverCDP(await debuggingAddress(child))
    const [context] = browser.contexts()
    if (!context) throw new Error('the app has no window')
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    return {
      page,
      pid: child.pid ?? 0,
      spawned,
      async until(mark) {
        await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, {
          timeout: START_LIMIT_MS,
        })
        return (
          (await page.evaluate(
            (name) => performance.timeOrigin + (performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
            mark,
          )) - spawned
        )
      },
      async stages() {
        const [asked, scripts, painted] = await page.evaluate(() => {
          const [navigation] = performance.getEntriesByType('navigation')
          const run =
            navigation instanceof PerformanceNavigationTiming ? navigation.domContentLoadedEventStart : Number.NaN
          const first = performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN
          return [0, run, first].map((ms) => performance.timeOrigin + ms)
        })
        const since = (at = Number.NaN): number => at - spawned
        return { page: since(asked), scripts: since(scripts), painted: since(painted) }
      },
      async close() {
        await page.close()
        await ended
        await browser?.close()
      },
    }
  } catch (error) {
    child.kill()
    await ended
    throw error
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`the app ended with ${String(code)}: ${output}`))
    })
  })
}

/** Memory that a process holds for itself and in all, MB; undefined where the system does not tell it in this way. */
export async function memoryOf(pid: number): Promise<{ own: number; all: number } | undefined> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => undefined)
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status ?? '')?.[1])
  return status === undefined ? undefined : { own: kilobytes('RssAnon') / 1024, all: kilobytes('VmRSS') / 1024 }
}
