import { join } from 'node:path'
import { entriesOf } from '../../platform/byte-paths.ts'
import { PAGES } from '../../platform/limits.ts'
import { framesOfFile } from './frames.ts'
import { isHost } from './mirror-place.ts'
import { mirrorOf, pathOf } from './mirror.ts'

const PAGE = /\.(s?html?|xhtml?|php|aspx?|jsp|cgi)$/i
/** Folders below a host's: mirrors nest as deep as addresses do. */
const DEPTH = 30

async function* pagesBelow(folder: string, depth = 0): AsyncGenerator<string> {
  if (depth > DEPTH) return
  for (const entry of await entriesOf(folder).catch(() => [])) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* pagesBelow(path, depth + 1)
    else if (entry.isFile() && PAGE.test(entry.name)) yield path
  }
}

/**
 * Pages of a mirror (`wget -p -k`, HTTrack) that other pages of it show in frames: they belong to these and are no pages of their
 * own. Pages that only show each other in a circle stay. `onPage` is called for each page that is looked at.
 */
export async function framedInMirror(root: string, onPage: () => void = () => undefined): Promise<string[]> {
  const shows = new Map<string, string[]>()
  let pages = 0
  for (const entry of await entriesOf(root).catch(() => [])) {
    if (!entry.isDirectory() || !isHost(entry.name)) continue
    for await (const path of pagesBelow(join(root, entry.name))) {
      if (++pages > PAGES) return []
      onPage()
      const addresses = await framesOfFile(path)
      if (addresses.length === 0) continue
      const mirror = mirrorOf(path, undefined)
      shows.set(path, [...new Set(addresses.flatMap((address) => pathOf(address, path, mirror)))])
    }
  }
  const framed = new Set([...shows].flatMap(([page, inner]) => inner.filter((one) => one !== page)))
  // only what a page that is itself no frame shows, it or its frames
  const inner = new Set<string>()
  const waiting = [...shows.keys()].filter((page) => !framed.has(page))
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    for (const one of shows.get(page) ?? []) {
      if (inner.has(one)) continue
      inner.add(one)
      waiting.push(one)
    }
  }
  return [...inner]
}
