import { decodeWords } from 'postal-mime'
import { HEADER_BYTES, MIME_DEPTH, MIME_PARTS } from '../../platform/limits.ts'
import { limitProblem } from '../source.ts'

/** Header fields by lower-case name, unfolded; of several with one name the first. */
export type Headers = ReadonlyMap<string, string>

/** A part of a MIME file: where its body lies in the file, and whether the boundary after it was there. */
export interface MimePart {
  headers: Headers
  body: Buffer
  /** false when the file ended before the part did */
  closed: boolean
  parts: MimePart[]
}

const CR = 13
const LF = 10
/** Pieces that one long parameter is written in. */
const PARAMETER_PIECES = 10
/** Bytes of a part in which the first boundary line is looked for when the header does not name it. */
const BOUNDARY_BYTES = 16 * 1024

/**
 * End of the header block that starts at `from`: where the body starts. A file that was once copied as text has CR CR LF for line
 * ends.
 */
export function bodyStart(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end) {
    const line = bytes.indexOf(LF, at)
    if (line < 0 || line >= end) return end
    let last = line
    while (last > at && bytes[last - 1] === CR) last--
    if (last === at) return line + 1
    at = line + 1
  }
  return end
}

/** Mail headers are ASCII by RFC 5322, in practice UTF-8 or Latin-1. */
function headerText(bytes: Buffer): string {
  const utf8 = bytes.toString('utf8')
  return utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8
}

/** Folded lines put together (RFC 5322, 2.2.3). Addresses get no blank where they were folded (RFC 2557, 4.4.2). */
export function parseHeaders(bytes: Buffer): Headers {
  const text = headerText(bytes)
  const headers = new Map<string, string>()
  for (const field of text.split(/\r*\n(?![ \t])/)) {
    const colon = field.indexOf(':')
    if (colon < 1) continue
    const name = field.slice(0, colon).trim().toLowerCase()
    const address = name.endsWith('content-location') || name === 'content-id' || name === 'content-base'
    const value = field
      .slice(colon + 1)
      .replace(/\r*\n[ \t]+/g, address ? '' : ' ')
      .trim()
    if (!headers.has(name)) headers.set(name, value)
  }
  return headers
}

/** A parameter of a structured header, `charset` of `text/html; charset="utf-8"`; also in pieces or with its charset (RFC 2231, 3 and 4). */
export function parameter(header: string | undefined, name: string): string | undefined {
  const find = (one: string): string | undefined => {
    const found = new RegExp(`;\\s*${one}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(header ?? '')
    return found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]
  }
  const plain = find(name) ?? find(`${name}\\*`)?.replace(/^[^']*'[^']*'/, '')
  if (plain !== undefined) return plain
  let joined = ''
  for (let piece = 0; piece < PARAMETER_PIECES; piece++) {
    const next = find(`${name}\\*${String(piece)}\\*?`)
    if (next === undefined) break
    joined += next
  }
  return joined === '' ? undefined : joined
}

/** Text of a header with its encoded words (RFC 2047) decoded. */
export function headerWords(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const text = decodeWords(value).replace(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}

interface Piece {
  start: number
  end: number
  closed: boolean
}

/** The pieces between the lines that start with `--boundary` (RFC 2046, 5.1.1); the line end before such a line is its own. */
function split(bytes: Buffer, boundary: string): Piece[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const pieces: Piece[] = []
  let open: number | undefined
  let at = 0
  for (;;) {
    const found = bytes.indexOf(mark, at)
    if (found < 0) break
    at = found + mark.length
    if (found > 0 && bytes[found - 1] !== LF) continue
    const line = bytes.indexOf(LF, at)
    const rest = bytes.toString('latin1', at, Math.min(line < 0 ? bytes.length : line, at + 80)).trim()
    const last = rest.startsWith('--')
    // another boundary that only starts like this one
    if (!last && rest !== '') continue
    if (open !== undefined) {
      let end = Math.max(open, found - 1)
      if (end > open && bytes[end - 1] === CR) end--
      pieces.push({ start: open, end, closed: true })
    }
    open = undefined
    if (last) return pieces
    open = line < 0 ? bytes.length : line + 1
    at = open
  }
  if (open !== undefined && open < bytes.length) pieces.push({ start: open, end: bytes.length, closed: false })
  return pieces
}

/** The boundary of a part whose header names none: the first line of two dashes with a header line behind it. */
function boundaryIn(body: Buffer): string | undefined {
  return /(?:^|\n)--(\S[^\r\n]{0,200}?)[ \t]*\r*\n(?=[A-Za-z][A-Za-z-]*:)/.exec(
    body.toString('latin1', 0, BOUNDARY_BYTES),
  )?.[1]
}

/**
 * A file as mail programs mean it, whatever was done to it since: UTF-16 with its mark (an editor), a mark of UTF-8, blank lines on
 * top, the line ends of old Macs.
 */
export function mailBytes(bytes: Uint8Array): Buffer {
  let file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file[0] === 0xff && file[1] === 0xfe) file = Buffer.from(file.subarray(2).toString('utf16le'))
  else if (file[0] === 0xfe && file[1] === 0xff)
    file = Buffer.from(
      Buffer.from(file.subarray(2, file.length - (file.length % 2)))
        .swap16()
        .toString('utf16le'),
    )
  let start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0
  while (file[start] === CR || file[start] === LF) start++
  file = file.subarray(start)
  const top = file.subarray(0, 4096)
  if (!top.includes(LF) && top.includes(CR)) {
    file = Buffer.from(file)
    for (let at = file.indexOf(CR); at >= 0; at = file.indexOf(CR, at + 1)) file[at] = LF
  }
  return file
}

/**
 * The tree of a MIME entity (RFC 2045, 2046), bodies still encoded. Nothing is copied: bodies are windows into `bytes`. Throws
 * `format.limit` for more parts or depth than any real file has.
 */
export function parseMime(bytes: Buffer, path: string): MimePart {
  let count = 0
  const parse = (piece: Buffer, closed: boolean, depth: number): MimePart => {
    if (++count > MIME_PARTS) throw limitProblem(path, 'limit.parts', { most: MIME_PARTS })
    if (depth > MIME_DEPTH) throw limitProblem(path, 'limit.depth', { most: MIME_DEPTH })
    const start = bodyStart(piece, 0, Math.min(piece.length, HEADER_BYTES))
    const headers = parseHeaders(piece.subarray(0, start))
    const body = piece.subarray(start)
    const type = headers.get('content-type') ?? ''
    const many = /^\s*multipart\//i.test(type)
    const pieces = (boundary: string | undefined): Piece[] =>
      boundary === undefined || boundary === '' ? [] : split(body, boundary)
    const named = many ? pieces(parameter(type, 'boundary')) : []
    const found = named.length > 0 || !many ? named : pieces(boundaryIn(body))
    const parts = found.map((inner) => parse(body.subarray(inner.start, inner.end), inner.closed, depth + 1))
    return { headers, body, closed, parts }
  }
  return parse(bytes, true, 0)
}

/** All parts that hold something, in the order of the file. */
export function leaves(part: MimePart): MimePart[] {
  return part.parts.length === 0 ? [part] : part.parts.flatMap(leaves)
}

const HEX = /^[0-9A-Fa-f]{2}$/

/** RFC 2045, 6.7, forgiving: what is no escape stays as it is. */
function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  let at = 0
  while (at < body.length) {
    const equals = body.indexOf(0x3d, at)
    const end = equals < 0 ? body.length : equals
    length += body.copy(out, length, at, end)
    if (equals < 0) break
    const pair = body.toString('latin1', equals + 1, equals + 3)
    if (HEX.test(pair)) {
      out[length++] = Number.parseInt(pair, 16)
      at = equals + 3
      continue
    }
    // a soft line break, with the blanks that some servers put before it
    let after = equals + 1
    while (body[after] === 0x20 || body[after] === 0x09) after++
    if (body[after] === CR && body[after + 1] === LF) at = after + 2
    else if (body[after] === LF || body[after] === CR) at = after + 1
    else if (after >= body.length) at = after
    else {
      out[length++] = 0x3d
      at = equals + 1
    }
  }
  return out.subarray(0, length)
}

/** The body of a part as it was before it was encoded for the mail. */
export function decodeBody(part: MimePart): Buffer {
  const encoding = (part.headers.get('content-transfer-encoding') ?? '').split(';')[0]?.trim().toLowerCase()
  if (encoding === 'base64') return Buffer.from(part.body.toString('latin1').replace(/[^A-Za-z0-9+/]/g, ''), 'base64')
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(part.body)
  return part.body
}
