// npm run test:package: packs the app and runs tests/package/ against it. Installs nothing on the machine.
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { needsVirtualDisplay, openDisplay } from './display.ts'
import { dist } from './dist.ts'
import { ensureElectron } from './electron-runtime.ts'
import { ensureSystemLibraries } from './system-libraries.ts'

const root = resolve(import.meta.dirname, '..')

const folder = await dist({ unpackedOnly: true })
await ensureSystemLibraries((await ensureElectron()).path, { xvfb: needsVirtualDisplay() })
const display = await openDisplay()
try {
  process.exitCode = await vitest({ ...display.env, KEEPLEAF_PACKAGED: folder })
} finally {
  await display.stop()
}

function vitest(env: Record<string, string>): Promise<number> {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [program, 'run', '--config', 'tests/package/vitest.config.ts', ...process.argv.slice(2)]
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', failed)
    child.once('exit', (code) => {
      done(code ?? 1)
    })
  })
}
