import { basename, dirname, join } from 'node:path/posix'
import { basename as fileName } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import type { Zip } from '../platform/archives.ts'
import { RECORD_BYTES, sizeText } from '../platform/limits.ts'
import { safeName } from '../platform/safe-names.ts'
import { unescapePercent } from './addresses.ts'
import { decode } from './syntax/charset.ts'
import { instantOf } from './instants.ts'
import { bodyOf, pageMarkup } from './syntax/markup.ts'
import type { Found, PageResult } from './page.ts'
import { webAddress } from './signature.ts'
import { limitProblem, placeIn, type Source } from './source.ts'
import { textOfFirst, xmlElements } from './syntax/xml.ts'
import { zipBeside } from './zip/page.ts'

/** Addresses of a chapter, from the chapter's folder to the top of the zip, as all chapters become one page. */
function rebase(html: string, folder: string): string {
  return html.replace(
    /(\s(?:src|href|xlink:href|poster)\s*=\s*)(["'])(?![a-z][a-z0-9+.-]*:|#|\/)([^"']*)\2/gi,
    (_whole, start: string, quote: string, address: string) => `${start}${quote}${join(folder, address)}${quote}`,
  )
}

/** An EPUB (EPUB 3.3, OCF) as one article: its chapters in reading order. */
export async function* readEpub(source: Source, zip: Zip): AsyncIterable<PageResult> {
  const failed = (reason: Phrase): PageResult => ({
    ok: false,
    part: source.part,
    status: 'failed',
    problem: problem('format.noPage', { file: placeIn(source), reason }),
  })
  const container = zip.get('META-INF/container.xml')
  const rootFile = container
    ? xmlElements(decode(await container.read(), { plain: true }).text).find((one) => one.name === 'rootfile')
        ?.attributes['full-path']
    : undefined
  const packageFile = rootFile === undefined ? undefined : zip.get(rootFile)
  if (rootFile === undefined || packageFile === undefined) {
    yield failed('epub.noList')
    return
  }
  const elements = xmlElements(decode(await packageFile.read(), { plain: true }).text)
  const top = dirname(rootFile)
  const items = new Map(
    elements.filter((one) => one.name === 'item').map((one) => [one.attributes['id'] ?? '', one.attributes]),
  )
  const chapters: string[] = []
  // a book has each of its documents once in its order (EPUB 3.3, 5.7.3)
  const seen = new Set<string>()
  let length = 0
  for (const reference of elements.filter((one) => one.name === 'itemref' && one.attributes['linear'] !== 'no')) {
    const item = items.get(reference.attributes['idref'] ?? '')
    if (item === undefined || / ?nav( |$)/.test(item['properties'] ?? '')) continue
    const path = join(top, unescapePercent(item['href'] ?? ''))
    const entry = zip.get(path)
    if (entry === undefined || seen.has(path)) continue
    seen.add(path)
    const { text } = decode(await entry.read())
    const chapter = `<section>${rebase(bodyOf(text), dirname(path))}</section>`
    length += chapter.length
    if (length > RECORD_BYTES) throw limitProblem(source.path, 'limit.unpackedPage', { size: sizeText(RECORD_BYTES) })
    chapters.push(chapter)
  }
  if (chapters.length === 0) {
    yield failed('epub.noChapters')
    return
  }
  const title = textOfFirst(elements, 'title')
  const lang = textOfFirst(elements, 'language')
  const creators = elements.filter((one) => one.name === 'creator').map((one) => one.text.trim())
  const date = textOfFirst(elements, 'date')
  // EPUB 3.3, 5.5.5: when the file was last made; of a book that was a page, when it was saved
  const modified = elements.find((one) => one.attributes['property'] === 'dcterms:modified')?.text.trim()
  const made = modified === undefined ? undefined : instantOf(modified)
  const addresses = elements
    .filter((one) => one.name === 'source' || one.name === 'identifier' || one.name === 'relation')
    .map((one) => webAddress(one.text))
    .filter((address) => address !== undefined)
  const from = (value: string): Found => ({ value, source: 'EPUB package' })
  const beside = zipBeside(zip)('.')([])
  yield {
    ok: true,
    page: {
      format: 'epub',
      part: source.part,
      producer: elements.find((one) => one.attributes['name'] === 'generator')?.attributes['content'],
      producerSource: 'EPUB generator',
      charset: 'utf-8',
      charsetSource: 'kind of file',
      html: pageMarkup({
        lang,
        title: title ?? basename(source.name),
        meta: {
          // the book's title, not the first chapter's
          'og:title': title,
          author: creators.join(', '),
          date: date === undefined ? undefined : (instantOf(date) ?? date),
          description: textOfFirst(elements, 'description'),
          'dc.publisher': textOfFirst(elements, 'publisher'),
        },
        body: `<article>${chapters.join('\n')}</article>`,
      }),
      kind: 'html',
      // a book has no menus, and its shortest line is text
      whole: true,
      url: addresses.slice(0, 1).map(from),
      saved: [...(made === undefined ? [] : [{ value: made, source: 'EPUB dcterms:modified' }]), ...source.changed],
      title: title === undefined ? [] : [from(title)],
      resource: (href) => beside(href),
      files: [{ path: source.path, as: safeName(fileName(source.path)) }],
      marks: [],
      warnings: [],
    },
  }
}
