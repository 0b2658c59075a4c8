import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { essenceOf, OPAQUE, typeOfBytes, typeOfName } from '../platform/media-types.ts'
import { safeName } from '../platform/safe-names.ts'
import { addressBook, baseOf, resolveAddress } from './addresses.ts'
import { decode } from './syntax/charset.ts'
import { instantOf } from './instants.ts'
import { marksOf } from './marks/marks.ts'
import { decodeBody, headerWords, leaves, mailBytes, parameter, parseMime, type MimePart } from './syntax/mime.ts'
import type { Found, PageResult, Resource } from './page.ts'
import { signatureOf, webAddress } from './signature.ts'
import { placeIn, type Source } from './source.ts'

const typeOfPart = (part: MimePart): string => essenceOf(part.headers.get('content-type')) ?? OPAQUE
const isHtml = (part: MimePart): boolean => /^(text\/html|application\/xhtml\+xml)$/.test(typeOfPart(part))
const contentId = (part: MimePart): string | undefined => part.headers.get('content-id')?.replace(/^\s*<?|>?\s*$/g, '')

/** The part that is the page: the one `start` names, else the first HTML part (RFC 2387, 3.2), else plain text. */
function rootOf(tree: MimePart): MimePart | undefined {
  const parts = leaves(tree)
  const start = parameter(tree.headers.get('content-type'), 'start')?.replace(/^<|>$/g, '')
  const named = start === undefined ? undefined : parts.find((part) => contentId(part) === start)
  if (named !== undefined && isHtml(named)) return named
  return (
    parts.find(isHtml) ??
    parts.find((part) => typeOfPart(part) === 'text/plain' && part.body.length > 0) ??
    // savers that name no type leave it to the reader
    parts.find((part) => typeOfPart(part) === OPAQUE && typeOfBytes(decodeBody(part)) === 'text/html')
  )
}

/** Who wrote the file, by the words each of them leaves. */
function producerOf(tree: MimePart, file: Buffer, html: string): string | undefined {
  const from = headerWords(tree.headers.get('from')) ?? ''
  const saved = /saved by ([^>"]+)/i.exec(from)?.[1]?.trim()
  // the words around it are of the browser's language
  const explorer = /Internet Explorer \d+/.exec(from)?.[0]
  const word = /<meta\s[^>]*name=["']?generator["']?\s[^>]*content=["']?(Microsoft Word \d+)/i.exec(html)?.[1]
  if (word !== undefined) return word
  if (explorer !== undefined) return explorer
  if (saved !== undefined) return saved
  if (/^<?op\.mhtml/.test(parameter(tree.headers.get('content-type'), 'start') ?? '')) return 'Opera'
  if (/document is a (single file web page|web archive file)/i.test(file.toString('latin1', 0, 2048)))
    return /Word\.Document/i.test(html) ? 'Microsoft Word' : 'Microsoft Office'
  return tree.headers.has('x-mimeole') ? 'Internet Explorer' : undefined
}

function resourceOf(part: MimePart): Resource {
  const type = typeOfPart(part)
  const named = type === OPAQUE ? typeOfName(part.headers.get('content-location') ?? '') : type
  return { type: named, read: () => Promise.resolve(decodeBody(part)) }
}

/** MHTML (RFC 2557) as Blink, Internet Explorer, Word, UnMHT and Opera write it. */
export async function* read(source: Source): AsyncIterable<PageResult> {
  const file = mailBytes(await source.bytes())
  const tree = parseMime(file, source.path)
  const root = rootOf(tree)
  const multipart = /^\s*multipart\//i.test(tree.headers.get('content-type') ?? '')
  if (root === undefined || root.body.length === 0) {
    const cut = multipart && (tree.parts.length === 0 || leaves(tree).some((part) => !part.closed))
    const found = cut
      ? problem('format.truncated', { file: placeIn(source), reason: 'mhtml.cut' satisfies Phrase })
      : problem('format.noPage', { file: placeIn(source), reason: 'mhtml.noPage' satisfies Phrase })
    yield { ok: false, part: source.part, status: 'failed', problem: found }
    return
  }
  const {
    text,
    charset,
    source: charsetSource,
  } = decode(decodeBody(root), {
    transport: parameter(root.headers.get('content-type'), 'charset'),
    plain: typeOfPart(root) === 'text/plain',
    chosen: source.charset,
  })
  if (!root.closed && !/<\/html\s*>\s*$/i.test(text.slice(-4096))) {
    const reason: Phrase = 'page.cut'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.truncated', { file: placeIn(source), reason }),
    }
    return
  }
  const truncated = leaves(tree).some((part) => !part.closed)

  const top = tree.headers.get('content-base') ?? tree.headers.get('content-location')
  const location = root.headers.get('content-location')
  const snapshot = tree.headers.get('snapshot-content-location')
  const pageAddress = resolveAddress(snapshot ?? location ?? top ?? '', top)
  const bases = [
    baseOf(text, pageAddress),
    pageAddress,
    location === undefined ? undefined : resolveAddress(location, top),
  ]
  const book = addressBook()
  for (const part of leaves(tree)) {
    if (part === root) continue
    const resource = resourceOf(part)
    const id = contentId(part)
    if (id !== undefined && id !== '') book.add(`cid:${id}`, resource)
    const address = part.headers.get('content-location')
    if (address === undefined) continue
    book.add(address, resource)
    const resolved = resolveAddress(address, top ?? pageAddress)
    if (resolved !== undefined) book.add(resolved, resource)
  }

  const signature = signatureOf(text)
  const marked = marksOf(text)
  const url: Found[] = [...signature.url]
  const candidates = [
    [snapshot, 'Snapshot-Content-Location'],
    [location === undefined ? undefined : resolveAddress(location, top), 'Content-Location'],
    [top, 'Content-Location'],
  ] as const
  for (const [value, from] of candidates) {
    const address = webAddress(value)
    if (address !== undefined && !url.some((one) => one.value === address)) url.push({ value: address, source: from })
  }
  const date = instantOf(tree.headers.get('date') ?? '')
  const subject = headerWords(tree.headers.get('subject'))
  yield {
    ok: true,
    page: {
      format: 'mhtml',
      part: source.part,
      producer: producerOf(tree, file, text) ?? signature.producer,
      producerSource: 'headers of the file',
      charset,
      charsetSource,
      html: text,
      kind: typeOfPart(root) === 'text/plain' ? 'text' : 'html',
      url,
      saved: [
        ...signature.saved,
        ...(date === undefined ? [] : [{ value: date, source: 'Date header' }]),
        ...source.changed,
      ],
      title: subject === undefined ? [] : [{ value: subject, source: 'Subject header' }],
      resource: (href) => book.get(href, bases),
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      marks: marked.marks,
      warnings: [...(truncated ? [warning('mhtmlCut')] : []), ...marked.warnings],
    },
  }
}
