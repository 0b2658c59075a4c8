import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from '../../../../main/store/lock.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepleaf-lock-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const locked = { problem: { code: 'library.locked', detail: { owner: 'other' } } }
/** A lock as another program leaves it, last touched some time ago. */
async function leave(lock: { pid?: number; host?: string; started?: string }, secondsAgo = 0): Promise<void> {
  const path = join(root, 'lock')
  const whole = { pid: process.pid, host: hostname(), owner: 'other', started: new Date().toISOString(), ...lock }
  await writeFile(path, JSON.stringify(whole))
  const touched = new Date(Date.now() - secondsAgo * 1000)
  await utimes(path, touched, touched)
}

test('of two that take the lock at once one gets it', async () => {
  const taken = await Promise.allSettled([1, 2, 3, 4].map(() => takeLock(root, 'other')))
  const got = taken.filter(({ status }) => status === 'fulfilled')
  expect(got).toHaveLength(1)
  for (const each of got) if (each.status === 'fulfilled') await each.value.release()
  expect(await readdir(root)).toEqual([])
})

test('of four that find a stale lock at once one takes it over', async () => {
  // the greatest process number that Linux gives is 2^22
  await leave({ pid: 2 ** 22 + 1 })
  const taken = await Promise.allSettled([1, 2, 3, 4].map(() => takeLock(root, 'other')))
  const got = taken.filter(({ status }) => status === 'fulfilled')
  expect(got).toHaveLength(1)
  for (const each of got) if (each.status === 'fulfilled') await each.value.release()
  expect(await readdir(root)).toEqual([])
})

test('a takeover that was cut off does not keep the library closed', async () => {
  await leave({ pid: 2 ** 22 + 1 })
  await writeFile(join(root, 'lock.takeover'), '')
  const before = new Date(Date.now() - 60_000)
  await utimes(join(root, 'lock.takeover'), before, before)
  await (await takeLock(root, 'me')).release()
  expect(await readdir(root)).toEqual([])
})

test('a living process on this computer keeps its lock, however long it was asleep', async () => {
  await leave({}, 3600)
  await expect(takeLock(root, 'me')).rejects.toMatchObject(locked)
})

test('a lock from before the system was started is nobody’s, whoever has the process number now', async () => {
  await leave({ started: '2001-01-01T00:00:00.000Z' })
  await (await takeLock(root, 'me')).release()
})

test('another computer’s lock counts while it is touched, and is taken over when it is not', async () => {
  await leave({ host: 'elsewhere.invalid' }, 30)
  await expect(takeLock(root, 'me')).rejects.toMatchObject(locked)
  await leave({ host: 'elsewhere.invalid' }, 300)
  await (await takeLock(root, 'me')).release()
  expect(await readdir(root)).toEqual([])
})

test('a lock file that is no lock is taken over', async () => {
  await writeFile(join(root, 'lock'), 'half')
  await (await takeLock(root, 'me')).release()
})

test('who was asleep while another computer took the lock over is told, and leaves it alone', async () => {
  let lost = false
  const lock = await takeLock(root, 'me', () => (lost = true), 5)
  await leave({ host: 'elsewhere.invalid' })
  await expect.poll(() => lost).toBe(true)
  await lock.release()
  expect(await readFile(join(root, 'lock'), 'utf8')).toContain('elsewhere.invalid')
})
