import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { codeOf, isMissing } from './disk.ts'

/** How often the owner touches the lock, ms. */
const HEARTBEAT_MS = 10_000
/** A lock of another computer that was not touched for this long is nobody's, ms: clocks differ, disks sleep. */
const STALE_MS = 120_000
/** Others that want the same stale lock may come first; a few times is no accident any more. */
const TRIES = 5
/** Taking over is a read and a removal, ms: who waits for it looks again after this long. */
const TAKEOVER_WAIT_MS = 25
/** A takeover that was not ended by then never will be, ms. */
const TAKEOVER_STALE_MS = 10_000

/** How far the clock may have been set since the system started, ms. */
const CLOCK_SLACK_MS = 60_000

const lockSchema = z.object({ pid: z.number(), host: z.string(), owner: z.string(), started: z.string() })

export interface Lock {
  /** a dead program had it: what that one was writing may be half known */
  takenOver: boolean
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

/** Whether a lock was made before this system was started: its process number may be another program's by now. */
function isFromBefore(started: string): boolean {
  return new Date(started).getTime() < Date.now() - uptime() * 1000 - CLOCK_SLACK_MS
}

/** What is in the lock file, and who holds it; no owner when nobody does any more. */
async function look(path: string): Promise<{ text: string; owner?: string }> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    const lock = parse(text)
    if (!lock) return { text }
    const here = lock.host === hostname()
    const live = here ? isAlive(lock.pid) && !isFromBefore(lock.started) : Date.now() - mtimeMs < STALE_MS
    return live ? { text, owner: lock.owner } : { text }
  } catch (error) {
    if (isMissing(error)) return { text: '' }
    throw error
  }
}

function parse(text: string): z.infer<typeof lockSchema> | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data
  } catch {
    // nobody writes half a lock: it is not ours to respect
    return undefined
  }
}

/** Removes a lock that nobody holds. One at a time: else a second one could remove what the first has just put there. */
async function removeStale(path: string, text: string): Promise<void> {
  const taking = `${path}.takeover`
  try {
    await writeFile(taking, '', { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const since = await stat(taking).catch(() => undefined)
    if (since && Date.now() - since.mtimeMs > TAKEOVER_STALE_MS) await rm(taking, { force: true })
    await setTimeout(TAKEOVER_WAIT_MS)
    return
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => '')) === text) await rm(path, { force: true })
  } finally {
    await rm(taking, { force: true })
  }
}

/**
 * Takes the library's lock, or rejects with `library.locked`. What a dead program left is taken over. `onLost` is told when
 * another computer took it over, because this one was asleep for too long.
 */
export async function takeLock(
  root: string,
  owner: string,
  onLost: () => void = () => undefined,
  heartbeatMs = HEARTBEAT_MS,
): Promise<Lock> {
  const path = join(root, 'lock')
  const mine = join(root, `.lock-${String(process.pid)}-${Math.random().toString(36).slice(2)}`)
  const content = JSON.stringify({ pid: process.pid, host: hostname(), owner, started: new Date().toISOString() })
  let takenOver = false
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
        const { owner: other, text } = await look(path)
        if (other !== undefined || tries > TRIES) {
          throw new ProblemError(
            'library.locked',
            { file: root, owner: other ?? ('owner.program' satisfies Phrase) },
            { cause: error },
          )
        }
        await removeStale(path, text)
        takenOver = true
      }
    }
  } finally {
    await rm(mine, { force: true })
  }
  const beat = async (): Promise<void> => {
    const text = await readFile(path, 'utf8')
    const now = new Date()
    if (text === content) await utimes(path, now, now)
    else {
      clearInterval(heartbeat)
      onLost()
    }
  }
  const heartbeat = setInterval(() => {
    // a lock that cannot be read or touched just now may be again at the next beat
    beat().catch(() => undefined)
  }, heartbeatMs)
  heartbeat.unref()
  return {
    takenOver,
    async release() {
      clearInterval(heartbeat)
      const text = await readFile(path, 'utf8').catch(() => '')
      if (text === content) await rm(path, { force: true })
    },
  }
}
