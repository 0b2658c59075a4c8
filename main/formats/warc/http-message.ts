import { promisify } from 'node:util'
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib'
import { Decompress } from 'fzstd'
import { RECORD_BYTES, sizeText } from '../../platform/limits.ts'
import { bodyStart, parseHeaders, type Headers } from '../syntax/mime.ts'
import { limitProblem } from '../source.ts'

/** zlib's code for output over `maxOutputLength`. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE'

/** An HTTP response as a crawler stored it (RFC 9112). */
export interface HttpMessage {
  status: number
  headers: Headers
  /** as transferred: still chunked or compressed */
  body: Buffer
}

/** undefined when the bytes do not start with a status line. */
export function parseHttp(bytes: Buffer): HttpMessage | undefined {
  const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})/.exec(bytes.toString('latin1', 0, 64))?.[1]
  if (status === undefined) return undefined
  const start = bytes.indexOf(10) + 1
  const end = start === 0 ? bytes.length : bodyStart(bytes, start, bytes.length)
  return { status: Number(status), headers: parseHeaders(bytes.subarray(start, end)), body: bytes.subarray(end) }
}

/** Chunks joined (RFC 9112, 7.1). Crawlers often joined them already and left the header: then it is the body as it is. */
function dechunk(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  let at = 0
  while (at < body.length) {
    const end = body.indexOf(10, at)
    if (end < 0 || end - at > 64) break
    const size = /^([0-9a-f]{1,8})\s*(;.*)?\r?$/i.exec(body.toString('latin1', at, end))?.[1]
    if (size === undefined) return chunks.length === 0 ? body : Buffer.concat(chunks)
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    chunks.push(body.subarray(end + 1, end + 1 + length))
    at = end + 1 + length
    if (body[at] === 13) at++
    if (body[at] === 10) at++
  }
  return chunks.length === 0 && body.length > 0 && at === 0 ? body : Buffer.concat(chunks)
}

type Unpack = (body: Buffer, options: { maxOutputLength: number; finishFlush?: number }) => Promise<Buffer>

/** Zstandard (RFC 8878), frame by frame, so that its output is never larger than allowed. */
function unzstd(body: Buffer, { maxOutputLength }: { maxOutputLength: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  const stream = new Decompress((piece) => {
    length += piece.length
    if (length > maxOutputLength) throw Object.assign(new Error('too large'), { code: TOO_LARGE })
    pieces.push(piece)
  })
  return Promise.resolve().then(() => {
    stream.push(body, true)
    return Buffer.concat(pieces)
  })
}

const decoders: Readonly<Record<string, Unpack | undefined>> = {
  gzip: promisify<Buffer, object, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, object, Buffer>(gunzip),
  br: promisify<Buffer, object, Buffer>(brotliDecompress),
  zstd: unzstd,
  async deflate(body, options) {
    try {
      return await promisify<Buffer, object, Buffer>(inflate)(body, options)
    } catch {
      // "deflate" without zlib's wrapping, as old servers sent it
      return await promisify<Buffer, object, Buffer>(inflateRaw)(body, options)
    }
  },
}

/** What an answer's last bytes are missing does not hinder the rest; brotli has a number of its own for that. */
const endless = (coding: string): number =>
  coding === 'br' ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH

/** The body as the browser got it. What cannot be unpacked is taken as it is: some crawlers unpacked it and left the header. */
export async function decodeHttpBody(message: HttpMessage, path: string): Promise<Buffer> {
  let body = /chunked/i.test(message.headers.get('transfer-encoding') ?? '') ? dechunk(message.body) : message.body
  for (const coding of (message.headers.get('content-encoding') ?? '').toLowerCase().split(',').reverse()) {
    const unpack = decoders[coding.trim()]
    if (unpack === undefined) continue
    try {
      body = await unpack(body, { maxOutputLength: RECORD_BYTES, finishFlush: endless(coding.trim()) })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === TOO_LARGE)
        throw limitProblem(path, 'limit.unpackedPage', { size: sizeText(RECORD_BYTES) })
    }
  }
  return body
}
