import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '../../shared/model/problem.ts'
import { codeOf, isMissing } from './disk.ts'

/** How often the owner touches the lock, ms. */
const HEARTBEAT_MS = 10_000
/** A lock of another computer that was not touched for this long is nobody's, ms: clocks differ, disks sleep. */
const STALE_MS = 120_000

const lockSchema = z.object({ pid: z.number(), host: z.string(), owner: z.string(), started: z.string() })

export interface Lock {
  release(): Promise<void>
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Who holds the lock; undefined when nobody does any more. */
async function holder(path: string): Promise<string | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    const lock = lockSchema.safeParse(JSON.parse(text)).data
    if (!lock) return undefined
    const live = lock.host === hostname() ? isAlive(lock.pid) : Date.now() - mtimeMs < STALE_MS
    return live ? lock.owner : undefined
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Takes the library's lock, or rejects with `library.locked`. What a dead program left is taken over. */
export async function takeLock(root: string, owner: string): Promise<Lock> {
  const path = join(root, 'lock')
  const mine = join(root, `.lock-${String(process.pid)}-${Math.random().toString(36).slice(2)}`)
  const content = JSON.stringify({ pid: process.pid, host: hostname(), owner, started: new Date().toISOString() })
  await writeFile(mine, content)
  try {
    for (let tries = 0; ; tries++) {
      try {
        // a whole file appears under the name, or none does: nobody reads a half-written lock
        await link(mine, path).catch((error: unknown) => {
          if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(codeOf(error))) {
            return writeFile(path, content, { flag: 'wx' })
          }
          throw error
        })
        break
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
        const other = await holder(path)
        if (other !== undefined || tries > 2) {
          throw new ProblemError('library.locked', { file: root, owner: other ?? owner }, { cause: error })
        }
        await rm(path, { force: true })
      }
    }
  } finally {
    await rm(mine, { force: true })
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    // a missing lock file is noticed by whoever wants it next; there is nothing to do about it here
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    async release() {
      clearInterval(heartbeat)
      const text = await readFile(path, 'utf8').catch(() => '')
      if (text === content) await rm(path, { force: true })
    },
  }
}
