import { Parser } from 'htmlparser2'
import { z } from 'zod'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { PLIST_DEPTH } from '../../platform/limits.ts'
import { decode } from './charset.ts'

/** What property lists hold, as far as saved pages use it; numbers, dates and booleans are of no use here and left out. */
export type PlistValue = string | Uint8Array | PlistValue[] | Map<string, PlistValue> | undefined

const damaged = (file: string, reason: Phrase): ProblemError => new ProblemError('format.damaged', { file, reason })

/** Layout: Apple's CFBinaryPList.c. Each object is read once, so that shared ones cannot multiply; circles and depth are refused. */
function parseBinary(bytes: Buffer, file: string): PlistValue {
  const cut = (): ProblemError => new ProblemError('format.truncated', { file, reason: 'plist.cut' satisfies Phrase })
  if (bytes.length < 40) throw cut()
  const trailer = bytes.subarray(-32)
  const offsetSize = trailer[6] ?? 0
  const refSize = trailer[7] ?? 0
  const count = Number(trailer.readBigUInt64BE(8))
  const top = Number(trailer.readBigUInt64BE(16))
  const table = Number(trailer.readBigUInt64BE(24))
  const number = (at: number, size: number): number => {
    if (size < 1 || size > 8 || at < 0 || at + size > bytes.length) throw cut()
    return size <= 6 ? bytes.readUIntBE(at, size) : Number(bytes.readBigUInt64BE(at + size - 8))
  }
  if (offsetSize < 1 || offsetSize > 8 || refSize < 1 || refSize > 8 || count < 1) throw cut()
  if (!Number.isSafeInteger(count * offsetSize) || table + count * offsetSize > bytes.length - 32 || top >= count)
    throw cut()
  const done = new Map<number, PlistValue>()
  const open = new Set<number>()
  const slice = (from: number, length: number): Buffer => {
    if (length < 0 || from + length > bytes.length) throw cut()
    return bytes.subarray(from, from + length)
  }
  const read = (index: number): PlistValue => {
    if (index >= count) throw cut()
    if (done.has(index)) return done.get(index)
    if (open.has(index)) throw damaged(file, 'plist.circle')
    if (open.size > PLIST_DEPTH)
      throw new ProblemError('format.limit', {
        file,
        limit: 'limit.plist' satisfies Phrase,
        most: PLIST_DEPTH,
      })
    open.add(index)
    const value = readAt(number(table + index * offsetSize, offsetSize))
    open.delete(index)
    done.set(index, value)
    return value
  }
  const readAt = (offset: number): PlistValue => {
    const marker = slice(offset, 1)[0] ?? 0
    const kind = marker >> 4
    let length = marker & 0x0f
    let at = offset + 1
    if (length === 0x0f && [4, 5, 6, 0xa, 0xd].includes(kind)) {
      const size = 1 << ((slice(at, 1)[0] ?? 0) & 0x0f)
      length = number(at + 1, size)
      at += 1 + size
    }
    if (kind === 4) return slice(at, length)
    if (kind === 5) return slice(at, length).toString('latin1')
    if (kind === 6)
      return Buffer.from(slice(at, length * 2))
        .swap16()
        .toString('utf16le')
    if (kind === 0xa) {
      slice(at, length * refSize)
      return Array.from({ length }, (_, item) => read(number(at + item * refSize, refSize)))
    }
    if (kind === 0xd) {
      slice(at, length * 2 * refSize)
      const map = new Map<string, PlistValue>()
      for (let item = 0; item < length; item++) {
        const key = read(number(at + item * refSize, refSize))
        if (typeof key === 'string') map.set(key, read(number(at + (length + item) * refSize, refSize)))
      }
      return map
    }
    // a reference inside an archive of objects (NSKeyedArchiver)
    if (kind === 8) return new Map([['CF$UID', String(number(offset + 1, (marker & 0x0f) + 1))]])
    return undefined
  }
  return read(top)
}

interface Open {
  name: string
  text: string[]
  value: PlistValue
  key?: string
}

/** XML property lists. No entity is ever declared, so a file that declares some is refused. */
function parseXml(xml: string, file: string): PlistValue {
  if (/<!ENTITY/i.test(xml)) throw damaged(file, 'plist.entities')
  const open: Open[] = []
  let root: PlistValue
  let closed = false
  const parser = new Parser(
    {
      onopentag(name) {
        if (open.length > PLIST_DEPTH)
          throw new ProblemError('format.limit', {
            file,
            limit: 'limit.plist' satisfies Phrase,
            most: PLIST_DEPTH,
          })
        open.push({ name, text: [], value: name === 'dict' ? new Map() : name === 'array' ? [] : undefined })
      },
      ontext(text) {
        open.at(-1)?.text.push(text)
      },
      onclosetag(name, implied) {
        const element = open.pop()
        if (element === undefined) return
        if (name === 'plist') closed = !implied
        const text = element.text.join('')
        const value =
          name === 'string' ? text : name === 'data' ? new Uint8Array(Buffer.from(text, 'base64')) : element.value
        const parent = open.at(-1)
        if (name === 'key') {
          if (parent !== undefined) parent.key = text
        } else if (parent?.value instanceof Map && parent.key !== undefined) {
          parent.value.set(parent.key, value)
          parent.key = undefined
        } else if (Array.isArray(parent?.value)) parent.value.push(value)
        else if (name !== 'plist') root = value
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  if (!closed) throw new ProblemError('format.truncated', { file, reason: 'plist.open' satisfies Phrase })
  return root
}

/** A binary or XML property list. Throws `format.damaged`, `format.truncated`, `format.limit`. */
export function parsePlist(bytes: Uint8Array, file: string): PlistValue {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.toString('latin1', 0, 6) === 'bplist') return parseBinary(buffer, file)
  return parseXml(decode(bytes).text, file)
}

const text = z.string()
const data = z.instanceof(Uint8Array)

/** The value under a key, when it is of the kind asked for. */
export const stringIn = (value: PlistValue, key: string): string | undefined =>
  value instanceof Map ? text.safeParse(value.get(key)).data : undefined
export const dataIn = (value: PlistValue, key: string): Uint8Array | undefined =>
  value instanceof Map ? data.safeParse(value.get(key)).data : undefined
export function listIn(value: PlistValue, key: string): PlistValue[] {
  const list = value instanceof Map ? value.get(key) : undefined
  return Array.isArray(list) ? list : []
}
export const mapIn = (value: PlistValue, key: string): PlistValue =>
  value instanceof Map && value.get(key) instanceof Map ? value.get(key) : undefined
