// npm run dev: the renderer with hot reload; the app starts again when the main process changes.
import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { join, resolve } from 'node:path'
import { createBuilder, createServer } from 'vite'
import { needsVirtualDisplay, openDisplay } from './display.ts'
import { ensureElectron } from './electron-runtime.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

/** An editor saves in several steps. */
const SETTLE_MS = 100

const root = resolve(import.meta.dirname, '..')
const configFile = join(root, 'vite.config.ts')
const electron = await ensureElectron()
await ensureSystemLibraries(electron.path, { xvfb: needsVirtualDisplay() })
const display = await openDisplay()
const server = await createServer({ configFile })
await server.listen()
const url = server.resolvedUrls?.local[0]
if (!url) throw new Error('The development server has no address.')
const builder = await createBuilder({ configFile, logLevel: 'warn' })

let child: ChildProcess | undefined
let restarting = false
await build()
start()
process.stdout.write(`The window is served from ${url}; changes in main/ and shared/ restart the app.\n`)

let timer: NodeJS.Timeout | undefined
for (const folder of ['main', 'shared']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void restart(), SETTLE_MS)
  })
}

async function build(): Promise<void> {
  for (const name of ['main', 'preload']) {
    const environment = builder.environments[name]
    if (environment) await builder.build(environment)
  }
}

function start(): void {
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  child = spawn(electron.path, [...sandbox, root, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...display.env, KEEPLEAF_DEV_SERVER: url },
  })
  child.once('exit', (code) => {
    if (restarting) {
      restarting = false
      start()
    } else void end(code ?? 0)
  })
}

async function restart(): Promise<void> {
  try {
    await build()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return
  }
  restarting = true
  child?.kill()
}

async function end(code: number): Promise<void> {
  await server.close()
  await display.stop()
  process.exit(code)
}
