import { closeSync, openSync } from 'node:fs'
import { buffer as collect } from 'node:stream/consumers'
import { fromBufferPromise, fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl'
import { causeOf, type Detail, type Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { diskPath } from './byte-paths.ts'
import { NAME_BYTES, RATIO_FREE_BYTES, sizeText, UNPACKED_BYTES, UNPACK_RATIO, ZIP_ENTRIES } from './limits.ts'
import { isLocalRecord, mendZip } from './zip-mend.ts'

/** A file inside a zip. Its bytes are unpacked when asked for, in memory, never to disk. */
export interface ZipEntry {
  /** path with forward slashes; never absolute, never with `..` */
  name: string
  /** bytes when unpacked */
  size: number
  /** when it was last changed, as local time of the machine that packed it */
  changed: Date
  read(): Promise<Uint8Array>
}

export interface Zip {
  entries: ZipEntry[]
  /** of several entries with one name the last, as unpackers do */
  get(name: string): ZipEntry | undefined
  close(): void
}

const END_RECORD = Buffer.from('PK\x05\x06', 'latin1')
const DIRECTORY_RECORD = 0x02014b50
const END_RECORD_BYTES = 22
const ZIP64 = 0xffffffff
/** A file can hold the four bytes of an end record by chance, also some times. */
const END_RECORD_TRIES = 64

/**
 * Where the zip lies in a file that has other bytes before or behind it (APPNOTE 4.3.16; self-extracting pages have both).
 * undefined when there is no directory that an end record points at.
 */
function locateZip(bytes: Buffer): Buffer | undefined {
  let at = bytes.length
  for (let tries = 0; tries < END_RECORD_TRIES; tries++) {
    at = bytes.lastIndexOf(END_RECORD, at - 1)
    if (at < 0) return undefined
    if (at + END_RECORD_BYTES <= bytes.length) {
      const size = bytes.readUInt32LE(at + 12)
      const offset = bytes.readUInt32LE(at + 16)
      const comment = bytes.readUInt16LE(at + 20)
      const end = at + END_RECORD_BYTES + comment <= bytes.length ? at + END_RECORD_BYTES + comment : undefined
      if (end !== undefined && (size === ZIP64 || offset === ZIP64)) return bytes.subarray(0, end)
      const start = at - size - offset
      const directory = at - size
      const found = size === 0 || (directory >= 0 && bytes.readUInt32LE(directory) === DIRECTORY_RECORD)
      if (start >= 0 && found) {
        if (end !== undefined) return bytes.subarray(start, end)
        // a comment longer than the file: bytes were cut off behind the directory
        const whole = Buffer.from(bytes.subarray(start, at + END_RECORD_BYTES))
        whole.writeUInt16LE(0, whole.length - 2)
        return whole
      }
    }
    if (at === 0) return undefined
  }
  return undefined
}

/** Names without the UTF-8 flag are mostly UTF-8 nevertheless; else the zip standard's code page 437. */
function nameOf(entry: Entry): string | undefined {
  const raw = entry.fileNameRaw
  if (raw.length > NAME_BYTES) return undefined
  let name: string
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    name = getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false)
  }
  const path = name.replace(/[\\/]+/g, '/')
  if (path.includes('\0') || /^([/]|[a-z]:)/i.test(path) || path.split('/').includes('..')) return undefined
  return path
}

/** Unix in the upper byte of the version that made an entry, and its kind of a file (APPNOTE 4.4.2, `stat.h`). */
const [UNIX, KIND, LINK] = [3, 0o170000, 0o120000]

/** Whether an entry is a symbolic link: its bytes are a path, and what that leads to is in the zip under its own name or not at all. */
const isLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  versionMadeBy >>> 8 === UNIX && ((externalFileAttributes >>> 16) & KIND) === LINK

/** What the library and zlib say about a bad zip, in words for people. */
const reasons: readonly (readonly [said: RegExp, reason: Phrase])[] = [
  [/encryption/, 'zip.locked'],
  [/compression method/, 'zip.method'],
  [/multi-disk/, 'zip.split'],
  [
    /code lengths|symbols|distance|invalid (block|stored|bit|literal)|incorrect (header|data)|unexpected end|too many bytes|not enough bytes/,
    'zip.data',
  ],
  [/mismatch|zip64|central directory|local file header|overflow|offset|extra field/, 'zip.contradiction'],
]

function damaged(file: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const message = causeOf(error)
  const reason = reasons.find(([said]) => said.test(message))?.[1] ?? message
  return new ProblemError('format.damaged', { file, reason }, { cause: error })
}

const limit = (file: string, reached: Phrase, detail: Detail): ProblemError =>
  new ProblemError('format.limit', { file, limit: reached, ...detail })

/** Refuses what would unpack to far more than it is. */
function checkSize(unpacked: number, packed: number, file: string, entry: string): void {
  if (unpacked > UNPACKED_BYTES) throw limit(file, 'limit.entry', { entry, size: sizeText(UNPACKED_BYTES) })
  if (unpacked > RATIO_FREE_BYTES && unpacked > packed * UNPACK_RATIO)
    throw limit(file, 'limit.entryRatio', { entry, most: UNPACK_RATIO })
}

async function readEntry(zip: ZipFile, entry: Entry, name: string, file: string): Promise<Uint8Array> {
  if (entry.isEncrypted())
    throw new ProblemError('format.damaged', { file, reason: 'zip.lockedEntry' satisfies Phrase, entry: name })
  checkSize(entry.uncompressedSize, entry.compressedSize, file, name)
  try {
    // yauzl ends the stream with an error when there is more than the directory said
    return await collect(await zip.openReadStreamPromise(entry))
  } catch (error) {
    throw damaged(file, error)
  }
}

/** The entries that a zip's directory lists, safe names only; of several with one name the last. Ends with the first bad record. */
async function listEntries(zip: ZipFile, file: string, place: (offset: number) => boolean): Promise<Zip> {
  const entries: ZipEntry[] = []
  const byName = new Map<string, ZipEntry>()
  let unpacked = 0
  if (zip.entryCount > ZIP_ENTRIES) throw limit(file, 'limit.entries', { most: ZIP_ENTRIES })
  for await (const entry of zip.eachEntry()) {
    if (!place(entry.relativeOffsetOfLocalHeader)) throw new Error('local file header is elsewhere')
    const name = nameOf(entry)
    unpacked += entry.uncompressedSize
    if (unpacked > UNPACKED_BYTES && unpacked > zip.fileSize * UNPACK_RATIO)
      throw limit(file, 'limit.ratio', { most: UNPACK_RATIO })
    if (name === undefined || name.endsWith('/') || isLink(entry)) continue
    const one: ZipEntry = {
      name,
      size: entry.uncompressedSize,
      changed: entry.getLastModDate(),
      read: () => readEntry(zip, entry, name, file),
    }
    entries.push(one)
    byName.set(name, one)
  }
  return {
    entries: entries.filter((entry) => byName.get(entry.name) === entry),
    get: (name) => byName.get(name),
    close: () => {
      zip.close()
    },
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const

/** A zip in memory as its directory has it; where that points at nothing, as its entries are found. */
async function openBytes(whole: Buffer, file: string): Promise<Zip> {
  const located = locateZip(whole)
  if (located !== undefined) {
    try {
      const zip = await fromBufferPromise(located, OPTIONS)
      return await listEntries(zip, file, (offset) => isLocalRecord(located, offset))
    } catch (error) {
      const mended = error instanceof ProblemError ? undefined : mendZip(whole)
      if (mended === undefined) throw error
      return listEntries(await fromBufferPromise(mended, OPTIONS), file, () => true)
    }
  }
  const mended = mendZip(whole)
  if (mended !== undefined) return listEntries(await fromBufferPromise(mended, OPTIONS), file, () => true)
  if (whole.includes(END_RECORD))
    throw new ProblemError('format.damaged', { file, reason: 'zip.astray' satisfies Phrase })
  throw new ProblemError('format.truncated', { file, reason: 'zip.cut' satisfies Phrase })
}

async function openFile(path: string, file: string): Promise<Zip> {
  const handle = openSync(diskPath(path), 'r')
  const zip = await fromFdPromise(handle, OPTIONS).catch((error: unknown) => {
    closeSync(handle)
    throw error
  })
  try {
    return await listEntries(zip, file, () => true)
  } catch (error) {
    zip.close()
    throw error
  }
}

/**
 * Opens a zip: from memory, with other bytes around it, or a large one from disk. `file` is named in problems. Links and entries
 * with dangerous names are left out. Throws `format.damaged` and `format.limit`.
 */
export async function openZip(from: { bytes: Uint8Array } | { path: string }, file: string): Promise<Zip> {
  try {
    if ('path' in from) return await openFile(from.path, file)
    return await openBytes(Buffer.from(from.bytes.buffer, from.bytes.byteOffset, from.bytes.byteLength), file)
  } catch (error) {
    throw damaged(file, error)
  }
}
