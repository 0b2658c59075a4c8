import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { causeOf } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** Longer than any front matter or head that an export writes, but for an article with hundreds of tags. */
const BEGINNING_BYTES = 16 * 1024

/** The last line of a file that says so at its end. */
const END_BYTES = 256

interface Edges {
  beginning: string
  end: string
}

/** The beginning and the end of a file, to see who wrote it; undefined when there is none. A folder counts as a foreign file. */
export async function edgesOf(path: string): Promise<Edges | undefined> {
  try {
    const file = await open(path)
    try {
      const about = await file.stat()
      if (!about.isFile()) return { beginning: ' ', end: ' ' }
      const part = async (length: number, from: number): Promise<string> => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
        return buffer.toString('utf8', 0, bytesRead)
      }
      const end = await part(END_BYTES, Math.max(about.size - END_BYTES, 0))
      return { beginning: await part(BEGINNING_BYTES, 0), end }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw diskProblem(error, path)
  }
}

/** Where a file is written before it is renamed into place. */
export const asideOf = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 40)}.${String(process.pid)}.part`)

/**
 * Writes a file beside its place and renames it when all is there. An earlier export, which `isOwn` knows by its beginning,
 * is replaced; any other file is left alone: `export.exists`. `fill` ends the stream; its second argument rejects as soon as the
 * disk does, also while articles are being read.
 */
export async function writeWhole(
  out: string,
  isOwn: (beginning: string) => boolean,
  fill: (stream: Writable, failed: Promise<void>) => Promise<void>,
): Promise<void> {
  const there = await edgesOf(out)
  if (there && there.beginning !== '' && !isOwn(there.beginning)) throw new ProblemError('export.exists', { file: out })
  await mkdir(dirname(out), { recursive: true })
  const aside = asideOf(out)
  const stream = createWriteStream(aside)
  const done = finished(stream)
  done.catch(() => undefined)
  try {
    await fill(stream, done)
    await done
    await rename(aside, out)
  } catch (error) {
    stream.destroy()
    // the file may still be about to be opened; what is told is what went wrong, not that a write came too late
    if (!stream.closed) await once(stream, 'close').catch(() => undefined)
    await rm(aside, { force: true })
    throw diskProblem(error, out)
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** The system's error as a sentence for people; anything else as it is. */
export function diskProblem(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ProblemError('disk.full', { file }, { cause: error })
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new ProblemError('disk.failed', { file, reason: causeOf(error) }, { cause: error })
  }
  return error
}
