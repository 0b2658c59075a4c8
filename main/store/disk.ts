import { statfs } from 'node:fs/promises'
import { causeOf } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** The system's code of an error (`ENOENT` …), '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))
export const isReadOnly = (error: unknown): boolean => ['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error))

/** A failed write as the problem it is for the person: disk full, not writable, or the system's own words. */
export function diskProblem(error: unknown, file: string): ProblemError {
  if (error instanceof ProblemError) return error
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ProblemError('disk.full', { file }, { cause: error })
  if (isReadOnly(error)) return new ProblemError('disk.readOnly', { file }, { cause: error })
  return new ProblemError('disk.failed', { file, reason: causeOf(error) }, { cause: error })
}

/** What a change of one more article may need on the disk while both its states are there, and what any change needs, bytes. */
const ROOM = { article: 4 * 1024, any: 256 * 1024 }

/** Rejects with `disk.full` when a change of so many articles could come to a stop half-way, without the room to be taken back. */
export async function assertRoom(folder: string, articles: number): Promise<void> {
  const disk = await statfs(folder).catch(() => undefined)
  // some file systems do not say how large they are
  if (!disk || disk.blocks === 0) return
  if (disk.bavail * disk.bsize < ROOM.any + articles * ROOM.article)
    throw new ProblemError('disk.full', { file: folder })
}

/**
 * Runs `task` over all items, at most `width` at once; stops starting new ones at the first error, and rejects with it when
 * those under way have ended: nothing is written any more after that.
 */
export async function eachOf<T>(items: readonly T[], width: number, task: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  let failed: { error: unknown } | undefined
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      try {
        await task(item)
      } catch (error) {
        next = items.length
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  if (failed) throw failed.error
}
