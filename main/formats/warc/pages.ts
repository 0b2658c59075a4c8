import { basename } from 'node:path'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { problem, ProblemError } from '../../../shared/model/problem.ts'
import { warning } from '../../../shared/model/warning.ts'
import { PAGES } from '../../platform/limits.ts'
import { safeName } from '../../platform/safe-names.ts'
import { baseOf, keyOf, resolveAddress } from '../addresses.ts'
import { decode, type Decoded } from '../syntax/charset.ts'
import { framesIn } from '../companions/frames.ts'
import { marksOf } from '../marks/marks.ts'
import { parameter } from '../syntax/mime.ts'
import type { Found, PageResult, Resource } from '../page.ts'
import { signatureOf, webAddress } from '../signature.ts'
import { limitProblem, partIn, placeIn, type Source } from '../source.ts'
import { whyNoPage } from './reason.ts'
import { bodyOf, nearest, resolveRevisit, type Capture, type WarcIndex } from './index-file.ts'

/** A page that the file's own list names (WACZ `pages.jsonl`). */
export interface ListedPage {
  url: string
  date: string
  title?: string
}

const isHtml = (type: string): boolean => type === 'text/html' || type === 'application/xhtml+xml'
const digits = (date: string): string => date.replace(/\D/g, '').slice(0, 14)

/** Addresses that a page shows in frames. */
function framesOf(html: string, url: string): string[] {
  const base = baseOf(html, url) ?? url
  return framesIn(html).flatMap((frame) => {
    const address = resolveAddress(frame, base)
    return address === undefined ? [] : [keyOf(address)]
  })
}

interface Shown {
  capture: Capture
  /** where the bytes are: the capture itself, or what a revisit stands for */
  held: Capture
  title?: string
}

async function textOf(shown: Shown, path: string, chosen?: string): Promise<Decoded> {
  const { http, body } = await bodyOf(shown.held, path)
  return decode(body, { transport: parameter(http?.headers.get('content-type'), 'charset'), chosen })
}

/** HTML answers with status 200 that the browser did not fetch for a frame or a script, each address at each time once. */
async function capturedPages(index: WarcIndex, path: string): Promise<Shown[]> {
  const pages: Shown[] = []
  const seen = new Set<string>()
  for (const capture of index.captures) {
    if (capture.status !== 200 || !/^https?:/i.test(capture.url)) continue
    if (capture.destination !== undefined && capture.destination !== 'document') continue
    const held = capture.refers === undefined ? capture : resolveRevisit(index, capture)
    if (held === undefined || !isHtml(held.type)) continue
    // the same words again are the page that is there already
    const key = capture.refers === undefined ? `${keyOf(capture.url)} ${digits(capture.date)}` : keyOf(capture.url)
    if (
      seen.has(key) ||
      (capture.refers !== undefined && pages.some((one) => one.held === held && one.capture.url === capture.url))
    )
      continue
    seen.add(key)
    pages.push({ capture, held })
    if (pages.length > PAGES) throw limitProblem(path, 'limit.pages', { most: PAGES })
  }
  const framed = new Set<string>()
  for (const page of pages) {
    const text = await textOf(page, path).then(
      (decoded) => decoded.text,
      // said when it is the page's turn
      () => '',
    )
    for (const frame of framesOf(text, page.capture.url)) if (frame !== keyOf(page.capture.url)) framed.add(frame)
  }
  const outer = pages.filter((page) => page.capture.destination === 'document' || !framed.has(keyOf(page.capture.url)))
  // pages that frame each other are all inner ones; then none is left out
  return outer.length === 0 ? pages : outer
}

/** The captures that the file's own list names, and the addresses in it that were not captured. */
function listedPages(index: WarcIndex, listed: readonly ListedPage[]): { shown: Shown[]; absent: string[] } {
  const shown: Shown[] = []
  const absent: string[] = []
  for (const { url, date, title } of listed) {
    const capture = nearest(index, url, date)
    const held =
      capture === undefined ? undefined : capture.refers === undefined ? capture : resolveRevisit(index, capture)
    if (capture === undefined || held === undefined) absent.push(url)
    else shown.push({ capture: { ...capture, url }, held, title })
  }
  return { shown, absent }
}

/** All pages of an indexed web archive, with their resources out of the same archive. */
export async function* warcPages(
  source: Source,
  index: WarcIndex,
  format: 'warc' | 'wacz',
  listed: readonly ListedPage[] = [],
): AsyncIterable<PageResult> {
  const { shown: fromList, absent } = listedPages(index, listed)
  const pages = fromList.length > 0 ? fromList : await capturedPages(index, source.path)
  const keys = new Map<string, number>()
  for (const shown of pages) {
    const { capture, held, title } = shown
    const key = `${digits(capture.date)}/${capture.url}`
    const number = (keys.get(key) ?? 0) + 1
    keys.set(key, number)
    const many = pages.length > 1 ? (number === 1 ? key : `${key}#${String(number)}`) : undefined
    const part = many === undefined ? source.part : partIn(source, many)
    if (source.only !== undefined && source.only !== part) continue
    let decoded: Decoded
    try {
      decoded = await textOf(shown, source.path, source.charset)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      yield { ok: false, part, status: 'failed', problem: error.problem }
      continue
    }
    const { text, charset, source: charsetSource } = decoded
    if (held.cut && !/<\/html\s*>\s*$/i.test(text.slice(-4096))) {
      const reason: Phrase = 'page.cut'
      yield {
        ok: false,
        part,
        status: 'failed',
        problem: problem('format.truncated', { file: placeIn(source), reason }),
      }
      continue
    }
    const bases = [baseOf(text, capture.url), capture.url]
    const resource = (href: string): Resource | undefined => {
      for (const base of bases) {
        const address = resolveAddress(href, base)
        const found = address === undefined ? undefined : nearest(index, address, capture.date)
        const bytes = found === undefined ? undefined : resolveRevisit(index, found)
        if (bytes !== undefined) return { type: bytes.type, read: async () => (await bodyOf(bytes, source.path)).body }
      }
      return undefined
    }
    const signature = signatureOf(text)
    const marked = marksOf(text)
    const found = (value: string | undefined, from: string): Found[] =>
      value === undefined ? [] : [{ value, source: from }]
    yield {
      ok: true,
      page: {
        format,
        part,
        producer: index.producer,
        charset,
        producerSource: 'warcinfo record',
        charsetSource,
        html: text,
        kind: isHtml(held.type) || /<html|<body|<p[\s>]/i.test(text) ? 'html' : 'text',
        url: [...found(webAddress(capture.url), 'WARC-Target-URI'), ...signature.url],
        saved: [
          ...found(capture.date === '' ? undefined : capture.date.replace(/\.\d+/, ''), 'WARC-Date'),
          ...source.changed,
        ],
        title: found(title, 'pages list'),
        resource,
        files: [{ path: source.path, as: safeName(basename(source.path)) }],
        marks: marked.marks,
        warnings: [...(index.truncated ? [warning('archiveCut')] : []), ...marked.warnings],
      },
    }
  }
  if (fromList.length > 0) {
    for (const url of absent) {
      const reason: Phrase = 'warc.absent'
      const part = partIn(source, url)
      if (source.only !== undefined && source.only !== part) continue
      yield {
        ok: false,
        part,
        status: 'failed',
        problem: problem('format.noPage', { file: placeIn(source), reason, url }),
      }
    }
  }
  if (pages.length > 0) return
  // a page that was cut off has a status that says so; a redirect that lacks its last bytes never was one
  const cut = index.truncated && !index.captures.some((one) => !one.cut || one.status !== 200)
  const why = cut ? { reason: 'warc.cut' satisfies Phrase } : whyNoPage(index)
  const code = cut ? 'format.truncated' : 'format.noPage'
  const status = index.truncated ? 'failed' : 'skipped'
  yield { ok: false, part: source.part, status, problem: problem(code, { file: placeIn(source), ...why }) }
}
