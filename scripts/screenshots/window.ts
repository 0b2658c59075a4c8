import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { readAnswer } from '../../shared/ipc/answer.ts'
import type { CallName } from '../../shared/ipc/channels.ts'
import type { CallInput, CallOutput } from '../../shared/ipc/contract.ts'

const project = resolve(import.meta.dirname, '../..')

/** The moment that the pictures call now: a Monday, so that the days before it have their own words. */
export const NOW = new Date('2026-11-23T15:30:00Z')

/** The drawn size. */
export const SIZE = { width: 1440, height: 900 }

export interface Stage {
  app: ElectronApplication
  page: Page
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
}

/** Starts the built app with a data folder of its own; the window's clock stands still, the rest of the app has the real one. */
export async function openStage(electron: string, folder: string, env: Record<string, string>): Promise<Stage> {
  const data = join(folder, 'data')
  await mkdir(data, { recursive: true })
  await writeFile(
    join(data, 'settings.json'),
    JSON.stringify({ theme: 'light', locale: 'en-GB', window: { ...SIZE, x: 0, y: 0 } }),
  )
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    executablePath: electron,
    args: [
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--force-device-scale-factor=1',
      '--disable-gpu',
      '--lang=en-GB',
      project,
    ],
    env: { ...Object.fromEntries(inherited), ...env, KEEPLEAF_DATA: data, HOME: join(folder, 'home'), TZ: 'UTC' },
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  await page.clock.setFixedTime(NOW)
  await page.reload()
  return { app, page, call: (name, input) => call(page, name, input) }
}

async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const json = input === undefined ? undefined : JSON.stringify(input)
  const text = await page.evaluate(
    ([called, given]) => window.keepleaf.call(called, given === undefined ? undefined : JSON.parse(given)),
    [name, json] as const,
  )
  const answer = readAnswer(name, text)
  if (answer.ok) return answer.value
  throw new Error(`${name}: ${answer.problem.code} ${JSON.stringify(answer.problem.detail)}`)
}

/** The window's content gets this size; the zoom is Chromium's, as with Ctrl +. */
export async function resizeTo(stage: Stage, { width, height }: typeof SIZE, zoom: number): Promise<void> {
  await stage.app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(w, h)
      window?.webContents.setZoomFactor(factor)
    },
    [width, height, zoom] as const,
  )
  await stage.page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 2, width / zoom)
}

/** Shows an address of the app in a window that has forgotten what was open. */
export async function goTo({ page }: Stage, address: string): Promise<void> {
  await page.evaluate((hash) => {
    localStorage.clear()
    localStorage.setItem('places.openTags', '["archives"]')
    location.hash = hash
  }, `#${address}`)
  await page.mouse.move(4, 4)
  await page.reload()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/**
 * A picture of the whole window as it is on the screen, once nothing moves any more: PNG.
 * The window's own capture leaves out `frames` of other processes (the original); Playwright's has them, but holds the
 * window at its size from then on, so that such a state comes last.
 */
export async function takePicture({ app, page }: Stage, frames = false): Promise<Buffer> {
  await page.evaluate(async () => {
    const quiet = document.createElement('style')
    quiet.textContent =
      '*,*::before,*::after{animation:none!important;transition:none!important;caret-color:transparent!important}'
    document.head.append(quiet)
    // a lazy one below the fold is not loaded, and would be waited for without end
    const loading = [...document.images].filter(({ complete, loading: when }) => complete || when !== 'lazy')
    await Promise.all(loading.map((image) => image.decode().catch(() => undefined)))
    await document.fonts.ready
  })
  // scroll bars lie over the panes for a second after something scrolled
  await page.waitForTimeout(1400)
  if (frames) return page.screenshot()
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const image = await window?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  return Buffer.from(png, 'base64')
}
