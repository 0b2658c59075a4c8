// npm test [-- VITEST ARGUMENTS]: all tests, the end-to-end ones in a real window, in a virtual display where there is none,
// and those of the packaged app.
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { needsVirtualDisplay, openDisplay, type Display } from './display.ts'
import { dist } from './dist.ts'
import { ensureElectron } from './electron-runtime.ts'
import { ensureBuild } from './fresh-build.ts'
import { utf8Locale } from './locale.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

const root = resolve(import.meta.dirname, '..')
const args = process.argv.slice(2)

await ensureBuild()
const stage = await prepareWindow()
try {
  process.exitCode = await vitest({ ...stage.env, ...(await preparePackage(stage.env)) })
} finally {
  await stage.display?.stop()
}

/** What the end-to-end tests need; where it cannot be had they are skipped by name, and fail when CI=true. */
async function prepareWindow(): Promise<{ display?: Display; env: Record<string, string> }> {
  try {
    const electron = await ensureElectron()
    await ensureSystemLibraries(electron.path, { xvfb: needsVirtualDisplay() })
    const display = await openDisplay()
    return { display, env: { ...display.env, KEEPLEAF_ELECTRON: electron.path } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${reason}\n`)
    return { env: { KEEPLEAF_NO_WINDOW: reason } }
  }
}

/**
 * What the tests of the packaged app need: the packed app. Packing takes a quarter of a minute and is done for all tests or
 * when it is asked for (`--project package`); elsewhere than on Linux it takes minutes, and `npm run test:package` does it.
 */
async function preparePackage(window: Record<string, string>): Promise<Record<string, string>> {
  const asked = args.includes('package')
  if (args.length > 0 && !asked) return { KEEPLEAF_NO_PACKAGE: 'not packed for a part of the tests' }
  if (window.KEEPLEAF_NO_WINDOW !== undefined) return { KEEPLEAF_NO_PACKAGE: window.KEEPLEAF_NO_WINDOW }
  if (process.platform !== 'linux' && !asked) {
    return { KEEPLEAF_NO_PACKAGE: 'packed here only by npm run test:package' }
  }
  return { KEEPLEAF_PACKAGED: await dist({ unpackedOnly: true }) }
}

/** By the Node that runs this script: the one from npm, not the system's. */
function vitest(env: Record<string, string>): Promise<number> {
  return new Promise((done, failed) => {
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(process.execPath, [program, 'run', ...args], {
      cwd: root,
      stdio: 'inherit',
      // building in this process has set it to production, in which Vue tells tests nothing
      env: { ...process.env, NODE_ENV: 'test', ...utf8Locale(), ...env },
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('error', failed)
    child.once('exit', (code) => {
      done(code ?? 1)
    })
  })
}
