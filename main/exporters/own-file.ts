import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { causeOf } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** Longer than any front matter or head that an export writes, but for an article with hundreds of tags. */
const BEGINNING_BYTES = 16 * 1024

/** The beginning of a file, to see who wrote it; undefined when there is none. A folder counts as a foreign file. */
export async function beginningOf(path: string): Promise<string | undefined> {
  try {
    const file = await open(path)
    try {
      if (!(await file.stat()).isFile()) return ' '
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskProblem(error, path)
  }
}

/** Where a file is written before it is renamed into place. */
export const asideOf = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 40)}.${String(process.pid)}.part`)

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** The system's error as a sentence for people; anything else as it is. */
export function diskProblem(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ProblemError('disk.full', { file }, { cause: error })
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new ProblemError('disk.failed', { file, reason: causeOf(error) }, { cause: error })
  }
  return error
}
