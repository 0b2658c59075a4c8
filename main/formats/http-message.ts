import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { RECORD_BYTES, sizeText } from '../platform/limits.ts'
import { parseHeaders, type Headers } from './mime.ts'
import { limitProblem } from './source.ts'

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
  const crlf = bytes.indexOf('\r\n\r\n')
  const lf = bytes.indexOf('\n\n')
  const end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf >= 0 ? lf + 2 : bytes.length
  const start = bytes.indexOf(10) + 1
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

const decoders: Readonly<
  Record<string, ((body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>) | undefined>
> = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
  async deflate(body, options) {
    try {
      return await promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)(body, options)
    } catch {
      // "deflate" without zlib's wrapping, as old servers sent it
      return await promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)(body, options)
    }
  },
}

/** The body as the browser got it. What cannot be unpacked is taken as it is: some crawlers unpacked it and left the header. */
export async function decodeHttpBody(message: HttpMessage, path: string): Promise<Buffer> {
  let body = /chunked/i.test(message.headers.get('transfer-encoding') ?? '') ? dechunk(message.body) : message.body
  for (const coding of (message.headers.get('content-encoding') ?? '').toLowerCase().split(',').reverse()) {
    const unpack = decoders[coding.trim()]
    if (unpack === undefined) continue
    try {
      body = await unpack(body, { maxOutputLength: RECORD_BYTES })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
        throw limitProblem(path, `a page in it unpacks to more than ${sizeText(RECORD_BYTES)}`)
    }
  }
  return body
}
