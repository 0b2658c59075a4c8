import { createInflateRaw, type InflateRaw } from 'node:zlib'
import { HEADER_BYTES, STREAM_BYTES, sizeText } from '../../platform/limits.ts'
import type { Headers } from '../syntax/mime.ts'
import { parseHeaders } from '../syntax/mime.ts'
import { limitProblem } from '../source.ts'

/** Random access to a file or to bytes in memory. */
export interface Bytes {
  size: number
  read(offset: number, length: number): Promise<Buffer>
}

/** Where bytes lie: so many unpacked bytes after the start of a gzip member (or of the plain file). */
export interface Place {
  member: number
  skip: number
}

/** One record, its content not yet read. */
export interface WarcRecord {
  headers: Headers
  content: Place
  /** bytes that are there */
  length: number
  /** the file ends inside the record */
  cut: boolean
}

const CHUNK = 256 * 1024
const GZIP_TRAILER = 8

/** Length of a gzip member's header (RFC 1952, 2.3); undefined when there is none at this place. */
function gzipHeader(bytes: Buffer): number | undefined {
  if (bytes.length < 10 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return undefined
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + bytes.readUInt16LE(at)
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    const end = bytes.indexOf(0, at)
    if (end < 0) return undefined
    at = end + 1
  }
  if (flags & 2) at += 2
  return at
}

interface Piece {
  bytes: Buffer
  place: Place
}

/** Until a stream takes more, or wants nothing more. Leaves no listener behind: a large member waits a thousand times. */
const roomIn = (stream: InflateRaw): Promise<void> =>
  new Promise((resolve) => {
    const events = ['drain', 'close', 'end'] as const
    const wake = (): void => {
      for (const event of events) stream.off(event, wake)
      resolve()
    }
    for (const event of events) stream.once(event, wake)
  })

/** The unpacked bytes of one gzip member, and where the next one starts. */
async function* inflateMember(file: Bytes, member: number): AsyncGenerator<Buffer, number> {
  const header = gzipHeader(await file.read(member, HEADER_BYTES))
  if (header === undefined) return file.size
  const inflate = createInflateRaw()
  const feed = async function* (): AsyncGenerator<Buffer> {
    for (let at = member + header; at < file.size; at += CHUNK) yield await file.read(at, CHUNK)
  }
  const input = feed()
  const pump = async (): Promise<void> => {
    for await (const chunk of input) {
      if (inflate.destroyed || inflate.readableEnded) return
      if (!inflate.write(chunk)) await roomIn(inflate)
    }
    inflate.end()
  }
  const pumping = pump().catch((error: unknown) => inflate.destroy(error instanceof Error ? error : undefined))
  for await (const bytes of inflate) yield bytes as Buffer
  inflate.destroy()
  await pumping
  return member + header + inflate.bytesWritten + GZIP_TRAILER
}

/** Everything from a place on, unpacked. A damaged member ends the stream. */
async function* stream(file: Bytes, from: Place): AsyncGenerator<Piece> {
  const gzipped = gzipHeader(await file.read(0, HEADER_BYTES)) !== undefined
  if (!gzipped) {
    for (let at = from.member + from.skip; at < file.size; at += CHUNK)
      yield { bytes: await file.read(at, CHUNK), place: { member: 0, skip: at } }
    return
  }
  let member = from.member
  let skip = from.skip
  while (member < file.size) {
    const inner = inflateMember(file, member)
    let at = 0
    for (;;) {
      const next = await inner.next()
      if (next.done === true) {
        if (next.value <= member) return
        member = next.value
        skip = 0
        break
      }
      const end = at + next.value.length
      if (end > skip) {
        const start = Math.max(0, skip - at)
        yield { bytes: next.value.subarray(start), place: { member, skip: at + start } }
      }
      at = end
    }
  }
}

/** Damaged compression: what came out before it is whole. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

/** `length` bytes from a place on; fewer when the file ends before. */
export async function readPlace(file: Bytes, place: Place, length: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let left = length
  try {
    for await (const { bytes } of stream(file, place)) {
      pieces.push(bytes.subarray(0, left))
      left -= bytes.length
      if (left <= 0) break
    }
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  return Buffer.concat(pieces)
}

/** A window over the stream that knows where its bytes lie. */
class Cursor {
  private readonly pieces: AsyncGenerator<Piece>
  private current: Piece | undefined
  private used = 0
  private total = 0
  /** the compression broke: the end that was met is not the file's */
  damaged = false
  private readonly path: string
  constructor(file: Bytes, path: string) {
    this.pieces = stream(file, { member: 0, skip: 0 })
    this.path = path
  }
  /** the bytes at hand; undefined at the end */
  async peek(): Promise<Buffer | undefined> {
    while (this.current === undefined || this.used >= this.current.bytes.length) {
      let next: IteratorResult<Piece>
      try {
        next = await this.pieces.next()
      } catch (error) {
        if (!isDamage(error)) throw error
        this.damaged = true
        return undefined
      }
      if (next.done === true) return undefined
      this.current = next.value
      this.used = 0
      this.total += next.value.bytes.length
      if (this.total > STREAM_BYTES) throw limitProblem(this.path, 'limit.unpacked', { size: sizeText(STREAM_BYTES) })
    }
    return this.current.bytes.subarray(this.used)
  }
  take(count: number): void {
    this.used += count
  }
  /** where the next byte lies; its piece has to be there for that */
  async start(): Promise<Place> {
    await this.peek()
    const { member, skip } = this.current?.place ?? { member: 0, skip: 0 }
    return { member, skip: skip + this.used }
  }
  /** a line without its end; undefined at the end of the file; at most HEADER_BYTES */
  async line(): Promise<string | undefined> {
    let text = ''
    for (;;) {
      const bytes = await this.peek()
      if (bytes === undefined) return text === '' ? undefined : text
      const end = bytes.indexOf(10)
      text += bytes.toString('latin1', 0, end < 0 ? bytes.length : end)
      this.take(end < 0 ? bytes.length : end + 1)
      if (end >= 0 || text.length > HEADER_BYTES) return text.replace(/\r+$/, '')
    }
  }
  /** how many of `count` bytes could be skipped before the file ended or its compression broke */
  async skip(count: number): Promise<number> {
    let left = count
    while (left > 0) {
      const bytes = await this.peek()
      if (bytes === undefined) return count - left
      const part = Math.min(left, bytes.length)
      this.take(part)
      left -= part
    }
    return count
  }
}

/** `http://example.org/ 192.0.2.1 20010203040506 text/html 1234` (ARC 1.0): the same facts as WARC's headers. */
function arcHeaders(line: string): Headers | undefined {
  const found = /^(\S+:\S*) (\S+) (\d{14}) (\S+)(?: \S+)* (\d+)$/.exec(line)
  if (!found) return undefined
  const [, url = '', , date = '', type = '', length = ''] = found
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
  return new Map([
    ['warc-type', url.startsWith('filedesc:') ? 'warcinfo' : 'response'],
    ['warc-target-uri', url],
    ['warc-date', iso],
    ['content-type', url.startsWith('filedesc:') ? type : 'application/http'],
    ['content-length', length],
  ])
}

/**
 * The records of a WARC (ISO 28500) or ARC file in order, plain or gzip, one member a record or not. What is no record is skipped
 * to the next one. `cut` is called when the file ends inside a record.
 */
export async function* warcRecords(file: Bytes, path: string, cut: () => void): AsyncGenerator<WarcRecord> {
  const cursor = new Cursor(file, path)
  for (;;) {
    const line = await cursor.line()
    if (line === undefined) {
      if (cursor.damaged) cut()
      return
    }
    let headers: Headers | undefined
    if (/^WARC\/\d/.test(line)) {
      const fields: string[] = []
      let size = 0
      for (let field = await cursor.line(); field !== undefined && field !== ''; field = await cursor.line()) {
        fields.push(field)
        size += field.length
        if (size > HEADER_BYTES) throw limitProblem(path, 'limit.headers', { size: sizeText(HEADER_BYTES) })
      }
      headers = parseHeaders(Buffer.from(fields.join('\n'), 'latin1'))
    } else headers = arcHeaders(line)
    if (headers === undefined) continue
    const length = Number(headers.get('content-length') ?? 'NaN')
    if (!Number.isSafeInteger(length) || length < 0) continue
    const content = await cursor.start()
    const there = await cursor.skip(length)
    if (there < length) cut()
    yield { headers, content, length: there, cut: there < length }
    if (there < length) return
  }
}
