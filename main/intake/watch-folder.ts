import { stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { watch as watchPaths } from 'chokidar'
import { z } from 'zod'
import { isCompanionName } from '../formats/companions/companions.ts'
import type { PageFile } from '../formats/page.ts'
import { diskPath, entriesOf, isLossy, realPathOf } from '../platform/byte-paths.ts'
import { readFolder, type Folder } from './folder.ts'

/**
 * A file is whole when its size and time have not changed for this long, in ms. Browsers write a page in bursts of well under
 * a second; slow network drives pause for one.
 */
const SETTLE_MS = 2000
/** How soon a watched folder that is not there (an unplugged disk) is looked for again, in ms. */
const RETURN_MS = 5000
/** Some savers write `X_files` first: for so long, in ms, such a folder waits for its page before it counts as a folder of pages. */
const COMPANION_WAIT_MS = 60_000
/** Files of a companion folder that are looked at to see whether it has stopped growing. */
const MOST_COMPANION_FILES = 5000

/** Where the watcher heard of a name. */
const rawSchema = z.object({ watchedPath: z.string() })

export interface SettledFile {
  file: PageFile
  /** size and time of the file and of the folder that belongs to it; changes whenever they do */
  signature: string
}

export interface FolderWatch {
  /** resolves when what was there at the start was handed over, and what was not yet settled then */
  first: Promise<void>
  close(): Promise<void>
}

export interface WatchHandlers {
  /** true when the file with this signature was dealt with before: it is not handed over again */
  known: (path: string, signature: string) => boolean
  /** files that have stopped changing; the next ones come when this has resolved */
  settled: (files: SettledFile[]) => Promise<void>
  /** the folder has gone, or has come back */
  present: (present: boolean) => void
  failed: (error: unknown) => void
}

/** Paths of all files and folders below a folder. */
async function everythingBelow(folder: string): Promise<string[]> {
  const paths: string[] = []
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await entriesOf(next)) {
      const path = join(next, entry.name)
      paths.push(path)
      if (entry.isDirectory()) waiting.push(path)
    }
  }
  return paths
}

/** Size and time of a page and of everything in its folder, and when the latest of it was changed (ms). */
async function lookAt(file: PageFile): Promise<{ signature: string; latest: number }> {
  const own = await stat(diskPath(file.path))
  let latest = Math.max(own.mtimeMs, own.ctimeMs)
  let signature = `${String(own.size)} ${String(Math.round(own.mtimeMs))}`
  if (file.companion !== undefined) {
    let bytes = 0
    let changed = 0
    const paths = await everythingBelow(file.companion)
    for (const path of paths.slice(0, MOST_COMPANION_FILES)) {
      const info = await stat(diskPath(path))
      bytes += info.size
      changed = Math.max(changed, info.mtimeMs)
      latest = Math.max(latest, info.mtimeMs, info.ctimeMs)
    }
    signature += ` ${String(paths.length)} ${String(bytes)} ${String(Math.round(changed))}`
  }
  return { signature, latest }
}

/** Whether a folder is one that is left out, by whatever links it is reached, or a link back up, where everything would come again. */
async function leadsAstray(folder: string, except: readonly string[]): Promise<boolean> {
  const [real, parent, ...left] = await Promise.all([folder, dirname(folder), ...except].map(realPath))
  return real !== undefined && (left.includes(real) || `${parent ?? ''}${sep}`.startsWith(real + sep))
}

const realPath = (path: string): Promise<string | undefined> => realPathOf(path).catch(() => undefined)

/** The same folders as the watcher meets them, below a root that is itself reached by a link. */
async function asMet(root: string, except: readonly string[]): Promise<string[]> {
  const whole = await realPath(root)
  const real = await Promise.all(except.map(realPath))
  const below = real.filter((path) => whole !== undefined && path?.startsWith(whole + sep) === true)
  return [...except, ...below.map((path) => join(root, relative(whole ?? '', path ?? '')))]
}

/** Hands over the pages of a folder: those that are there, and new and changed ones when they have stopped changing. */
export function watchFolder(
  root: string,
  handlers: WatchHandlers,
  { settleMs = SETTLE_MS, once = false, except = [] as readonly string[] } = {},
): FolderWatch {
  /** folders to look into again; the value says whether everything below is meant */
  const dirty = new Map<string, boolean>([[root, true]])
  /** how files looked that may still change, and since when, ms */
  const unsettled = new Map<string, { signature: string; since: number }>()
  let closed = false
  let missing = false
  let working: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let watcher: ReturnType<typeof watchPaths> | undefined
  let firstDone: () => void = () => undefined
  const first = new Promise<void>((resolve) => (firstDone = resolve))

  function schedule(ms: number): void {
    if (closed || timer) return
    timer = setTimeout(() => {
      timer = undefined
      working ??= look().finally(() => {
        working = undefined
        if (dirty.size > 0) schedule(settleMs)
        else firstDone()
      })
    }, ms)
  }

  async function look(): Promise<void> {
    if (!(await present())) return
    const settled: SettledFile[] = []
    const listings = new Map<string, Promise<Folder>>()
    const listed = (folder: string): Promise<Folder> => {
      const listing = listings.get(folder) ?? readFolder(folder)
      listings.set(folder, listing)
      return listing
    }
    /** not inside a page's own folder, a hidden one, or one that is no longer there */
    const looksInto = async (folder: string): Promise<boolean> => {
      if (folder === root) return true
      const parent = dirname(folder)
      if (!(await holdsPages(parent)) || (await leadsAstray(folder, except))) return false
      return (await listed(parent)).folders.includes(folder)
    }
    // each folder is asked for by all that are below it
    const holding = new Map<string, Promise<boolean>>()
    const holdsPages = (folder: string): Promise<boolean> => {
      const holds = holding.get(folder) ?? looksInto(folder)
      holding.set(folder, holds)
      return holds
    }
    const descended = new Set<string>()
    const weighed = new Set<string>()
    const folders = [...dirty]
    dirty.clear()
    for (let next = folders.pop(); next && !closed; next = folders.pop()) {
      const [folder, deep] = next
      // asked for alone and with all below it, its own pages are still handed over once
      if (deep ? descended.has(folder) : weighed.has(folder)) continue
      try {
        if (!(await holdsPages(folder))) continue
        if (folder !== root && isCompanionName(basename(folder)) && (await isNew(folder))) {
          dirty.set(folder, true)
          continue
        }
        const listing = await listed(folder)
        if (deep) {
          descended.add(folder)
          for (const below of listing.folders) folders.push([below, true])
        }
        if (weighed.has(folder)) continue
        weighed.add(folder)
        for (const file of listing.pages) await weigh(file, folder, settled)
      } catch (error) {
        // a folder that has gone meanwhile has no pages any more
        if (errorCode(error) !== 'ENOENT') handlers.failed(error)
      }
    }
    if (settled.length > 0 && !closed) await handlers.settled(settled)
  }

  async function isNew(folder: string): Promise<boolean> {
    return Date.now() - (await stat(diskPath(folder))).birthtimeMs < COMPANION_WAIT_MS
  }

  async function weigh(file: PageFile, folder: string, settled: SettledFile[]): Promise<void> {
    try {
      const { signature, latest } = await lookAt(file)
      if (handlers.known(file.path, signature)) return
      const before = unsettled.get(file.path)
      const now = performance.now()
      const since = before?.signature === signature ? before.since : now
      // what was last written long ago is whole; by another clock than ours it must have looked the same for as long
      if (Date.now() - latest >= settleMs || now - since >= settleMs) {
        unsettled.delete(file.path)
        settled.push({ file, signature })
        return
      }
      unsettled.set(file.path, { signature, since })
      if (!dirty.has(folder)) dirty.set(folder, false)
    } catch (error) {
      unsettled.delete(file.path)
      if (errorCode(error) !== 'ENOENT') handlers.failed(error)
    }
  }

  /** Whether the folder is there; when it has come back, everything in it is looked at again. */
  async function present(): Promise<boolean> {
    const there = await stat(diskPath(root)).then(
      (info) => info.isDirectory(),
      () => false,
    )
    if (there && missing) {
      missing = false
      dirty.set(root, true)
      handlers.present(true)
      if (!once) await listen()
    } else if (!there) {
      if (!missing) handlers.present(false)
      missing = true
      void watcher?.close()
      watcher = undefined
      dirty.clear()
      firstDone()
      if (!once) {
        const again = setTimeout(() => {
          dirty.set(root, true)
          schedule(0)
        }, RETURN_MS)
        again.unref()
      }
    }
    return there
  }

  /** The folder to look into for a change at `path`: a file in a page's own folder stands for the page. */
  function touched(path: string): void {
    const steps = relative(root, dirname(path))
      .split(sep)
      .filter((step) => step !== '')
    let folder = root
    if (!dirty.has(folder)) dirty.set(folder, false)
    // each folder on the way: one of them may be the page's companion, and then its parent lists the page
    for (const step of steps) {
      folder = join(folder, step)
      if (!dirty.has(folder)) dirty.set(folder, false)
    }
    schedule(settleMs / 4)
  }

  async function listen(): Promise<void> {
    const ignored = await asMet(root, except)
    if (closed || watcher) return
    watcher = watchPaths(root, { ignoreInitial: true, ignorePermissionErrors: true, ignored })
    // what comes before the watcher has got there is told by nobody: only then is everything looked at
    watcher.on('ready', () => {
      dirty.set(root, true)
      schedule(0)
    })
    watcher.on('add', touched)
    watcher.on('change', touched)
    watcher.on('addDir', (path) => {
      dirty.set(path, true)
      touched(path)
    })
    // of names that are no UTF-8 nothing else is told
    watcher.on('raw', (_event, name, details) => {
      const { watchedPath } = rawSchema.safeParse(details).data ?? {}
      if (name === null || watchedPath === undefined || !isLossy(name)) return
      dirty.set(watchedPath, true)
      touched(join(watchedPath, name))
    })
    watcher.on('unlinkDir', (path) => {
      if (path === root) schedule(0)
    })
    watcher.on('error', (error) => {
      handlers.failed(error)
      schedule(0)
    })
  }

  if (once) schedule(0)
  else void listen()
  return {
    first,
    async close() {
      closed = true
      clearTimeout(timer)
      await watcher?.close()
      await working
      firstDone()
    },
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
