/* Zips whose directory lies, or points, elsewhere than it says: bytes were put in front, lost or added on the way. */

const LOCAL_RECORD = Buffer.from('PK\x03\x04', 'latin1')
const DIRECTORY_RECORD = Buffer.from('PK\x01\x02', 'latin1')
const END_RECORD = Buffer.from('PK\x05\x06', 'latin1')
const LOCAL_BYTES = 30
const DIRECTORY_BYTES = 46
const END_BYTES = 22
/** Directories that are tried: bytes of packed data can look like one. */
const TRIES = 64

const startsWith = (bytes: Buffer, at: number, mark: Buffer): boolean =>
  at >= 0 && at + mark.length <= bytes.length && bytes.compare(mark, 0, mark.length, at, at + mark.length) === 0

/** Places of the directory's records that follow each other from `at` on, and where the last one ends. */
function recordsFrom(bytes: Buffer, at: number): { places: number[]; end: number } {
  const places: number[] = []
  let end = at
  while (startsWith(bytes, end, DIRECTORY_RECORD) && end + DIRECTORY_BYTES <= bytes.length) {
    const next =
      end + DIRECTORY_BYTES + bytes.readUInt16LE(end + 28) + bytes.readUInt16LE(end + 30) + bytes.readUInt16LE(end + 32)
    if (next > bytes.length) break
    places.push(end)
    end = next
  }
  return { places, end }
}

/** Whether an entry of this name begins at `at` (APPNOTE 4.3.7). */
export function isLocalRecord(bytes: Buffer, at: number, name?: Buffer): boolean {
  if (!startsWith(bytes, at, LOCAL_RECORD) || at + LOCAL_BYTES > bytes.length) return false
  return (
    name === undefined || (bytes.readUInt16LE(at + 26) === name.length && startsWith(bytes, at + LOCAL_BYTES, name))
  )
}

/** Where each name's entries begin; packed data that holds the four bytes by chance is under no name of the directory. */
function localPlaces(bytes: Buffer, before: number): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (let at = bytes.indexOf(LOCAL_RECORD); at >= 0 && at < before; at = bytes.indexOf(LOCAL_RECORD, at + 4)) {
    if (at + LOCAL_BYTES > bytes.length) break
    const name = bytes.toString('latin1', at + LOCAL_BYTES, at + LOCAL_BYTES + bytes.readUInt16LE(at + 26))
    places.set(name, [...(places.get(name) ?? []), at])
  }
  return places
}

/**
 * The zip with a directory that points at where its entries are, as unpackers find them too; undefined when no directory stands
 * before the end of the file.
 */
export function mendZip(bytes: Buffer): Buffer | undefined {
  let from = bytes.length
  for (let tries = 0; tries < TRIES && from > 0; tries++) {
    const end = bytes.lastIndexOf(END_RECORD, from - 1)
    if (end < 0) return undefined
    from = end
    if (end + END_BYTES > bytes.length) continue
    const count = bytes.readUInt16LE(end + 10)
    const size = bytes.readUInt32LE(end + 12)
    const near = bytes.indexOf(DIRECTORY_RECORD, Math.max(0, end - size - 64))
    for (let start = near; start >= 0 && start < end; start = bytes.indexOf(DIRECTORY_RECORD, start + 4)) {
      const { places, end: after } = recordsFrom(bytes, start)
      if (places.length === 0 || (places.length !== count && after !== end)) continue
      const stated = bytes.readUInt32LE(end + 16)
      const directory = Buffer.from(bytes.subarray(start, after))
      const found = localPlaces(bytes, start)
      for (const place of places) {
        const name = bytes.subarray(place + DIRECTORY_BYTES, place + DIRECTORY_BYTES + bytes.readUInt16LE(place + 28))
        const said = bytes.readUInt32LE(place + 42)
        const at =
          [said + start - stated, said].find((one) => isLocalRecord(bytes, one, name)) ??
          found.get(name.toString('latin1'))?.at(-1)
        if (at !== undefined) directory.writeUInt32LE(at, place - start + 42)
      }
      const last = Buffer.alloc(END_BYTES)
      END_RECORD.copy(last)
      last.writeUInt16LE(places.length, 8)
      last.writeUInt16LE(places.length, 10)
      last.writeUInt32LE(directory.length, 12)
      last.writeUInt32LE(start, 16)
      return Buffer.concat([bytes.subarray(0, start), directory, last])
    }
  }
  return undefined
}
