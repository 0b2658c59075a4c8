import { basename, dirname } from 'node:path/posix'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, ProblemError } from '../../shared/model/problem.ts'
import { openZip, type Zip, type ZipEntry } from '../platform/archives.ts'
import { FILE_BYTES, PAGES } from '../platform/limits.ts'
import { factsOf, foldersOf, readMaff } from './maff.ts'
import { FILE_TIME, type Page, type PageResult, type Reader } from './page.ts'
import { PAGE_NAME } from './page-name.ts'
import { innerSource, limitProblem, partIn, placeIn, type Source } from './source.ts'
import { isCaptureFile, readWacz } from './wacz.ts'
import { isBundle, readBundle } from './lists/bundle.ts'
import type { Signature } from './signature.ts'
import { foldersInZip } from './zip/folders.ts'
import { readZipPage, zipBeside } from './zip/page.ts'

const INDEX = /^index\.(html?|xhtml?|svg|png|jpe?g|gif|md|txt)$/i

/** Files of a program or an office document, which are zips too. */
const isProgram = (zip: Zip): boolean =>
  ['[Content_Types].xml', 'META-INF/MANIFEST.MF', 'AndroidManifest.xml', 'content.xml'].some(
    (name) => zip.get(name) !== undefined,
  ) ||
  // a browser's extension; SingleFile puts a manifest of another kind beside a page
  (zip.get('manifest.json') !== undefined && !zip.entries.some((entry) => INDEX.test(entry.name)))

/** SingleFile's zip without the program that unpacks it: a page with a manifest that says where it comes from. */
async function isPackedPage(zip: Zip): Promise<boolean> {
  const manifest = zip.get('manifest.json')
  if (manifest === undefined) return false
  return Buffer.from(await manifest.read()).includes('"originalUrl"')
}

function isWacz(zip: Zip, name: string): boolean {
  return /\.wacz$/i.test(name) || zip.entries.some((entry) => isCaptureFile(entry.name))
}

function isMaff(zip: Zip, name: string): boolean {
  const folders = [...foldersOf(zip).keys()]
  return folders.some((folder) => zip.get(`${folder}/index.rdf`) !== undefined) || /\.maff$/i.test(name)
}

/** Opens the zip of a source: in memory, or from disk when it is too large for that. */
export function openSourceZip(source: Source): Promise<Zip> {
  if (source.onDisk && !source.gzipped && source.size > FILE_BYTES) return openZip({ path: source.path }, source.path)
  return source.bytes().then((bytes) => openZip({ bytes }, source.path))
}

function addFacts(page: Page, entry: ZipEntry, facts: Signature | undefined): void {
  page.name ??= entry.name
  if (facts === undefined) return
  page.format = 'html-complete'
  page.producer ??= facts.producer
  page.url.push(...facts.url)
  page.saved.unshift(...facts.saved)
  page.title.push(...facts.title)
}

/** Pages in a plain zip, at any depth, with the folders that belong to them. */
async function* readEntries(
  source: Source,
  zip: Zip,
  inner: Parameters<Reader>[1],
  dealtWith: ReadonlySet<string>,
): AsyncIterable<PageResult> {
  const { companions, inner: belonging, facts } = await foldersInZip(zip)
  const beside = zipBeside(zip)
  let pages = 0
  for (const entry of zip.entries) {
    if (dealtWith.has(entry.name) || belonging.has(entry.name)) continue
    if (/(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/.test(entry.name)) continue
    const part = partIn(source, entry.name)
    if (source.only !== undefined && !source.only.startsWith(part)) continue
    if (++pages > PAGES) throw limitProblem(source.path, 'limit.files', { most: PAGES })
    const folder = dirname(entry.name)
    if (entry.size === 0) {
      yield {
        ok: false,
        part,
        status: PAGE_NAME.test(entry.name) ? 'failed' : 'skipped',
        problem: problem('file.empty', { file: placeIn({ path: source.path, part }) }),
      }
      continue
    }
    try {
      const opened = await innerSource(source, {
        name: basename(entry.name),
        part: entry.name,
        bytes: await entry.read(),
        changed: [{ value: entry.changed.toISOString(), source: FILE_TIME }],
        beside: beside(folder),
        companion: companions.get(folder)?.of(entry.name),
        // a list that was packed alone is meant; among others it is as in a folder
        lists: zip.entries.length > 1 ? 'known' : undefined,
      })
      for await (const result of inner(opened)) {
        if (result.ok) addFacts(result.page, entry, facts.get(entry.name))
        yield result
      }
    } catch (error) {
      // one bad entry does not take the others with it; a limit is the whole file's
      if (!(error instanceof ProblemError) || error.problem.code === 'format.limit') throw error
      yield { ok: false, part, status: 'failed', problem: error.problem }
    }
  }
  if (pages === 0 && dealtWith.size === 0 && source.only === undefined) {
    const reason: Phrase = 'zip.empty'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
  }
}

/** A backup of a library of ours: its articles belong to records, which are read from a folder. */
const isPackedLibrary = ({ entries }: Zip): boolean =>
  entries.some(({ name }) => /(?:^|\/)library\.json$/.test(name)) &&
  entries.some(({ name }) => /(?:^|\/)articles\/\d{4}\/\d{2}\/[^/]+\/article\.json$/.test(name))

/** Every form of saved page that is a zip, told by what is in it; any other zip is read file by file. */
export const read: Reader = async function* (source, inner) {
  const zip = await openSourceZip(source)
  if (zip.get('META-INF/container.xml') !== undefined) {
    const { readEpub } = await import('./epub.ts')
    yield* readEpub(source, zip)
    return
  }
  if (isWacz(zip, source.name)) {
    yield* readWacz(source, zip)
    return
  }
  if (isMaff(zip, source.name)) {
    yield* readMaff(source, zip)
    return
  }
  if (isPackedLibrary(zip)) {
    const { part } = source
    yield { ok: false, part, status: 'failed', problem: problem('format.packedLibrary', { file: placeIn(source) }) }
    return
  }
  const index = zip.entries.find((entry) => INDEX.test(entry.name))
  const packed = index !== undefined && (await isPackedPage(zip))
  if (index !== undefined && (packed || /\.htz$|\.html?$/i.test(source.name))) {
    const { url, saved, title } = await factsOf(zip.get('index.rdf'))
    const format = /\.htz$/i.test(source.name) ? 'htz' : 'singlefilez'
    yield* readZipPage(source, zip, index, { format, url, saved, title })
    return
  }
  if (/\.htz$/i.test(source.name) && zip.entries.length > 0) {
    const reason: Phrase = 'zip.noPage'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
    return
  }
  if (isProgram(zip)) {
    yield {
      ok: false,
      part: source.part,
      status: 'skipped',
      problem: problem('format.unknown', { file: placeIn(source) }),
    }
    return
  }
  const dealtWith = new Set<string>()
  if (isBundle(zip)) yield* readBundle(source, zip, inner, dealtWith)
  yield* readEntries(source, zip, inner, dealtWith)
}
