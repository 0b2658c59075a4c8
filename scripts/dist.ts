// npm run dist [-- --dir]: the unpacked app in dist/, and on Linux a .deb (not with --dir). Nothing is published.
import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { path7za } from '7zip-bin'
import { ensureElectron } from './electron-runtime.ts'
import { ensureBuild } from './fresh-build.ts'

const root = resolve(import.meta.dirname, '..')

/** Packs the app and returns the folder of the unpacked one. */
export async function dist({ unpackedOnly }: { unpackedOnly: boolean }): Promise<string> {
  await ensureBuild()
  const linux = process.platform === 'linux'
  const args = unpackedOnly ? ['--dir'] : linux ? ['--linux', 'dir', 'deb'] : []
  const electron = linux ? await ensureElectron() : undefined
  if (electron) args.push(`-c.electronDist=${dirname(electron.path)}`, `-c.electronVersion=${electron.version}`)
  // npm does not keep the executable bit
  await chmod(path7za, 0o755)
  await builder(args)
  return join(root, 'dist', linux ? 'linux-unpacked' : process.platform === 'win32' ? 'win-unpacked' : 'mac')
}

/** electron-builder, with tools from npm and of our own in place of those that it would download. */
function builder(args: string[]): Promise<void> {
  const program = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const env = {
    ...process.env,
    // fpm.ts is started by its first line, which must find the Node that runs this script
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    ELECTRON_BUILDER_7ZIP_PATH: path7za,
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm.ts'),
  }
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [program, ...args, '--publish', 'never'], {
      cwd: root,
      stdio: 'inherit',
      env,
    })
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`electron-builder ended with ${String(code)}`))
    })
  })
}

if (process.argv[1] === import.meta.filename) await dist({ unpackedOnly: process.argv.includes('--dir') })
