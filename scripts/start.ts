// npm start [-- --library DIR] [--watch DIR]... [FILE]...: builds what is stale, finds an Electron that runs here, starts the app.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { needsVirtualDisplay, openDisplay, VIRTUAL_SWITCHES } from './display.ts'
import { ensureElectron } from './electron-runtime.ts'
import { ensureBuild } from './fresh-build.ts'
import { utf8Locale } from './locale.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

const root = resolve(import.meta.dirname, '..')
const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function start(): Promise<number> {
  await ensureBuild()
  const electron = await ensureElectron()
  await ensureSystemLibraries(electron.path, { xvfb: needsVirtualDisplay() })
  const display = await openDisplay()
  const switches: string[] = []
  const options = process.argv.slice(2)
  if (display.virtual) {
    say(
      `There is no display here: the window is drawn in a virtual one (Xvfb ${display.env.DISPLAY ?? ''}). ` +
        'What Keepleaf takes in is named below; Ctrl C quits.',
    )
    // Chromium's lines about a missing message bus say nothing here
    switches.push(...VIRTUAL_SWITCHES, '--log-level=3')
    options.unshift('--print')
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('Running as root: Chromium cannot use its sandbox for root and is started with --no-sandbox.')
    switches.push('--no-sandbox')
  }
  try {
    return await run(electron.path, [...switches, root, ...options], { ...utf8Locale(), ...display.env })
  } finally {
    await display.stop()
  }
}

/** Runs the app until it ends; a signal to this script is handed on, so that the app can finish the page it is at. */
function run(path: string, args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((done, failed) => {
    // paths on the command line are meant from where npm was called
    const cwd = process.env.INIT_CWD ?? process.cwd()
    // a group of its own: Ctrl C in a terminal goes to the whole group, and Chromium takes a second signal for "at once"
    const detached = process.platform !== 'win32'
    const child = spawn(path, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env }, detached })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'))
    child.once('error', failed)
    child.once('exit', (code, signal) => {
      done(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

start().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
