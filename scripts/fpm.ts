#!/usr/bin/env node
// Stands in for fpm, which has no package: the part of its command line that electron-builder uses for a .deb, over dpkg-deb.
import { execFileSync } from 'node:child_process'
import { chmod, copyFile, cp, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
    log: text,
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    'after-install': text,
    'after-remove': text,
    architecture: text,
    description: text,
    version: text,
    iteration: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
})
/** dpkg-deb's names for what electron-builder hands on. */
const compressions: Record<string, string> = { gz: 'gzip', zst: 'zstd', xz: 'xz', bzip2: 'bzip2' }

function given(name: 'name' | 'version' | 'architecture' | 'maintainer' | 'package'): string {
  const value = values[name]
  if (value === undefined) throw new Error(`--${name} is missing`)
  return value
}

/** `FROM/=/TO` on the command line: copied to where it will be installed. Returns KiB, as Installed-Size wants them. */
async function stageFiles(stage: string): Promise<number> {
  for (const mapping of positionals) {
    const at = mapping.lastIndexOf('=')
    const target = join(stage, mapping.slice(at + 1))
    await mkdir(dirname(target), { recursive: true })
    await cp(mapping.slice(0, at).replace(/\/$/, ''), target, { recursive: true, verbatimSymlinks: true })
  }
  return Math.ceil((await settle(stage)) / 1024)
}

/** Everyone may read, nobody but root may write, whatever the umask of the one who packs is. Returns bytes. */
async function settle(path: string): Promise<number> {
  const info = await lstat(path)
  if (info.isSymbolicLink()) return 0
  await chmod(path, info.isDirectory() || (info.mode & 0o111) !== 0 ? 0o755 : 0o644)
  if (!info.isDirectory()) return info.size
  let bytes = 0
  for (const name of await readdir(path)) bytes += await settle(join(path, name))
  return bytes
}

/** The control file (Debian Policy 5.3). */
function control(installedSize: number): string {
  const description = (values.description ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim() || '.')
  const fields: [name: string, value: string | undefined][] = [
    ['Package', given('name')],
    ['Version', [given('version'), values.iteration].filter(Boolean).join('-')],
    ['Architecture', given('architecture')],
    ['Maintainer', given('maintainer')],
    ['Installed-Size', String(installedSize)],
    ['Depends', values.depends?.join(', ')],
    ['Recommends', values['deb-recommends']?.join(', ')],
    ['Section', values.category],
    ['Priority', values['deb-priority']],
    ['Homepage', values.url],
    ['Description', description.join('\n ')],
  ]
  return fields.flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : [])).join('')
}

if (values.target !== 'deb') throw new Error(`only deb is made here, not ${String(values.target)}`)
const stage = await mkdtemp(join(tmpdir(), 'keepleaf-deb-'))
try {
  const size = await stageFiles(stage)
  const debian = join(stage, 'DEBIAN')
  await mkdir(debian)
  await writeFile(join(debian, 'control'), control(size))
  const scripts = [
    [values['after-install'], 'postinst'],
    [values['after-remove'], 'postrm'],
  ] as const
  for (const [from, name] of scripts) {
    if (from === undefined) continue
    await copyFile(from, join(debian, name))
    await chmod(join(debian, name), 0o755)
  }
  const compression = compressions[values['deb-compression'] ?? 'xz'] ?? 'xz'
  await rm(given('package'), { force: true })
  const args = ['--root-owner-group', `-Z${compression}`, '--build', stage, given('package')]
  execFileSync('dpkg-deb', args, { stdio: 'inherit' })
} finally {
  await rm(stage, { recursive: true })
}
