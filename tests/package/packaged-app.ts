import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { describe, test } from 'vitest'

const run = promisify(execFile)

/** The folder of the unpacked app, from scripts/test.ts. */
export const packaged = process.env.KEEPLEAF_PACKAGED ?? ''
const program = join(packaged, process.platform === 'win32' ? 'keepleaf.exe' : 'keepleaf')
/** Chromium refuses its sandbox to root. */
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** A suite for the packaged app; where none was packed (scripts/test.ts says why) it is skipped with that reason. */
export function whenPacked(name: string, body: () => void): void {
  describe(name, () => {
    if (packaged !== '') body()
    else
      test('as it is shipped', ({ skip }) => {
        skip(process.env.KEEPLEAF_NO_PACKAGE ?? 'npm run test:package packs the app first')
      })
  })
}

export interface PackagedApp {
  page: Page
  quit(): Promise<void>
}

/** The app as shipped: its fuses keep Playwright's own way of starting out, so it is reached through the debugging port. */
export async function startPackaged(args: string[], data: string): Promise<PackagedApp> {
  const child = spawn(program, [...asRoot, '--remote-debugging-port=0', ...args], {
    env: { ...process.env, KEEPLEAF_DATA: data },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done()
    })
  })
  const browser = await chromium.connectOverCDP(await debuggingAddress(child))
  const page = await firstPage(browser)
  return {
    page,
    async quit() {
      await page.close()
      await ended
    },
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

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (!context) throw new Error('the app has no window')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForLoadState('load')
  return page
}

/** The command line of the packaged app, on a machine without a display; the objects that `--json` printed. */
export async function commandLine(args: string[], data: string): Promise<unknown[]> {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const { stdout } = await run(program, [...asRoot, ...args], { env: { ...env, KEEPLEAF_DATA: data } })
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}
