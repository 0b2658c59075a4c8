import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RECORD_FILE, VIEW_FILE } from '../../shared/model/article-files.ts'
import { companionOf } from '../formats/companions/companions.ts'
import { ownFolderOf } from '../formats/companions/own-folder.ts'
import type { PageFile } from '../formats/page.ts'
import { diskPath, entriesOf } from '../platform/byte-paths.ts'
import { foldName } from '../platform/safe-names.ts'

/** Written by systems and sync programs into folders of people; never a page. */
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  ...['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', '$recycle.bin', 'system volume information', 'lost+found'],
  // what HTTrack keeps beside a mirror for itself
  ...['hts-cache', 'hts-log.txt'],
])
/** Downloads that a browser or sync program has not finished; they get their own name when they are whole. */
const UNFINISHED = /\.(crdownload|part|partial|download|tmp|opdownload)$/i

/** True for hidden files, system files and unfinished downloads, which are passed over without a word. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || SYSTEM_NAMES.has(name.toLowerCase()) || UNFINISHED.test(name)
}

/** What the folder of a library has in it (docs/library-format.md). */
const LIBRARY_FILE = 'library.json'
const ARTICLES_FOLDER = 'articles'

export interface Folder {
  pages: PageFile[]
  /** absolute paths of the folders to go on with; those that belong to a page are not among them */
  folders: string[]
  /** the folder is that of a library */
  library?: true
}

/**
 * Page name -> name of the folder saved with it. Only folders that begin like the page are compared, found by halving, so that
 * ten thousand pages with their folders are no hundred million comparisons.
 */
function pair(files: readonly string[], folders: readonly string[]): Map<string, string> {
  const sorted = folders.map((name) => ({ name, key: foldName(name) })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const pairs = new Map<string, string>()
  for (const file of files) {
    const start = foldName(file.replace(/\.[^.]*$/, ''))
    let low = 0
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >>> 1
      if ((sorted[middle]?.key ?? '') < start) low = middle + 1
      else high = middle
    }
    const near: string[] = []
    for (let at = low; sorted[at]?.key.startsWith(start) === true; at++) near.push(sorted[at]?.name ?? '')
    const companion = near.length > 0 ? companionOf(file, near) : undefined
    if (companion !== undefined) pairs.set(file, companion)
  }
  return pairs
}

/** What one folder holds, by name; rejects with the system's error when it cannot be opened. */
export async function readFolder(path: string): Promise<Folder> {
  const files: string[] = []
  const folders: string[] = []
  for (const entry of await entriesOf(path)) {
    if (isIgnored(entry.name)) continue
    // a link that leads nowhere is left out; pipes and devices would never end
    const kind = entry.isSymbolicLink() ? await stat(diskPath(join(path, entry.name))).catch(() => undefined) : entry
    if (kind?.isDirectory()) folders.push(entry.name)
    else if (kind?.isFile()) files.push(entry.name)
  }
  files.sort()
  folders.sort()
  // a library: what it holds are its articles, each a folder with all that belongs to it
  if (files.includes(RECORD_FILE) && files.includes(VIEW_FILE))
    return { pages: [{ path: join(path, RECORD_FILE) }], folders: [] }
  if (files.includes(LIBRARY_FILE) && folders.includes(ARTICLES_FOLDER))
    return { pages: [], folders: [join(path, ARTICLES_FOLDER)], library: true }
  const own = await ownFolderOf(path, files)
  if (own) {
    const others = own.others.map((name): PageFile => ({ path: join(path, name), mayBeFrame: true }))
    return { pages: [{ path: join(path, own.index) }, ...others], folders: [] }
  }
  const companions = pair(files, folders)
  const taken = new Set(companions.values())
  return {
    pages: files.map((name) => {
      const companion = companions.get(name)
      return companion === undefined
        ? { path: join(path, name) }
        : { path: join(path, name), companion: join(path, companion) }
    }),
    folders: folders.filter((name) => !taken.has(name)).map((name) => join(path, name)),
  }
}
