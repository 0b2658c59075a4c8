import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, problemOf, type Problem, type ProblemCode } from '../../shared/model/problem.ts'
import type { WholeFile } from '../platform/whole-file.ts'
import { decode } from './syntax/charset.ts'
import { binaryKind } from './syntax/magic.ts'
import type { PageFile, PageResult, Reader } from './page.ts'
import { PAGE_NAME } from './page-name.ts'
import { fileProblem, openSource, placeIn, type Source } from './source.ts'
import { isText } from './syntax/is-text.ts'
import { mailBytes } from './syntax/mime.ts'
import { listForm } from './lists/detect-list.ts'

/** Loaded when first needed, so that starting a worker costs nothing for formats nobody has. */
const readers = {
  html: () => import('./html.ts'),
  mhtml: () => import('./mhtml.ts'),
  text: () => import('./text.ts'),
  zip: () => import('./zip.ts'),
  'zip-html': () => import('./zip-html.ts'),
  plist: () => import('./webarchive.ts'),
  eml: () => import('./eml.ts'),
  enex: () => import('./enex.ts'),
  markdown: () => import('./markdown.ts'),
  link: () => import('./link.ts'),
  warc: () => import('./warc.ts'),
  pdf: () => import('./pdf.ts'),
  'link-list': () => import('./lists/list.ts'),
} satisfies Record<string, () => Promise<{ read: Reader }>>

type Kind = keyof typeof readers | 'binary' | 'unknown'

/** Text under these names is a program's, not a person's. */
const NO_PAGES =
  /\.(css|m?[jt]sx?|json[l5]?|csv|tsv|ya?ml|toml|ini|conf|cfg|log|xml|rdf|xsl|dtd|sql|sh|bat|ps1|py|rb|php|c|cc|cpp|h|java|go|rs|vue|lock|svg|srt|vtt|diff|patch|tex|bib|ris|opml|rss|atom|dat|md5|sha\d*)$/i
const ZIP_NAME = /\.(zip|maff|htz|epub|wacz)$/i
/** Enough for the headers of a mail. */
const MAIL_BYTES = 16 * 1024
const HTML_NAME = /\.(s?html?|xhtml?|xht|php|aspx?|jsp|cgi)$/i
const MAIL_FIELD =
  /^(mime-version|content-type|content-location|snapshot-content-location|from|to|received|return-path|delivered-to|subject|date|message-id|x-[a-z-]+|reply-to|sender):/im

/** Whether text starts with a block of header lines (RFC 5322), as mails and MHTML files do. */
function headerBlock(text: string): string | undefined {
  const end = /\r?\n\r?\n/.exec(text)
  const block = end ? text.slice(0, end.index) : text
  const lines = block.split(/\r?\n/)
  const first = lines[0] ?? ''
  // mbox separators and the count of .emlx stand above the headers
  const start = /^(From \S|\s*\d+\s*$)/.test(first) ? 1 : 0
  const fields = lines.slice(start)
  const odd = fields.findIndex((line) => !/^([!-9;-~]+[ \t]*:|[ \t])/.test(line))
  const good = (odd < 0 ? fields : fields.slice(0, odd)).join('\n')
  const known = good.match(new RegExp(MAIL_FIELD, 'gim'))?.length ?? 0
  // a broken line among many good ones does not make a mail something else
  return known >= (odd < 0 ? 1 : 3) ? good : undefined
}

/** MHTML or mail: both are MIME; a mail was addressed to somebody. */
function mimeKind(fields: string, name: string): 'mhtml' | 'eml' {
  if (/^from:.*saved by/im.test(fields) || /^snapshot-content-location:/im.test(fields)) return 'mhtml'
  if (/^(received|to|delivered-to|return-path):/im.test(fields)) return 'eml'
  if (/\.mht(ml)?$/i.test(name)) return 'mhtml'
  if (/\.emlx?$/i.test(name)) return 'eml'
  return /^content-type:\s*multipart\/related/im.test(fields) || /^content-location:/im.test(fields) ? 'mhtml' : 'eml'
}

/** Whether text is markup of a page: it starts like one, or has elements that only pages have. */
function isMarkup(text: string, name: string): boolean {
  const start = text.replace(/^\uFEFF?\s*(<\?xml[^>]*>|<!--[^]*?-->|\s)*/i, '')
  if (/^<(!doctype\s+html|html|head|body|title|meta|frameset)\b/i.test(start)) return true
  if (/<html[\s>]|<body[\s>]|<!doctype html/i.test(text) && !/\.(txt|md|markdown)$/i.test(name)) return true
  if (HTML_NAME.test(name)) return /<[a-z!][^<>]*>/i.test(text)
  return /^<(div|p|h[1-6]|article|section|main|table|center|font|ul|ol|blockquote|header|span|a|img|style|script|link)\b[^>]*>/i.test(
    start,
  )
}

function textKind(text: string, name: string): Kind {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (/^\[InternetShortcut/im.test(start.slice(0, 1024)) || /^\[Desktop Entry\]/im.test(start.slice(0, 1024)))
    return 'link'
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<!DOCTYPE plist|^(<\?xml[^>]*>\s*)?<plist\b/.test(start)) return 'plist'
  if (/^(<\?xml[^>]*>\s*)?(<!DOCTYPE en-export[^]*?>\s*)?<en-export\b|^<\?xml[^>]*>\s*<!DOCTYPE en-export/.test(start))
    return 'enex'
  if (/^HTTP\/\d\.\d \d{3}/.test(start)) return /<[a-z!]/i.test(text) ? 'html' : 'unknown'
  const fields = headerBlock(start)
  if (fields !== undefined && !/^</.test(start)) return mimeKind(fields, name)
  if (/\.(md|markdown)$/i.test(name)) return 'markdown'
  if (
    /^(---|\+\+\+)\r?\n[^]*?\r?\n\1\s*(\r?\n|$)/.test(start) &&
    /^(title|source|url|created|tags)\s*[:=]/im.test(start.slice(0, 4096))
  )
    return 'markdown'
  if (listForm(text) !== undefined) return 'link-list'
  if (/^<svg[\s>]/i.test(start.replace(/^(<\?xml[^>]*>|<!--[^]*?-->|<!DOCTYPE svg[^>]*>|\s)*/i, ''))) return 'unknown'
  if (/^[[{]\s*["[{\]}]/.test(start)) return 'unknown'
  if (isMarkup(text, name)) return 'html'
  if (NO_PAGES.test(name) || /^<\?xml/.test(start)) return 'unknown'
  return 'text'
}

const latin1 = (bytes: Uint8Array, end = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(end, bytes.length)).toString('latin1')

/** Whether the bytes hold an ASCII string, as they are. */
const holds = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(text, 0, 'latin1')

/** What a page nearly always starts with. */
const PAGE_START = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]/i

/** Attributes of lists of links. */
const LIST_ATTRIBUTES = ['ADD_DATE', 'add_date', 'time_added']

/** Whether one of them is there. Looked for from its `_` on at first: what begins with a rare letter takes a quarter of the time. */
const mayBeList = (head: Uint8Array): boolean =>
  LIST_ATTRIBUTES.some((name) => holds(head, name.slice(name.indexOf('_'))) && holds(head, name))

/** A page beyond doubt, told without decoding it: what the long way would call one too. `start` is the beginning of `head`. */
function isPlainPage(head: Uint8Array, start: string, name: string): boolean {
  return (
    PAGE_START.test(start) &&
    !/\.(?:md|markdown)$/i.test(name) &&
    !/^\[(?:InternetShortcut|Desktop Entry)\]/im.test(start) &&
    !holds(head, '\0') &&
    !mayBeList(head)
  )
}

/**
 * What a file is, by its content; its name only breaks ties. `head` are the first bytes (at least some KB, unpacked), `tail` the
 * last ones: the directory of a zip stands at the end of a file that starts as something else.
 */
export function detect(head: Uint8Array, name: string, tail: Uint8Array = head): Kind {
  const start = latin1(head, 1024)
  if (/^PK(\x03\x04|\x05\x06|\x07\x08)/.test(start)) return 'zip'
  // the local header of a zip inside markup, also of one whose end was cut off
  const holdsZip =
    (holds(head, 'PK\x03\x04') && /PK\x03\x04[\x0a-\x3f]\0/.test(latin1(head))) || holds(tail, 'PK\x05\x06')
  if (holdsZip && (start.startsWith('\x89PNG') || /<html|<!doctype html/i.test(latin1(head)))) return 'zip-html'
  if (/^[^]{0,1000}%PDF-\d/.test(start) && !/^\s*</.test(start)) return 'pdf'
  if (start.startsWith('bplist')) return 'plist'
  if (/^\s*(WARC\/\d|filedesc:\/\/)/.test(start)) return 'warc'
  if (binaryKind(head) !== undefined) return 'binary'
  if (isPlainPage(head, start, name)) return 'html'
  // unpackers know a zip by its end: some programs put words of their own in front
  if (ZIP_NAME.test(name) && latin1(tail).includes('PK\x05\x06')) return 'zip'
  // the pictures in a mail may stand there byte for byte
  const mail = mailBytes(head.subarray(0, MAIL_BYTES)).toString('latin1')
  if (/^mime-version:/im.test(headerBlock(mail) ?? '')) return mimeKind(headerBlock(mail) ?? '', name)
  const decoded = decode(head)
  const { text } = decoded
  if (!isText(decoded, head)) {
    // a stray NUL does not make a page binary: browsers skip it
    const markup = /<(!doctype\s+html|html|head|body)[\s>]/i.test(text.slice(0, 4096))
    return markup ? 'html' : 'binary'
  }
  return textKind(text, name)
}

function refusal(source: Source, code: ProblemCode, detail: Problem['detail'] = {}): PageResult {
  return {
    ok: false,
    part: source.part,
    status: 'skipped',
    problem: problem(code, { file: placeIn(source), ...detail }),
  }
}

/** All pages of an opened file. */
async function* readSource(source: Source): AsyncIterable<PageResult> {
  const kind = detect(source.head, source.name, source.tail)
  if (kind === 'binary') {
    const what = binaryKind(source.head)
    if (PAGE_NAME.test(source.name))
      yield refusal(source, 'format.binary', { kind: what ?? ('kind.unknown' satisfies Phrase) })
    else yield what === undefined ? refusal(source, 'format.unknown') : refusal(source, 'format.other', { kind: what })
  } else if (kind === 'unknown') yield refusal(source, 'format.unknown')
  else {
    const { read } = await readers[kind]()
    yield* read(source, readSource)
  }
}

/**
 * The pages of a saved file, one after the other; for what is none the reason, as data. Never throws: an error of the reader is
 * the last result. `part` asks for just one page of a file with many; `whole` is the file's content when it was read already.
 */
export async function* readPages(file: PageFile, part?: string, whole?: WholeFile): AsyncIterable<PageResult> {
  try {
    for await (const result of readSource(await openSource(file, part, whole))) {
      if (part === undefined || (result.ok ? result.page.part : result.part) === part) yield result
    }
  } catch (error) {
    const found = problemOf(fileProblem(error, file.path))
    yield { ok: false, status: found.code === 'format.unknown' ? 'skipped' : 'failed', problem: found }
  }
}
