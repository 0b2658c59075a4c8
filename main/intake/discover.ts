import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { problem, type Problem } from '../../shared/model/problem.ts'
import type { FramesOf } from '../formats/companions/framed.ts'
import { mirrorAround } from '../formats/companions/mirror-place.ts'
import { listsWithFiles } from '../formats/lists/unpacked-names.ts'
import type { PageFile } from '../formats/page.ts'
import { fileProblem } from '../formats/source.ts'
import { diskPath, isLossy, pathsMeant } from '../platform/byte-paths.ts'
import { isWithin } from '../platform/inside.ts'
import { readFolder, type Folder } from './folder.ts'

/** A file to be read, or a path that could not be looked at. */
export type Discovered = { file: PageFile } | { path: string; problem: Problem }

interface DiscoverOptions {
  /** folders never entered: the library itself */
  except?: readonly string[]
  /** called with the folder of each library that is found, before its articles */
  onLibrary?: (path: string) => void
  /** the files beside a list that belong to its entries; without it they are pages like others */
  belonging?: (list: PageFile) => Promise<readonly string[]>
  /**
   * the pages in a folder that others there show in frames, of a mirror by the folder of all its hosts; without it they are pages
   * like others
   */
  framed?: (folder: string, of: FramesOf) => Promise<readonly string[]>
}

const none = (): Promise<readonly string[]> => Promise.resolve([])

/** Node's code of a file error, undefined for anything else. */
function errnoOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

const identity = async (path: string): Promise<string> => {
  const { dev, ino } = await stat(diskPath(path), { bigint: true })
  return `${String(dev)}:${String(ino)}`
}

function folderProblem(error: unknown, path: string): Problem {
  const code = errnoOf(error)
  if (code === 'EACCES' || code === 'EPERM') return problem('folder.unreadable', { file: path })
  if (code === 'ENOENT') return problem('file.missing', { file: path })
  return fileProblem(error, path).problem
}

/** A given path as it is on the disk: where bytes were lost on the way to this program, those that it can mean. */
async function meant(path: string): Promise<string[]> {
  if (!isLossy(path)) return [path]
  // the character that stands for lost bytes can be the name's own
  const itself = await stat(path).catch(() => undefined)
  return itself ? [path] : pathsMeant(path)
}

async function isWithinAny(folders: readonly string[], path: string): Promise<boolean> {
  for (const folder of folders) if (await isWithin(folder, path)) return true
  return false
}

/** One folder and everything below it. A folder that was there before (a link back up) is not entered again. */
async function* walk(
  top: string,
  seen: Set<string>,
  { onLibrary, belonging = none, framed = none }: DiscoverOptions,
): AsyncGenerator<Discovered> {
  // where frames cannot be told, they are better read for themselves than not at all
  const shownInFrames = async (folder: string, of: FramesOf): Promise<ReadonlySet<string>> =>
    new Set(await framed(folder, of).catch(() => []))
  const mirrors = new Map<string, Promise<ReadonlySet<string>>>()
  const framedAmong = async (pages: readonly PageFile[], folder: string): Promise<ReadonlySet<string> | undefined> => {
    if (pages.some(({ mayBeFrame }) => mayBeFrame)) return shownInFrames(folder, 'page')
    const root = pages.length === 0 ? undefined : mirrorAround(folder, top)
    if (root === undefined) return undefined
    const inner = mirrors.get(root) ?? shownInFrames(root, 'mirror')
    mirrors.set(root, inner)
    return inner
  }
  /** files and folders that the list above them takes along */
  const taken = new Set<string>()
  const waiting = [top]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    try {
      const key = await identity(path)
      if (seen.has(key)) continue
      seen.add(key)
      const { pages, folders, library } = await readFolder(path)
      if (library) onLibrary?.(path)
      const inner = await framedAmong(pages, path)
      for (const list of listsWithFiles(pages, folders)) {
        if (taken.has(list.path)) continue
        // a list that cannot be read is named when its turn comes
        const theirs = await belonging(list).catch(() => [])
        for (const each of theirs) taken.add(each)
      }
      for (const file of pages)
        if (inner?.has(file.path) !== true && !taken.has(file.path)) yield { file: { ...file, lists: 'known' } }
      waiting.push(...folders.filter((folder) => !taken.has(folder)).reverse())
    } catch (error) {
      yield { path, problem: folderProblem(error, path) }
    }
  }
}

/**
 * Files and folders (to any depth) as pages to read: a page with its `_files` folder is one, hidden and system files are
 * passed over, links are followed once. Streams, so that reading begins before the last folder was seen.
 */
export async function* discover(paths: readonly string[], options: DiscoverOptions = {}): AsyncGenerator<Discovered> {
  const { except = [] } = options
  const seen = new Set<string>()
  for (const path of except) seen.add(await identity(path).catch(() => path))
  const listings = new Map<string, Folder>()
  const given: { path: string; folder: boolean; companion?: string }[] = []
  const companions = new Set<string>()
  for (const named of paths.map((each) => resolve(each))) {
    const [path = named, ...others] = await meant(named)
    if (others.length > 0) {
      yield { path: named, problem: problem('file.unclear', { file: named }) }
      continue
    }
    try {
      const kind = await stat(diskPath(path))
      if (await isWithinAny(except, path)) {
        yield { path, problem: problem('library.own', { file: path }) }
        continue
      }
      if (kind.isDirectory()) {
        given.push({ path, folder: true })
      } else if (kind.isFile()) {
        const parent = dirname(path)
        const listing: Folder =
          listings.get(parent) ?? (await readFolder(parent).catch(() => ({ pages: [], folders: [] })))
        listings.set(parent, listing)
        const companion = listing.pages.find((page) => page.path === path)?.companion
        if (companion !== undefined) companions.add(companion)
        given.push({ path, folder: false, companion })
      } else {
        yield { path, problem: problem('format.unknown', { file: path }) }
      }
    } catch (error) {
      const missing = errnoOf(error) === 'ENOENT'
      yield { path, problem: missing ? problem('file.missing', { file: path }) : fileProblem(error, path).problem }
    }
  }
  listings.clear()
  const files = new Set<string>()
  for (const { path, folder, companion } of given) {
    if (!folder) {
      if (!files.has(path)) yield { file: companion === undefined ? { path } : { path, companion } }
      files.add(path)
    } else if (!companions.has(path)) {
      for await (const found of walk(path, seen, options)) {
        if (!('file' in found) || !files.has(found.file.path)) yield found
      }
    }
  }
}
