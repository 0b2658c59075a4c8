import { open, readFile } from 'node:fs/promises'
import { diskPath } from '../platform/byte-paths.ts'
import { FILE_BYTES } from '../platform/limits.ts'
import type { Reader } from './page.ts'
import type { Source } from './source.ts'
import { indexWarc, type WarcIndex } from './warc/index-file.ts'
import { warcPages } from './warc/pages.ts'
import type { Bytes } from './warc/records.ts'

/** Larger files are read from disk as needed. */
const IN_MEMORY_BYTES = FILE_BYTES / 4

export function bytesInMemory(bytes: Uint8Array): Bytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { size: buffer.length, read: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + length)) }
}

/** A file on disk, opened for each read: resources are read long after the reader is done. */
function bytesOnDisk(path: string, size: number): Bytes {
  return {
    size,
    async read(offset, length) {
      const handle = await open(diskPath(path))
      try {
        const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
  }
}

export const emptyIndex = (): WarcIndex => ({ captures: [], byUrl: new Map(), truncated: false, others: 0 })

async function bytesOf(source: Source): Promise<Bytes> {
  if (source.onDisk && source.size > IN_MEMORY_BYTES) return bytesOnDisk(source.path, source.size)
  // gzip is read through member by member, which a resource deep in the file needs
  if (source.onDisk) return bytesInMemory(await readFile(diskPath(source.path)))
  return bytesInMemory(await source.bytes())
}

/** WARC (ISO 28500) and ARC, plain or gzip: streamed once for an index, then page by page. */
export const read: Reader = async function* (source) {
  const index = emptyIndex()
  await indexWarc(index, await bytesOf(source), source.path)
  yield* warcPages(source, index, 'warc')
}
