import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { diskPath } from '../platform/byte-paths.ts'
import { codeAt } from '../platform/letters.ts'
import { safeName, safePath } from '../platform/safe-names.ts'
import { holdsSaverWord } from './syntax/any-word.ts'
import { baseOf } from './addresses.ts'
import { decode } from './syntax/charset.ts'
import { companionFiles, leftOf, noCompanion, type CompanionFiles } from './companions/companion-files.ts'
import { isCompanionName } from './companions/companions.ts'
import { maffFacts, scrapBookFacts } from './companions/index-facts.ts'
import { instantOf } from './instants.ts'
import { marksOf } from './marks/marks.ts'
import { ownExport } from './marks/own-export.ts'
import { notionPage } from './notion/properties.ts'
import { mirrorFiles } from './companions/mirror.ts'
import type { Found, Page, PageResult } from './page.ts'
import { signatureOf, type Signature } from './signature.ts'
import type { Source } from './source.ts'
import { warning } from '../../shared/model/warning.ts'

/** What ScrapBook (`index.dat`) or MAFF (`index.rdf`) wrote beside a page; undefined when there is neither. */
async function factsBeside(folder: string): Promise<Signature | undefined> {
  const bytes = async (name: string): Promise<Uint8Array | undefined> =>
    readFile(diskPath(join(folder, name))).catch(() => undefined)
  const dat = await bytes('index.dat')
  if (dat !== undefined) return scrapBookFacts(dat)
  const rdf = await bytes('index.rdf')
  return rdf === undefined ? undefined : maffFacts(rdf)
}

/** ScrapBook and WebScrapBook keep a page as `index.html` in a folder of its own, with all that belongs to it. */
async function ownFolder(source: Source, signature: Signature): Promise<string | undefined> {
  if (!source.onDisk || source.companion !== undefined || !/^index\.x?html?$/i.test(source.name)) return undefined
  if (signature.producer === 'WebScrapBook') return dirname(source.path)
  const beside = await factsBeside(dirname(source.path))
  if (beside === undefined) return undefined
  signature.producer ??= beside.producer
  signature.url.push(...beside.url)
  signature.saved.push(...beside.saved)
  signature.title.push(...beside.title)
  return dirname(source.path)
}

/** The longest of the two attributes that lead to files, with the space before it. */
const LINK_NAME = 5
const LINK = /\s(?:src|href)$/i
/** What stands behind the `=` of an attribute that leads into a folder beside the page. */
const INTO_FOLDER = /\s*["'](?:\.\/)?([^"'/?#:]{1,200})\/[^"']/y

/** The folders beside a page that its markup points into. From one `=` to the next: a pattern looks at every letter. */
function* foldersIn(html: string): Iterable<string> {
  for (let at = html.indexOf('='); at >= 0; at = html.indexOf('=', at + 1)) {
    let end = at
    while (end > 0 && codeAt(html, end - 1) <= 0x20) end--
    if (end === 0) continue
    // the last letter of `src` and `href` in lower case
    const last = codeAt(html, end - 1) | 0x20
    if (last !== 0x63 && last !== 0x66) continue
    INTO_FOLDER.lastIndex = at + 1
    const folder = INTO_FOLDER.exec(html)?.[1]
    if (folder !== undefined && LINK.test(html.slice(Math.max(0, end - LINK_NAME), end))) yield folder
  }
}

/** The folder that the markup points into though it was not saved or got lost: `./Some page_files`. */
function missingFolder(html: string): string | undefined {
  const seen = new Set<string>()
  for (const folder of foldersIn(html.slice(0, 512 * 1024))) {
    if (seen.has(folder)) continue
    seen.add(folder)
    let name = folder
    try {
      name = decodeURIComponent(folder)
    } catch {
      // a lone percent sign in a folder's name: taken as written
    }
    if (isCompanionName(name)) return name
  }
  return undefined
}

/** wget --save-headers and some proxies leave the HTTP response's headers above the page (RFC 9112). */
function splitHttpHeaders(bytes: Uint8Array): { headers?: string; body: Uint8Array } {
  if (bytes[0] !== 0x48) return { body: bytes }
  const top = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16 * 1024)).toString('latin1')
  if (!/^HTTP\/\d\.\d \d{3}/.test(top)) return { body: bytes }
  const end = /\r?\n\r?\n/.exec(top)
  if (!end) return { body: bytes }
  return { headers: top.slice(0, end.index), body: bytes.subarray(end.index + end[0].length) }
}

/** One HTML file, with the folder that was saved with it or without. */
export async function* read(source: Source): AsyncIterable<PageResult> {
  const { headers, body } = splitHttpHeaders(await source.bytes())
  const transport = /^content-type:.*?charset=["']?([^\s;"']+)/im.exec(headers ?? '')?.[1]
  const { text, charset, source: charsetSource } = decode(body, { transport, chosen: source.charset })
  const own = ownExport(text)
  const mayBeSigned = holdsSaverWord(text)
  const notion = own === undefined && mayBeSigned ? notionPage(text) : undefined
  const html = own?.html ?? notion?.html ?? text
  const signature = signatureOf(html, mayBeSigned)
  const folder = source.companion ?? (await ownFolder(source, signature))
  const url: Found[] = [...signature.url, ...(notion?.url ?? [])]
  const bases = (): (string | undefined)[] => [baseOf(html, url[0]?.value), url[0]?.value]
  const companion: CompanionFiles =
    source.beside !== undefined
      ? { get: source.beside(bases()), files: [] }
      : folder !== undefined
        ? await companionFiles(source.path, folder, bases())
        : source.onDisk
          ? await mirrorFiles(source.path, html, source.within)
          : noCompanion
  const missing = folder === undefined && source.beside === undefined ? missingFolder(html) : undefined
  const isAlone = folder === undefined && missing === undefined && companion.files.length === 0
  const marked = own ?? marksOf(html, mayBeSigned)
  const date = /^date:\s*(.+)$/im.exec(headers ?? '')?.[1]
  const fetched = date === undefined ? undefined : instantOf(date)
  const producer = signature.producer ?? (notion && 'Notion')
  const page: Page = {
    format: own?.isLink ? 'link' : isAlone ? 'html' : 'html-complete',
    part: source.part,
    producer: producer ?? (headers === undefined ? undefined : 'wget'),
    producerSource: producer === undefined ? 'HTTP header' : 'signature in the page',
    charset,
    charsetSource,
    html,
    kind: 'html',
    url,
    saved: [
      ...(own?.saved === undefined ? [] : [{ value: own.saved, source: 'Keepleaf export' }]),
      ...signature.saved,
      ...(notion?.saved ?? []),
      ...(fetched === undefined ? [] : [{ value: fetched, source: 'HTTP header' }]),
      ...source.changed,
    ],
    title: signature.title,
    resource: (href) => companion.get(href),
    files: [
      { path: source.path, as: (companion.main && safePath(companion.main)) ?? safeName(basename(source.path)) },
      ...companion.files.map((file) => ({
        path: file.path,
        as: safePath(file.below) ?? safeName(basename(file.path)),
      })),
    ],
    tags: own?.tags ?? notion?.tags ?? signature.tags,
    marks: marked.marks,
    // a page of Notion is what somebody wrote or clipped, and no menus
    ...(notion !== undefined && { whole: true, original: notion.original, stated: notion.stated }),
    ...(own !== undefined && {
      ...{ whole: true, bare: true, original: own.original },
      ...{ state: own.state, quotes: own.quotes, madeFrom: own.madeFrom, stated: own.stated },
      ...(own.published !== undefined && { published: [{ value: own.published, source: 'Keepleaf export' }] }),
    }),
    warnings: [
      ...(missing === undefined ? [] : [warning('folder', { folder: missing })]),
      ...leftOf(companion),
      ...marked.warnings,
    ],
  }
  yield { ok: true, page }
}
