import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { calls, type Calls } from '../../../../main/platform/worker-calls.ts'
import type { TestHandlers } from './calls-worker.ts'

let worker: Worker
let to: Calls<TestHandlers>
beforeEach(() => {
  worker = new Worker(new URL('./calls-worker.ts', import.meta.url), { execArgv: [] })
  to = calls<TestHandlers>(worker)
})
afterEach(() => worker.terminate())

test('calls are answered, several at once, each with its own answer', async () => {
  expect(await Promise.all([to.call('double', 2), to.call('double', 5)])).toEqual([4, 10])
})

test('a problem arrives as the problem that it was', async () => {
  await expect(to.call('fail', 'a.html')).rejects.toMatchObject({
    problem: { code: 'file.empty', detail: { file: 'a.html' } },
  })
})

test('an error of a library is translated on the worker’s side', async () => {
  await expect(to.call('foreign', undefined)).rejects.toMatchObject({
    problem: { code: 'usage', detail: { reason: 'too far' } },
  })
})

test('a call tells how far it is, and ends when it is given up', async () => {
  const stop = new AbortController()
  const seen: unknown[] = []
  const onProgress = (value: unknown): void => {
    seen.push(value)
    if (value === 3) stop.abort()
  }
  expect(await to.call('count', 100_000, { signal: stop.signal, onProgress })).toBeLessThan(100_000)
  expect(seen.slice(0, 4)).toEqual([0, 1, 2, 3])
})

test('a call given up before it was made is given up', async () => {
  expect(await to.call('count', 100_000, { signal: AbortSignal.abort() })).toBeLessThan(100_000)
})

test('bytes are handed over', async () => {
  expect(new Uint8Array(await to.call('bytes', undefined))).toEqual(new Uint8Array([1, 2, 3]))
})

test('when the worker dies, open and later calls say so', async () => {
  const open = to.call('count', 100_000)
  await expect(Promise.all([open, to.call('die', undefined)])).rejects.toMatchObject({ problem: { code: 'internal' } })
  await expect(open).rejects.toMatchObject({ problem: { code: 'internal' } })
  await expect(to.call('double', 1)).rejects.toMatchObject({ problem: { code: 'internal' } })
})
