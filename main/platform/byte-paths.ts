import { type Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/*
 * Names on Linux are bytes, mostly UTF-8 but not always: discs and archives of other times have `caf\xe9.html`. Read as text such a
 * name loses what it was, and nothing is found under it. Here each byte that is no UTF-8 stands as a lone surrogate, U+DC80 to U+DCFF
 * (Python's PEP 383): the path is text everywhere, and `diskPath` has its bytes again.
 */

/** What a decoder puts where bytes are no UTF-8. */
const REPLACED = '\uFFFD'
const STAND_IN = /[\uDC80-\uDCFF]/u
const STAND_INS = /[\uDC80-\uDCFF]+/gu
const FIRST_STAND_IN = 0xdc00
/** Elsewhere names are UTF-16, and a lone surrogate in one is its own. */
const HAS_BYTES = process.platform !== 'win32' && process.platform !== 'darwin'

/** How many bytes from `at` on are one character of UTF-8; 0 when there is none. */
function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const character = bytes.subarray(at, at + length)
  return Buffer.from(character.toString()).equals(character) ? length : 0
}

/** A path out of its bytes, as text. */
export function pathOfBytes(bytes: Buffer): string {
  const text = bytes.toString()
  if (!HAS_BYTES || !text.includes(REPLACED)) return text
  let path = ''
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at)
    path +=
      length === 0 ? String.fromCharCode(FIRST_STAND_IN + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + length)
    at += length || 1
  }
  return path
}

const bytesOf = (standIns: string): number[] => [...standIns].map((one) => one.charCodeAt(0) - FIRST_STAND_IN)

/** A path as the file system is to be asked for it. */
export function diskPath(path: string): string | Buffer {
  if (!HAS_BYTES || !STAND_IN.test(path)) return path
  const pieces: Buffer[] = []
  let end = 0
  for (const { 0: standIns, index } of path.matchAll(STAND_INS)) {
    pieces.push(Buffer.from(path.slice(end, index)), Buffer.from(bytesOf(standIns)))
    end = index + standIns.length
  }
  return Buffer.concat([...pieces, Buffer.from(path.slice(end))])
}

/** A name as a person reads it: what is no UTF-8 is the Latin of Western Europe nearly everywhere. */
export function legibleName(name: string): string {
  if (!HAS_BYTES) return name
  return name.replace(STAND_INS, (standIns) =>
    new TextDecoder('windows-1252').decode(Uint8Array.from(bytesOf(standIns))),
  )
}

/** One of the things in a folder. */
export type FolderEntry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>

/** What a folder holds. Rejects with the system's error. */
export async function entriesOf(folder: string): Promise<FolderEntry[]> {
  const path = diskPath(folder)
  const entries = await readdir(path, { withFileTypes: true })
  if (!entries.some(({ name }) => isLossy(name))) return entries
  const raw = await readdir(path, { withFileTypes: true, encoding: 'buffer' })
  return raw.map((entry) => ({
    name: pathOfBytes(entry.name),
    isFile: () => entry.isFile(),
    isDirectory: () => entry.isDirectory(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }))
}

/** Whether text was made of bytes that are no UTF-8, so that nothing is found under it. */
export const isLossy = (path: string): boolean => HAS_BYTES && path.includes(REPLACED)

/**
 * The paths that a lossy one can mean: programs are told of a file, by the terminal or by the window, in text, where such bytes are
 * lost. None when nothing like it is there.
 */
export async function pathsMeant(lossy: string): Promise<string[]> {
  const parent = dirname(lossy)
  if (parent === lossy) return [lossy]
  const name = basename(lossy)
  const folders = isLossy(parent) ? await pathsMeant(parent) : [parent]
  const meant: string[] = []
  for (const folder of folders) {
    const entries = isLossy(name) ? await entriesOf(folder).catch(() => []) : [{ name }]
    for (const entry of entries) if (lossyName(entry.name) === name) meant.push(join(folder, entry.name))
  }
  return meant
}

/** A name as a program that knows only text has it. */
const lossyName = (name: string): string => Buffer.from(diskPath(name)).toString()

/** Where a path really is. Rejects with the system's error. */
export async function realPathOf(path: string): Promise<string> {
  return pathOfBytes(await realpath(diskPath(path), { encoding: 'buffer' }))
}
