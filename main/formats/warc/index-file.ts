import { HEADER_BYTES, RECORD_BYTES, sizeText } from '../../platform/limits.ts'
import { essenceOf, typeOfBytes } from '../../platform/media-types.ts'
import { keyOf } from '../addresses.ts'
import { decodeHttpBody, parseHttp, type HttpMessage } from './http-message.ts'
import { limitProblem } from '../source.ts'
import { readPlace, warcRecords, type Bytes, type Place } from './records.ts'

/** A captured answer: what was at an address at a time. */
export interface Capture {
  url: string
  /** ISO 8601 */
  date: string
  status: number
  /** media type without parameters */
  type: string
  file: Bytes
  content: Place
  length: number
  /** the file ends inside it */
  cut: boolean
  id?: string
  /** what a revisit record stands for */
  refers?: { id?: string; url?: string; date?: string; digest?: string }
  digest?: string
  /** `document`, `iframe` …: what the browser fetched it for (Fetch Metadata) */
  destination?: string
}

export interface WarcIndex {
  captures: Capture[]
  byUrl: Map<string, Capture[]>
  producer?: string
  truncated: boolean
  /** records that are no captures: requests, notes of the crawler */
  others: number
}

/** Revisits that point at revisits: each crawler points at the answer itself. */
const REVISIT_STEPS = 5

/** wget wrote `<http://…>`. */
const addressOf = (uri: string | undefined): string => uri?.replace(/^<|>$/g, '') ?? ''

/**
 * What the browser fetched an address for (Fetch Metadata), by the head of its request. Chrome 76 to 79 told frames from pages in the mode;
 * scripts said who they were long before that.
 */
function destinationOf(request: string): string | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:\\s*(\\S+)`, 'im').exec(request)?.[1]?.toLowerCase()
  const mode = field('sec-fetch-mode')
  if (/^xmlhttprequest$/i.test(field('x-requested-with') ?? '')) return 'empty'
  return (
    field('sec-fetch-dest') ??
    (mode === 'navigate'
      ? 'document'
      : mode === 'nested-navigate'
        ? 'iframe'
        : mode === undefined
          ? undefined
          : 'empty')
  )
}

/** Adds the captures of one file; contents stay in the file. */
export async function indexWarc(index: WarcIndex, file: Bytes, path: string): Promise<void> {
  const destinations = new Map<string, string>()
  const cut = (): void => {
    index.truncated = true
  }
  for await (const record of warcRecords(file, path, cut)) {
    const { headers, content, length } = record
    const kind = headers.get('warc-type')?.toLowerCase()
    if (kind === 'warcinfo') {
      const text = (await readPlace(file, content, Math.min(length, HEADER_BYTES))).toString('utf8')
      index.others++
      index.producer ??= /^software:\s*(.+)$/im.exec(text)?.[1]?.trim()
      continue
    }
    const url = addressOf(headers.get('warc-target-uri'))
    const date = headers.get('warc-date') ?? ''
    if (kind === 'request') {
      const top = (await readPlace(file, content, Math.min(length, HEADER_BYTES))).toString('latin1')
      index.others++
      const destination = destinationOf(top)
      if (destination !== undefined) destinations.set(headers.get('warc-concurrent-to') ?? url, destination)
      continue
    }
    if ((kind !== 'response' && kind !== 'resource' && kind !== 'revisit') || url === '') {
      index.others++
      continue
    }
    const top = await readPlace(file, content, Math.min(length, HEADER_BYTES))
    const http = parseHttp(top)
    const named = essenceOf(http ? http.headers.get('content-type') : headers.get('content-type'))
    const capture: Capture = {
      url,
      date,
      status: http?.status ?? (kind === 'response' ? 0 : 200),
      // a server that names no type leaves it to the browser
      type: named ?? typeOfBytes(http?.body ?? top) ?? '',
      file,
      content,
      length,
      cut: record.cut,
      id: headers.get('warc-record-id'),
      digest: headers.get('warc-payload-digest'),
    }
    if (kind === 'revisit')
      capture.refers = {
        id: headers.get('warc-refers-to'),
        url: headers.get('warc-refers-to-target-uri'),
        date: headers.get('warc-refers-to-date'),
        digest: headers.get('warc-payload-digest'),
      }
    index.captures.push(capture)
    const key = keyOf(url)
    const same = index.byUrl.get(key)
    if (same === undefined) index.byUrl.set(key, [capture])
    else same.push(capture)
  }
  for (const capture of index.captures) {
    if (capture.file !== file) continue
    capture.destination = destinations.get(capture.id ?? '') ?? destinations.get(capture.url)
  }
}

/** The capture of an address nearest in time to `date`, of those that have something to show. */
export function nearest(index: WarcIndex, url: string, date: string): Capture | undefined {
  const at = Date.parse(date)
  const good = (index.byUrl.get(keyOf(url)) ?? []).filter((one) => one.status >= 200 && one.status < 400)
  const distance = (one: Capture): number => Math.abs(Date.parse(one.date) - at) || 0
  return good.reduce<Capture | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  )
}

/** The answer that a revisit record stands for; undefined when it lies in another file or the records go in a circle. */
export function resolveRevisit(index: WarcIndex, capture: Capture): Capture | undefined {
  let current: Capture | undefined = capture
  for (let step = 0; step < REVISIT_STEPS && current?.refers !== undefined; step++) {
    const { id, url, date, digest }: NonNullable<Capture['refers']> = current.refers
    const self: Capture = current
    const plain = (one: Capture): boolean => one !== self && one.refers === undefined
    current =
      index.captures.find((one) => id !== undefined && one !== self && one.id === id) ??
      (url === undefined
        ? undefined
        : index.byUrl
            .get(keyOf(addressOf(url)))
            ?.find((one) => plain(one) && (date === undefined || one.date === date))) ??
      index.captures.find((one) => digest !== undefined && plain(one) && one.digest === digest)
  }
  return current?.refers === undefined ? current : undefined
}

/** The body of a capture as the browser got it, with the headers of the answer. */
export async function bodyOf(capture: Capture, path: string): Promise<{ http?: HttpMessage; body: Buffer }> {
  if (capture.length > RECORD_BYTES) throw limitProblem(path, 'limit.page', { size: sizeText(RECORD_BYTES) })
  const bytes = await readPlace(capture.file, capture.content, capture.length)
  const http = parseHttp(bytes)
  return http === undefined ? { body: bytes } : { http, body: await decodeHttpBody(http, path) }
}
