import { basename } from 'node:path'
import type { Detail, Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { FRAME_DEPTH } from '../platform/limits.ts'
import { essenceOf, OPAQUE } from '../platform/media-types.ts'
import { safeName } from '../platform/safe-names.ts'
import { addressBook, baseOf, type AddressBook } from './addresses.ts'
import { decode } from './syntax/charset.ts'
import { marksOf } from './marks/marks.ts'
import { answeredAt } from './warc/http-response-archive.ts'
import type { Found, PageResult, Reader } from './page.ts'
import { placeIn } from './source.ts'
import { dataIn, listIn, mapIn, parsePlist, stringIn, type PlistValue } from './syntax/plist.ts'
import { linkPage } from './link-page.ts'
import { signatureOf, webAddress } from './signature.ts'

function addResource(book: AddressBook, resource: PlistValue): void {
  const url = stringIn(resource, 'WebResourceURL')
  const bytes = dataIn(resource, 'WebResourceData')
  if (url === undefined || bytes === undefined) return
  book.add(url, {
    type: essenceOf(stringIn(resource, 'WebResourceMIMEType')) ?? OPAQUE,
    read: () => Promise.resolve(bytes),
  })
}

/** Everything below an archive: its subresources, and the frames, which are archives of their own. */
function addAll(book: AddressBook, archive: PlistValue, depth: number): void {
  for (const resource of listIn(archive, 'WebSubresources')) addResource(book, resource)
  if (depth >= FRAME_DEPTH) return
  for (const frame of listIn(archive, 'WebSubframeArchives')) {
    addResource(book, mapIn(frame, 'WebMainResource'))
    addAll(book, frame, depth + 1)
  }
}

/** When the page was fetched, as far as its files tell: the latest answer of a server, as some came out of the cache. */
function fetched(archive: PlistValue, file: string): Found[] {
  const all = [mapIn(archive, 'WebMainResource'), ...listIn(archive, 'WebSubresources')]
  const dates = all.flatMap((resource) => {
    const response = dataIn(resource, 'WebResourceResponse')
    const date = response === undefined ? undefined : answeredAt(response, file)
    return date === undefined ? [] : [date]
  })
  const latest = dates.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1)
  return latest === undefined ? [] : [{ value: latest, source: 'WebResourceResponse' }]
}

/** Safari's web archive (WebKit, LegacyWebArchive.cpp), and its .webloc links, which are property lists too. */
export const read: Reader = async function* (source) {
  const archive = parsePlist(await source.bytes(), source.path)
  const main = mapIn(archive, 'WebMainResource')
  const link = stringIn(archive, 'URL')
  if (main === undefined && link !== undefined) {
    yield linkPage(source, { url: link, source: 'webloc' })
    return
  }
  const failed = (reason: Phrase, detail: Detail = {}): PageResult => ({
    ok: false,
    part: source.part,
    status: 'failed',
    problem: problem('format.noPage', { file: placeIn(source), reason, ...detail }),
  })
  if (main === undefined) {
    const known = archive instanceof Map && archive.has('WebMainResource')
    yield known
      ? failed('page.missing')
      : {
          ok: false,
          part: source.part,
          status: 'skipped',
          problem: problem('format.unknown', { file: placeIn(source) }),
        }
    return
  }
  const bytes = dataIn(main, 'WebResourceData')
  const type = essenceOf(stringIn(main, 'WebResourceMIMEType')) ?? 'text/html'
  if (bytes === undefined || bytes.length === 0) {
    yield failed('page.missing')
    return
  }
  if (!/html|text\/plain/.test(type)) {
    yield failed('content.type', { type })
    return
  }
  const {
    text,
    charset,
    source: charsetSource,
  } = decode(bytes, {
    transport: stringIn(main, 'WebResourceTextEncodingName'),
    plain: type === 'text/plain',
    chosen: source.charset,
  })
  const address = stringIn(main, 'WebResourceURL')
  const book = addressBook()
  addAll(book, archive, 0)
  const bases = [baseOf(text, address), address]
  const signature = signatureOf(text)
  const url = webAddress(address)
  yield {
    ok: true,
    page: {
      format: 'webarchive',
      part: source.part,
      producer: 'Safari',
      producerSource: 'kind of file',
      charset,
      charsetSource,
      html: text,
      kind: type === 'text/plain' ? 'text' : 'html',
      url: [...(url === undefined ? [] : [{ value: url, source: 'WebResourceURL' }]), ...signature.url],
      saved: [...signature.saved, ...fetched(archive, source.path), ...source.changed],
      title: signature.title,
      resource: (href) => book.get(href, bases),
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      ...marksOf(text),
    },
  }
}
