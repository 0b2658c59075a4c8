import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What Electron needs beyond a minimal system, and Xvfb; by package manager, first match wins. */
const packagesOf = {
  'apt-get': ['xvfb', 'libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'],
  dnf: ['xorg-x11-server-Xvfb', 'gtk3', 'nss', 'mesa-libgbm', 'alsa-lib'],
  pacman: ['xorg-server-xvfb', 'gtk3', 'nss', 'mesa', 'alsa-lib'],
  zypper: ['xorg-x11-server-Xvfb', 'libgtk-3-0', 'mozilla-nss', 'libgbm1', 'libasound2'],
} as const

const installCommandOf = {
  'apt-get': 'apt-get install -y --no-install-recommends',
  dnf: 'dnf install -y',
  pacman: 'pacman -S --needed --noconfirm',
  zypper: 'zypper install -y',
} as const

/** Newer Debian and Ubuntu releases renamed these for the 64-bit time type. */
const renamed: Partial<Record<string, string>> = { 'libgtk-3-0': 'libgtk-3-0t64', libasound2: 'libasound2t64' }

/** 94 MB on a minimal system, and another installation may hold apt's lock. */
const INSTALL_LIMIT_MS = 15 * 60_000
const OUTPUT_LIMIT_BYTES = 64 * 2 ** 20

/**
 * Makes sure that the program at `executable` finds its shared libraries (Linux), and that Xvfb is there when it is wanted.
 * Installs what is missing where that needs no question (root with apt); throws with the command to type everywhere else.
 */
export async function ensureSystemLibraries(executable: string, { xvfb }: { xvfb: boolean }): Promise<void> {
  if (process.platform !== 'linux') return
  const missing = await missingFor(executable, xvfb)
  if (missing.length === 0) return
  const manager = await packageManager()
  if (!manager) throw new Error(`These are missing on this system, please install them: ${missing.join(', ')}`)
  const isRoot = process.getuid?.() === 0
  if (!isRoot || manager !== 'apt-get') {
    const names = manager === 'apt-get' ? await aptNames() : [...packagesOf[manager]]
    throw new Error(
      `Keepleaf needs some system libraries that are missing (${missing.join(', ')}). Type this, then try again:\n\n` +
        `  ${installCommand(manager, names, isRoot)}\n`,
    )
  }
  process.stderr.write(`Installing ${String(missing.length)} missing system libraries with apt …\n`)
  await apt(['update', '-q'])
  const names = await aptNames()
  await apt(['install', '-y', '-q', '--no-install-recommends', ...names]).catch((error: unknown) => {
    const command = installCommand(manager, names, isRoot)
    throw new Error(`The system libraries could not be installed. Type this to see why:\n\n  ${command}\n`, {
      cause: error,
    })
  })
  const left = await missingFor(executable, xvfb)
  if (left.length > 0) throw new Error(`Still missing after the installation: ${left.join(', ')}`)
}

/** The command a person can type. */
export function installCommand(manager: keyof typeof packagesOf, names: readonly string[], isRoot: boolean): string {
  const sudo = isRoot ? '' : 'sudo '
  const update = manager === 'apt-get' ? `${sudo}apt-get update && ` : ''
  return `${update}${sudo}${installCommandOf[manager]} ${names.join(' ')}`
}

/** Names of the libraries that `ldd` did not find, from its output. */
export function notFound(ldd: string): string[] {
  return [...new Set([...ldd.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? ''))]
}

async function missingFor(executable: string, xvfb: boolean): Promise<string[]> {
  const { stdout } = await run('ldd', [executable])
  const missing = notFound(stdout)
  if (xvfb && !(await onPath('Xvfb'))) missing.push('Xvfb')
  return missing
}

async function packageManager(): Promise<keyof typeof packagesOf | undefined> {
  for (const name of ['apt-get', 'dnf', 'pacman', 'zypper'] as const) if (await onPath(name)) return name
  return undefined
}

async function aptNames(): Promise<string[]> {
  return Promise.all(
    packagesOf['apt-get'].map(async (name) => {
      const newer = renamed[name]
      return newer && (await aptKnows(newer)) ? newer : name
    }),
  )
}

async function aptKnows(name: string): Promise<boolean> {
  return run('apt-cache', ['show', '--no-all-versions', name]).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  )
}

async function apt(args: string[]): Promise<void> {
  await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    timeout: INSTALL_LIMIT_MS,
    maxBuffer: OUTPUT_LIMIT_BYTES,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** Whether a program of this name can be run. */
async function onPath(name: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const there = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (there) return true
  }
  return false
}
