import { mkdirSync } from 'node:fs'
import { app, Menu } from 'electron'
import { startDesktop, type RunningApp } from './desktop/app.ts'
import { isCommandLine, startArguments } from './desktop/arguments.ts'
import { registerSchemes } from './desktop/protocol.ts'
import { confine, cutNetwork } from './desktop/security.ts'
import { overlayScrollbars, roomForScripts } from './desktop/window.ts'
import { log, openLog } from './platform/log.ts'
import { openSettings } from './platform/settings.ts'

/** The page at hand may take up to its own limit of 30 s; a disk that hangs must not keep the app from ending. */
const CLOSE_LIMIT_MS = 35_000

// `electron [switches] APP arguments` in a checkout, `keepleaf arguments` when packaged
const ownFrom = app.isPackaged ? 1 : process.argv.findIndex((arg, index) => index > 0 && !arg.startsWith('-')) + 1
const args = process.argv.slice(ownFrom)
const start = startArguments(args, process.cwd())
const dataFolder = start.data ?? process.env.KEEPLEAF_DATA
if (dataFolder) {
  mkdirSync(dataFolder, { recursive: true })
  app.setPath('userData', dataFolder)
}
const devServer = app.isPackaged ? undefined : process.env.KEEPLEAF_DEV_SERVER

// awaited: Electron finishes this module before it looks for a display, which a command line does not need
if (isCommandLine(args)) await runCommandLine(args)
// the lock is one per data folder; a second start hands over what it was started with, and ends
else if (app.requestSingleInstanceLock({ files: start.files, watch: start.watch, library: start.library })) run()
else app.exit(0)

/** `keepleaf import …` in the packaged app: the engine in this very program, without a window. */
async function runCommandLine(words: readonly string[]): Promise<void> {
  const { main } = await import('./cli/main.ts')
  const status = await main(words.slice(words.findIndex((word) => !word.startsWith('-'))))
  // what was printed is on its way before the process ends
  await new Promise<void>((done) =>
    process.stdout.write('', () => {
      done()
    }),
  )
  process.exit(status)
}

function run(): void {
  openLog(app.getPath('userData'))
  // read while Electron gets ready
  const settings = openSettings(app.getPath('userData'))
  // told below
  settings.catch(() => undefined)
  // else Electron makes one of its own at the start, to be replaced by ours
  Menu.setApplicationMenu(null)
  registerSchemes()
  overlayScrollbars()
  roomForScripts()
  cutNetwork(devServer)
  app.on('web-contents-created', (_event, contents) => {
    confine(contents)
  })
  // files that the system hands over before the app is ready
  const early: string[] = []
  let running: RunningApp | undefined
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (running) void running.library.take([path])
    else early.push(path)
  })
  app.on('second-instance', (_event, argv, cwd, handed) => {
    if (!running) return
    const { files, watch, library } = isHandedOver(handed) ? handed : startArguments(argv.slice(1), cwd)
    running.show()
    if (library !== undefined) void running.library.reopen(library, true)
    if (files.length > 0) void running.library.take(files)
    if (watch.length > 0) void running.library.watch(watch)
  })
  app.on('activate', () => running?.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeBeforeQuit(() => running?.close())
  process.on('uncaughtException', (error) => {
    log.error('uncaught', error)
    process.stderr.write(`${error.stack ?? error.message}\n`)
    app.exit(1)
  })
  process.on('unhandledRejection', (reason) => {
    log.error('unhandled', reason)
  })

  // not a top-level await: `ready` comes only after this module has finished
  app
    .whenReady()
    .then(async () => {
      const files = [...start.files, ...early]
      running = await startDesktop({ ...start, files }, import.meta.dirname, await settings, devServer)
    })
    .catch((error: unknown) => {
      log.error('start', error)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      app.exit(1)
    })
}

/** Quitting ends when `close` has, or at a limit. */
function closeBeforeQuit(close: () => Promise<void> | undefined): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const limit = new Promise<void>((done) => setTimeout(done, CLOSE_LIMIT_MS).unref())
    Promise.race([close(), limit])
      .catch((error: unknown) => {
        log.error('closing', error)
      })
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
}

interface HandedOver {
  files: string[]
  watch: string[]
  library?: string
}

function isHandedOver(value: unknown): value is HandedOver {
  return (
    typeof value === 'object' &&
    value !== null &&
    'files' in value &&
    Array.isArray(value.files) &&
    'watch' in value &&
    Array.isArray(value.watch)
  )
}
