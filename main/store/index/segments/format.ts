/* What FTS5's tables are made of, read and written here (SQLite, head of ext/fts5/fts5_index.c). */

/** Something is not as expected: FTS5 has to be asked. */
export class UnknownFormat extends Error {}

/** Rows of a table's `_data` that are no pages. */
export const [AVERAGES, STRUCTURE] = [1, 10]
/** Pages have a row each: the number of the segment stands this far to the left of the page's. */
export const PAGE_BITS = 37
/** A page begins with where its first rowid is and where its words end. */
export const PAGE_HEAD = 4

/** behind the number that was read last */
let behind = 0

/** A number of SQLite's variable length at a place; `endOf` says where the next one begins. */
export function numberAt(bytes: Uint8Array, at: number): number {
  let byte = bytes[at] ?? 0
  if (byte < 0x80) {
    behind = at + 1
    return byte
  }
  let value = 0
  for (let count = 1; byte >= 0x80; count++) {
    if (count > 7) throw new UnknownFormat('a number is too large')
    value = value * 128 + (byte & 0x7f)
    byte = bytes[at + count] ?? 0
    behind = at + count + 1
  }
  return value * 128 + byte
}

export const endOf = (): number => behind

export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  // the driver's are buffers: with two kinds of bytes, what reads them is compiled for neither
  if (value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.length)
  throw new UnknownFormat('no bytes')
}

/** Bytes that a number takes: seven bits in each. */
export function bytesOfNumber(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  let count = 3
  for (let left = value / 0x20_0000; left >= 1; left /= 0x80) count++
  return count
}

/** Writes a number of SQLite's variable length, and gives the place behind it. */
export function putNumber(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    bytes[at] = value
    return at + 1
  }
  if (value < 0x4000) {
    bytes[at] = (value >> 7) | 0x80
    bytes[at + 1] = value & 0x7f
    return at + 2
  }
  const end = at + bytesOfNumber(value)
  let left = value
  for (let place = end - 1; place >= at; place--) {
    bytes[place] = (left % 0x80) | (place === end - 1 ? 0 : 0x80)
    left = Math.floor(left / 0x80)
  }
  return end
}
