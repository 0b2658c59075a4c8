import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip, gunzip } from 'node:zlib'
import { causeOf, type Detail, type Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { diskPath, legibleName } from '../platform/byte-paths.ts'
import { readWholeFile, type WholeFile } from '../platform/whole-file.ts'
import {
  FILE_BYTES,
  NESTING_DEPTH,
  RATIO_FREE_BYTES,
  sizeText,
  UNPACKED_BYTES,
  UNPACK_RATIO,
} from '../platform/limits.ts'
import { FILE_TIME, type Found, type ListsTaken, type PageFile, type Resource } from './page.ts'

/** Enough to tell every format from every other, and for the headers of a saver. */
const HEAD_BYTES = 128 * 1024
/** The end record of a zip stands within 64 KB of the end; self-extracting pages put markup behind it. */
const TAIL_BYTES = 256 * 1024

/** What a reader reads: a file on disk, or a file inside another one. */
export interface Source {
  /** the file on disk, for sentences and for the original */
  path: string
  /** base name without `.gz`; inside an archive the entry's */
  name: string
  /** which page of the file on disk this is part of: the entry's path */
  part?: string
  /** bytes as stored, before `.gz` is read through */
  size: number
  companion?: string
  within?: string
  /** the encoding that a person has chosen: it is asked before everything that the file says */
  charset?: string
  gzipped: boolean
  /** false for a file inside another one: `path` is then not this file */
  onDisk: boolean
  /** archives around this one */
  depth: number
  /** when the file was last changed, ISO 8601 */
  changed: Found[]
  head: Uint8Array
  tail: Uint8Array
  /** the whole content, unpacked */
  bytes(): Promise<Uint8Array>
  /** what lies beside a file inside an archive, by the addresses in its markup */
  beside?: (bases: readonly (string | undefined)[]) => (href: string) => Resource | undefined
  /** only this page is wanted (the original view opens one of many) */
  only?: string
  /** which lists of links are taken in */
  lists?: ListsTaken
}

/** An error of the file system as a sentence about the file. */
export function fileProblem(error: unknown, path: string): ProblemError {
  if (error instanceof ProblemError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE')
    return new ProblemError('file.vanished', { file: path }, { cause: error })
  if (code === 'EACCES' || code === 'EPERM')
    return new ProblemError('file.unreadable', { file: path }, { cause: error })
  const system = error instanceof Error && 'syscall' in error
  return new ProblemError(system ? 'file.failed' : 'internal', { file: path, reason: causeOf(error) }, { cause: error })
}

export function limitProblem(path: string, limit: Phrase, detail: Detail): ProblemError {
  return new ProblemError('format.limit', { file: path, limit, ...detail })
}

/** The path of an archive's entry in the file on disk: through the archives around it. */
export const partIn = ({ part }: Pick<Source, 'part'>, name: string): string =>
  part === undefined ? name : `${part}!${name}`

/** A file as sentences name it: inside an archive with the archive before it. */
export const placeIn = ({ path, part }: Pick<Source, 'path' | 'part'>): string =>
  part === undefined ? path : `${path}!${part}`

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8

/** The unpacked start of gzip data that is cut off. */
async function inflateHead(bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const stream = createGunzip()
    const pieces: Buffer[] = []
    let length = 0
    const done = (): void => {
      stream.destroy()
      resolve(Buffer.concat(pieces, Math.min(length, HEAD_BYTES)))
    }
    stream.on('data', (piece: Buffer) => {
      pieces.push(piece)
      length += piece.length
      if (length >= HEAD_BYTES) done()
    })
    // the end of the piece is no end of the data: what came out until then is the head
    stream.on('error', done)
    stream.on('end', done)
    stream.end(bytes)
  })
}

/** Everything that gzip data holds, all members, at most as much as the limits allow. */
export async function unpackGzip(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  const most = Math.min(UNPACKED_BYTES, Math.max(RATIO_FREE_BYTES, bytes.length * UNPACK_RATIO))
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: most }, (error, result) => {
      if (error === null) resolve(result)
      else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
        reject(limitProblem(path, 'limit.unpacked', { size: sizeText(most) }))
      else if ('code' in error && error.code === 'Z_BUF_ERROR')
        reject(new ProblemError('format.truncated', { file: path, reason: 'gzip.cut' satisfies Phrase }))
      else reject(new ProblemError('format.damaged', { file: path, reason: 'gzip.damaged' satisfies Phrase }))
    })
  })
}

async function readWhole(path: string, size: number): Promise<Uint8Array> {
  if (size > FILE_BYTES)
    throw new ProblemError('file.tooLarge', { file: path, size: sizeText(size), limit: sizeText(FILE_BYTES) })
  const file = await open(diskPath(path))
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** A file's first and last bytes, its size and when it was changed; the rest when asked for. */
interface Opened {
  size: number
  changed: Date
  start: Uint8Array
  tail: Uint8Array
  stored: () => Promise<Uint8Array>
}

function openedWhole({ bytes, changed }: WholeFile): Opened {
  return {
    size: bytes.length,
    changed: new Date(Math.round(changed)),
    start: bytes.subarray(0, HEAD_BYTES),
    tail: bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)),
    stored: () => Promise.resolve(bytes),
  }
}

async function openLarge(path: string): Promise<Opened> {
  const info = await stat(diskPath(path))
  if (!info.isFile()) throw new ProblemError('format.unknown', { file: path })
  if (info.size === 0) throw new ProblemError('file.empty', { file: path })
  const handle = await open(diskPath(path))
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, info.size))
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    const end = Buffer.alloc(Math.min(TAIL_BYTES, info.size))
    const { bytesRead: endRead } = await handle.read(end, 0, end.length, info.size - end.length)
    return {
      size: info.size,
      changed: info.mtime,
      start: head.subarray(0, bytesRead),
      tail: end.subarray(0, endRead),
      stored: () => readWhole(path, info.size),
    }
  } finally {
    await handle.close()
  }
}

/**
 * Opens a file for the readers. A page of usual size is read at once (`whole`, when somebody has read it already), of a large file
 * only the first and last bytes, the rest when asked for. Throws a ProblemError.
 */
export async function openSource(file: PageFile, only?: string, whole?: WholeFile): Promise<Source> {
  const { path } = file
  try {
    const known = whole ?? readWholeFile(path)
    const { size, changed, start, tail, stored } = known ? openedWhole(known) : await openLarge(path)
    const gzipped = isGzip(start)
    const unpack = async (): Promise<Uint8Array> => {
      try {
        const bytes = await stored()
        return gzipped ? await unpackGzip(bytes, path) : bytes
      } catch (error) {
        throw fileProblem(error, path)
      }
    }
    return {
      path,
      name: legibleName(basename(path)).replace(/\.gz$/i, ''),
      size,
      companion: file.companion,
      within: file.within,
      charset: file.charset,
      gzipped,
      onDisk: true,
      depth: 0,
      changed: [{ value: changed.toISOString(), source: FILE_TIME }],
      head: gzipped ? await inflateHead(start) : start,
      tail: gzipped ? new Uint8Array() : tail,
      bytes: unpack,
      only,
      lists: file.lists,
    }
  } catch (error) {
    throw fileProblem(error, path)
  }
}

/** A file inside another one as a source of its own. */
export async function innerSource(
  outer: Source,
  inner: Pick<Source, 'name' | 'beside' | 'companion' | 'lists'> & {
    part: string
    bytes: Uint8Array
    changed?: Found[]
  },
): Promise<Source> {
  if (outer.depth >= NESTING_DEPTH) throw limitProblem(outer.path, 'limit.nesting', { most: NESTING_DEPTH })
  const gzipped = isGzip(inner.bytes)
  const bytes = gzipped ? await unpackGzip(inner.bytes, outer.path) : inner.bytes
  return {
    path: outer.path,
    name: inner.name.replace(/\.gz$/i, ''),
    part: partIn(outer, inner.part),
    size: inner.bytes.length,
    gzipped,
    onDisk: false,
    depth: outer.depth + 1,
    changed: inner.changed ?? outer.changed,
    head: bytes.subarray(0, HEAD_BYTES),
    tail: bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)),
    bytes: () => Promise.resolve(bytes),
    beside: inner.beside,
    companion: inner.companion,
    only: outer.only,
    lists: outer.lists ?? inner.lists,
    charset: outer.charset,
  }
}
