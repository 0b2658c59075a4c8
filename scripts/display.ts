import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Wider than the widest drawn state (1440 px), so that windows keep their size. */
const SCREEN = '1920x1200x24'
const START_LIMIT_MS = 20_000

/** There is no graphics card behind a virtual display: Chromium would start a process for one three times before it draws without. */
export const VIRTUAL_SWITCHES = ['--disable-gpu']

export interface Display {
  /** to be added to the environment of what shall be shown there */
  env: Record<string, string>
  virtual: boolean
  stop(): Promise<void>
}

/** True when a window needs a virtual display here. */
export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

/** The display to show windows on: the one there is, or an Xvfb of our own that ends with `stop` or with this process. */
export async function openDisplay(): Promise<Display> {
  if (!needsVirtualDisplay()) return { env: {}, virtual: false, stop: () => Promise.resolve() }
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-display-'))
  const authority = join(folder, 'Xauthority')
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 })
  // a group of its own, so that Ctrl C in the terminal reaches the app before its display is gone
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset', '-auth', authority],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  const kill = (): void => {
    server.kill()
  }
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    kill()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const number = await displayNumber(server)
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, virtual: true, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** An Xauthority file with one cookie that is good for every display (family FamilyWild, Xauth.h). */
function xauthority(cookie: Buffer): Buffer {
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const anyFamily = Buffer.from([0xff, 0xff])
  const address = field(Buffer.alloc(0))
  const display = field(Buffer.alloc(0))
  return Buffer.concat([anyFamily, address, display, field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)])
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    let errors = ''
    const timer = setTimeout(() => {
      reject(new Error(`Xvfb did not start within ${String(START_LIMIT_MS / 1000)} seconds`))
    }, START_LIMIT_MS)
    server.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (!output.includes('\n')) return
      clearTimeout(timer)
      resolve(output.trim())
    })
    server.once('error', reject)
    server.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`Xvfb ended with ${String(code)}: ${errors.trim()}`))
    })
  })
}
