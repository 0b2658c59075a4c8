import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { diskPath } from './byte-paths.ts'

/** SHA-256 (FIPS 180-4) of bytes, or of a string's UTF-8, as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Files up to here, in bytes, are read at once: nearly every page, for which a stream costs more than the hash. */
const WHOLE_BYTES = 512 * 1024

/** SHA-256 of a file; a large one is read in pieces. Rejects with the system's error (ENOENT, EACCES …). */
export async function sha256File(path: string): Promise<string> {
  const place = diskPath(path)
  const { size } = await stat(place)
  if (size <= WHOLE_BYTES) return sha256(await readFile(place))
  const hash = createHash('sha256')
  await pipeline(createReadStream(place), hash)
  return hash.digest('hex')
}
