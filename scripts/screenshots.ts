// npm run screenshots [-- NAME...]: pictures of every state of the real window, in screenshots/, and the README's.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { needsVirtualDisplay, openDisplay } from './display.ts'
import { ensureElectron } from './electron-runtime.ts'
import { ensureBuild } from './fresh-build.ts'
import { fillLibrary, restoreProgress, type Shown } from './screenshots/library.ts'
import { states, type State } from './screenshots/states.ts'
import { goTo, openStage, resizeTo, SIZE, takePicture, type Stage } from './screenshots/window.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

const root = resolve(import.meta.dirname, '..')
const out = join(root, 'screenshots')
/** what the README shows */
const README_STATE = '01-main'
const wanted = process.argv.slice(2)
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((part) => name.includes(part))
const say = (line: string): void => void process.stderr.write(`${line}\n`)

await ensureBuild()
const electron = await ensureElectron()
await ensureSystemLibraries(electron.path, { xvfb: needsVirtualDisplay() })
const display = await openDisplay()
const folder = await ownFolder()
try {
  await mkdir(join(folder, 'home'))
  await mkdir(out, { recursive: true })
  const stage = await openStage(electron.path, folder, display.env)
  try {
    await takeAll(stage)
  } finally {
    await stage.app.close()
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await display.stop()
}

/** The same path in every run, since two pictures show it; another one while it is taken. */
async function ownFolder(): Promise<string> {
  const path = join(tmpdir(), 'keepleaf-pictures')
  try {
    await mkdir(path)
    return path
  } catch {
    return mkdtemp(`${path}-`)
  }
}

async function takeAll(stage: Stage): Promise<void> {
  if (isWanted('11-welcome')) await keep(stage, '11-welcome')
  say('Filling a library …')
  const shown = await fillLibrary(stage, folder)
  // a window that knows no library goes back to the welcome, whatever it is asked for
  await stage.page.reload()
  for (const state of states) if (!state.frames && isWanted(state.name)) await take(stage, state, shown)
  if (isWanted('05-import-tray')) await takeImport(stage, shown)
  for (const state of states) if (state.frames && isWanted(state.name)) await take(stage, state, shown)
}

async function take(stage: Stage, state: State, shown: Shown): Promise<void> {
  await stage.call('settings.set', {
    theme: state.theme ?? 'light',
    rowHeight: state.rows ?? 'full',
    panes: { list: state.list ?? 400 },
  })
  await resizeTo(stage, state.size ?? SIZE, state.zoom ?? 1)
  await restoreProgress(stage, shown.ids)
  await goTo(stage, state.address(shown))
  await restoreProgress(stage, shown.ids)
  await stage.page.waitForTimeout(500)
  try {
    await state.act?.(stage, shown)
    await keep(stage, state.name, state.frames)
  } catch (error) {
    say(`${state.name}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    await keep(stage, state.name, state.frames)
  }
  await stage.page.emulateMedia({ forcedColors: null, reducedMotion: null })
}

/** The tray while an import is at work: the only state that time has a part in, so its figures differ from run to run. */
async function takeImport(stage: Stage, shown: Shown): Promise<void> {
  await stage.call('settings.set', { theme: 'light', rowHeight: 'full' })
  await resizeTo(stage, SIZE, 1)
  const main = states[0]
  if (!main) return
  await goTo(stage, main.address(shown))
  await main.act?.(stage, shown)
  const { id } = await stage.call('import.paths', { paths: [shown.fresh] })
  await stage.page.getByRole('button', { name: 'Imports' }).click()
  for (let done = 0; done < 300;) {
    done = (await stage.call('jobs.list', undefined)).find((job) => job.id === id)?.done ?? 0
    await stage.page.waitForTimeout(100)
  }
  await keep(stage, '05-import-tray')
  for (const job of await stage.call('jobs.list', undefined)) {
    if (job.ended === undefined) await stage.call('jobs.control', { id: job.id, action: 'cancel' })
  }
}

async function keep(stage: Stage, name: string, frames = false): Promise<void> {
  const picture = await takePicture(stage, frames)
  await writeFile(join(out, `${name}.png`), picture)
  if (name === README_STATE) await writeFile(join(root, 'docs', 'screenshot.png'), picture)
  say(`screenshots/${name}.png`)
}
