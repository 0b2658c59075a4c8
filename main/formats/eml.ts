import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { MIME_DEPTH } from '../platform/limits.ts'
import { essenceOf, OPAQUE } from '../platform/media-types.ts'
import { safeName } from '../platform/safe-names.ts'
import { addressBook, baseOf } from './addresses.ts'
import { decode } from './syntax/charset.ts'
import { instantOf } from './instants.ts'
import { flowed } from './syntax/flowed.ts'
import { escapeHtml, metaTag, paragraphs } from './syntax/markup.ts'
import { decodeBody, headerWords, leaves, mailBytes, parameter, parseMime, type MimePart } from './syntax/mime.ts'
import type { Found, Reader } from './page.ts'
import { placeIn } from './source.ts'
import { webAddress } from './signature.ts'

const typeOf = (part: MimePart): string => essenceOf(part.headers.get('content-type')) ?? 'text/plain'
const isAttached = (part: MimePart): boolean => /^\s*attachment/i.test(part.headers.get('content-disposition') ?? '')

/** The message itself: Apple Mail puts its length on a line above, mailboxes a line `From …`. */
function messageOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf(10)
  const first = bytes.toString('latin1', 0, Math.max(0, Math.min(end, 200)))
  const count = /^\s*(\d+)\s*$/.exec(first)?.[1]
  if (count !== undefined) return bytes.subarray(end + 1, end + 1 + Number(count))
  return first.startsWith('From ') ? bytes.subarray(end + 1) : bytes
}

/** A mail that only carries another mail is that mail. */
function innermost(tree: MimePart, path: string, depth = 0): MimePart {
  const parts = leaves(tree)
  const readable = parts.some(
    (part) => /^text\/(html|plain)$/.test(typeOf(part)) && !isAttached(part) && part.body.length > 0,
  )
  const carried = parts.find((part) => typeOf(part) === 'message/rfc822')
  if (readable || carried === undefined || depth >= MIME_DEPTH) return tree
  return innermost(parseMime(decodeBody(carried), path), path, depth + 1)
}

/** `Jane Doe <jane@example.org>` -> `Jane Doe`. */
function senderOf(from: string | undefined): string | undefined {
  const [before = '', address] = from?.split('<', 2) ?? []
  const name = before.trim().replace(/^"|"$/g, '').trim()
  const isNamed = name !== '' && !name.includes('"') && address?.includes('>') === true
  return isNamed ? name : from?.replace(/[<>]/g, '').trim()
}

/** Address of the issue on the web: RFC 5064 `Archived-At`, or the "view in browser" header of newsletter services. */
function addressOf(mail: MimePart): Found[] {
  const archived = mail.headers.get('archived-at')?.replace(/[<>]/g, '')
  const url = webAddress(archived)
  return url === undefined ? [] : [{ value: url, source: 'Archived-At header' }]
}

/** Plain words of a mail as markup. */
function wordsOf(text: string, type: string | undefined): string {
  if (parameter(type, 'format')?.toLowerCase() !== 'flowed') return paragraphs(text)
  return flowed(text, parameter(type, 'delsp')?.toLowerCase() === 'yes')
}

/** A mail, mostly a newsletter (RFC 5322), as .eml or Apple's .emlx. */
export const read: Reader = async function* (source) {
  const file = messageOf(mailBytes(await source.bytes()))
  const mail = innermost(parseMime(file, source.path), source.path)
  const parts = leaves(mail).filter((part) => !isAttached(part) && part.body.length > 0)
  const root = parts.find((part) => typeOf(part) === 'text/html') ?? parts.find((part) => typeOf(part) === 'text/plain')
  if (root === undefined) {
    const reason: Phrase = 'mail.noText'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
    return
  }
  const html = typeOf(root) === 'text/html'
  const {
    text,
    charset,
    source: charsetSource,
  } = decode(decodeBody(root), {
    transport: parameter(root.headers.get('content-type'), 'charset'),
    plain: !html,
    chosen: source.charset,
  })
  const book = addressBook()
  for (const part of leaves(mail)) {
    if (part === root) continue
    const id = part.headers.get('content-id')?.replace(/[<>\s]/g, '')
    const location = part.headers.get('content-location')
    const resource = {
      type: essenceOf(part.headers.get('content-type')) ?? OPAQUE,
      read: () => Promise.resolve(decodeBody(part)),
    }
    if (id !== undefined && id !== '') book.add(`cid:${id}`, resource)
    if (location !== undefined) book.add(location, resource)
  }
  const subject = headerWords(mail.headers.get('subject'))
  const sent = instantOf(mail.headers.get('date') ?? '')
  // the last thing in a `Received` line is when
  const path = mail.headers.get('received') ?? ''
  const received = path.includes(';') ? instantOf(path.slice(path.lastIndexOf(';') + 1).trim()) : undefined
  const date = sent ?? received
  const dated =
    date === undefined ? [] : [{ value: date, source: sent === undefined ? 'Received header' : 'Date header' }]
  const facts = [
    metaTag('author', senderOf(headerWords(mail.headers.get('from')))),
    subject === undefined ? '' : `<title>${escapeHtml(subject)}</title>`,
  ]
  const base = webAddress(root.headers.get('content-location') ?? root.headers.get('content-base'))
  yield {
    ok: true,
    page: {
      format: 'eml',
      part: source.part,
      producer: headerWords(mail.headers.get('x-mailer') ?? mail.headers.get('user-agent')),
      producerSource: 'X-Mailer header',
      charset,
      charsetSource,
      html: facts.join('') + (html ? text : wordsOf(text, root.headers.get('content-type'))),
      kind: 'html',
      url: addressOf(mail),
      saved: [...dated, ...source.changed],
      published: dated,
      title: subject === undefined ? [] : [{ value: subject, source: 'Subject header' }],
      resource: (href) => book.get(href, [baseOf(text, base), base]),
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      marks: [],
      warnings: leaves(mail).some((part) => !part.closed) ? [warning('mailCut')] : [],
    },
  }
}
