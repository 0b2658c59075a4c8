import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A head is some lines of text; one that goes on for longer than this is none. */
const HEAD_BYTES = 64 * 1024
const HEAD_END = '\r\n\r\n'

/** Where a record lies in the unpacked bytes of its archive: head and block, without the empty lines behind them. */
interface Place {
  start: number
  end: number
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:Z_|ERR_.*ZLIB)/.test(String(error.code))

/** The archive's bytes, unpacked; where its packing is cut off or damaged, they end. */
async function* bytesIn(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path)
  // an error in the file is one of what is read here
  const bytes = (await isPacked(path)) ? pipeline(file, createGunzip(), () => undefined) : file
  try {
    for await (const piece of bytes) if (piece instanceof Uint8Array) yield Buffer.from(piece)
  } catch (error) {
    if (!isDamage(error)) throw error
  } finally {
    file.destroy()
  }
}

/** Bytes that come in pieces, read on by as many as somebody wants. */
function readerOf(pieces: AsyncGenerator<Buffer>) {
  let held: Buffer = Buffer.alloc(0)
  let at = 0
  const more = async (): Promise<boolean> => {
    const { done, value } = await pieces.next()
    if (done === true) return false
    held = held.length === 0 ? value : Buffer.concat([held, value])
    return true
  }
  const pass = (count: number): Buffer => {
    const piece = held.subarray(0, count)
    held = held.subarray(piece.length)
    at += piece.length
    return piece
  }
  /** The next bytes; fewer when there are no more. */
  async function* take(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0 && (held.length > 0 || (await more()));) {
      const piece = pass(left)
      left -= piece.length
      yield piece
    }
  }
  return {
    take,
    place: (): number => at,
    /** whether there are so many more */
    async skip(count: number): Promise<boolean> {
      let passed = 0
      for await (const piece of take(count)) passed += piece.length
      return passed === count
    },
    async skipEmptyLines(): Promise<void> {
      while (held.length > 0 || (await more())) {
        const first = held.findIndex((byte) => byte !== 0x0d && byte !== 0x0a)
        pass(first < 0 ? held.length : first)
        if (first >= 0) return
      }
    },
    /** the lines up to an empty one; undefined when none follows soon */
    async head(): Promise<string | undefined> {
      for (;;) {
        const end = held.indexOf(HEAD_END)
        if (end >= 0) return pass(end + HEAD_END.length).toString('latin1')
        if (held.length > HEAD_BYTES || !(await more())) return undefined
      }
    },
    close: () => pieces.return(undefined),
  }
}

/** The records of a web archive that are whole, up to the first that is not: what is behind that one cannot be told. */
export async function wholeRecords(path: string): Promise<Place[]> {
  const reader = readerOf(bytesIn(path))
  const places: Place[] = []
  try {
    for (;;) {
      await reader.skipEmptyLines()
      const start = reader.place()
      const head = await reader.head()
      if (head === undefined || !/^WARC\/\d/.test(head)) return places
      const length = /^content-length:[ \t]*(\d+)[ \t]*\r$/im.exec(head)?.[1]
      if (length === undefined || !(await reader.skip(Number(length)))) return places
      places.push({ start, end: reader.place() })
    }
  } finally {
    await reader.close()
  }
}

/** The bytes of these records, one record after the other, each to be read to its end. */
export async function* recordBytes(path: string, places: readonly Place[]): AsyncGenerator<AsyncGenerator<Buffer>> {
  const reader = readerOf(bytesIn(path))
  try {
    for (const { start, end } of places) {
      await reader.skip(start - reader.place())
      yield reader.take(end - start)
    }
  } finally {
    await reader.close()
  }
}
