import { basename, dirname, join } from 'node:path/posix'
import type { Zip, ZipEntry } from '../../platform/archives.ts'
import { unescapePercent } from '../addresses.ts'
import { decode } from '../syntax/charset.ts'
import { companionsAmong, mayHaveFolder, type Companions } from '../companions/companions.ts'
import { framesIn } from '../companions/frames.ts'
import { ZIP_FOLDER_DEPTH } from '../../platform/limits.ts'
import { maffFacts, scrapBookFacts } from '../companions/index-facts.ts'
import { isHost } from '../companions/mirror-place.ts'
import type { Signature } from '../signature.ts'

const PAGE = /\.(s?html?|xhtml?)$/i
/** Pages of one zip that are looked through for frames. */
const PAGES_READ = 2000
/** Bytes of a page's start that are read to see whether WebScrapBook signed it. */
const SIGNATURE_BYTES = 4096

/** What belongs together in a zip of saved pages. */
export interface ZipFolders {
  /** what belongs together in a folder with pages (`.` is the top) */
  companions: ReadonlyMap<string, Companions>
  /** files of another page: its folder's, its frames */
  inner: ReadonlySet<string>
  /** what stands beside an index page about it */
  facts: ReadonlyMap<string, Signature>
}

/** An entry and the folders that it lies in, from the inside out. */
function* upFrom(name: string): Iterable<string> {
  let at = name
  for (let step = 0; step <= ZIP_FOLDER_DEPTH && at !== '.'; step++, at = dirname(at)) yield at
}

/** What lies in each folder that pages lie in: elsewhere nothing belongs to a page beside it. */
function siblingsIn(zip: Zip): Map<string, Set<string>> {
  const siblings = new Map<string, Set<string>>()
  for (const { name } of zip.entries) if (mayHaveFolder(basename(name))) siblings.set(dirname(name), new Set())
  for (const { name } of zip.entries) for (const one of upFrom(name)) siblings.get(dirname(one))?.add(basename(one))
  return siblings
}

async function framesOf(entry: ZipEntry): Promise<string[]> {
  const { text } = decode(await entry.read())
  return framesIn(text).map((frame) =>
    join(dirname(entry.name), unescapePercent(frame.replace(/[?#].*$/s, ''))).replace(/^\.\//, ''),
  )
}

/** What stands beside an index page about it; nothing when its folder is no saved page's own. */
async function ownFacts(zip: Zip, index: ZipEntry): Promise<Signature | undefined> {
  const dat = zip.get(join(dirname(index.name), 'index.dat'))
  const rdf = zip.get(join(dirname(index.name), 'index.rdf'))
  if (dat !== undefined) return scrapBookFacts(await dat.read())
  if (rdf !== undefined) return maffFacts(await rdf.read())
  const start = Buffer.from(await index.read()).toString('latin1', 0, SIGNATURE_BYTES)
  return /<html\b[^>]*\sdata-scrapbook-/i.test(start) ? { url: [], saved: [], title: [] } : undefined
}

/**
 * Which entries of a zip are a page's own and which belong to another one: the folder of a "web page, complete", all in the folder of
 * a ScrapBook, WebScrapBook or unpacked MAFF page, and what pages of these and of mirrors show in frames. An entry that cannot be read
 * is left to its turn.
 */
export async function foldersInZip(zip: Zip): Promise<ZipFolders> {
  const companions = new Map([...siblingsIn(zip)].map(([folder, names]) => [folder, companionsAmong(names)]))
  const inner = new Set<string>()
  const facts = new Map<string, Signature>()
  const own = new Set<string>()
  for (const entry of zip.entries) {
    if (!/^index\.x?html?$/i.test(basename(entry.name))) continue
    const about = await ownFacts(zip, entry).catch(() => undefined)
    if (about === undefined) continue
    facts.set(entry.name, about)
    own.add(dirname(entry.name))
  }
  const within = (name: string, test: (folder: string) => boolean): boolean => {
    for (const folder of upFrom(name)) if (folder !== name && test(folder)) return true
    return false
  }
  let read = 0
  const framed = new Set<string>()
  for (const entry of zip.entries) {
    const folder = dirname(entry.name)
    const page = PAGE.test(entry.name)
    if (within(entry.name, (one) => companions.get(dirname(one))?.has(basename(one)) === true)) inner.add(entry.name)
    // deeper than the folder itself, or no page: the index page's
    else if (own.has(folder) ? !page : within(entry.name, (one) => own.has(one)) || (own.has('.') && folder !== '.'))
      inner.add(entry.name)
    else if (page && (own.has(folder) || within(entry.name, (one) => isHost(basename(one)))) && ++read <= PAGES_READ)
      for (const frame of await framesOf(entry).catch(() => [])) if (frame !== entry.name) framed.add(frame)
  }
  // pages that show each other in a circle are none of them inner
  const pages = zip.entries.filter(({ name }) => PAGE.test(name) && !inner.has(name))
  if (pages.some(({ name }) => !framed.has(name))) for (const name of framed) if (!facts.has(name)) inner.add(name)
  return { companions, inner, facts }
}
