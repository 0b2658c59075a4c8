import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { diskPath } from './byte-paths.ts'

/** Files up to here, in bytes, are read in one go: nearly every page, for which anything else costs more than the reading. */
export const WHOLE_BYTES = 8 * 1024 * 1024

/** A file's content, and when it was last changed, as they were at one moment. */
export interface WholeFile {
  bytes: Uint8Array
  /** ms */
  changed: number
}

/**
 * Reads a file in one go and waits for the disk: for worker threads, which have nothing else to do meanwhile. Undefined for what is
 * no file, empty or larger than `most`. Throws the system's error (ENOENT, EACCES …).
 */
export function readWholeFile(path: string, most = WHOLE_BYTES): WholeFile | undefined {
  const file = openSync(diskPath(path), 'r')
  try {
    const info = fstatSync(file)
    if (!info.isFile() || info.size === 0 || info.size > most) return undefined
    const bytes = Buffer.allocUnsafeSlow(info.size)
    let length = 0
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, length)
      if (read === 0) break
      length += read
    }
    return { bytes: bytes.subarray(0, length), changed: info.mtimeMs }
  } finally {
    closeSync(file)
  }
}
