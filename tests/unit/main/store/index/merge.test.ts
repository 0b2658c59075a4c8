import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { whenIdle } from '../../../../../main/store/index/idle.ts'
import { FULL_TEXT } from '../../../../../main/store/index/schema.ts'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

describe('pieces of full text', () => {
  let library: TestLibrary
  beforeEach(async () => {
    library = await makeLibrary()
  })
  afterEach(() => library.remove())

  const ARTICLES = 6

  async function addSome(): Promise<void> {
    for (let at = 0; at < ARTICLES; at++) await library.add(`Page ${String(at)}`, `harbour number${String(at)}`)
  }
  function pieces(): number {
    const database = openDatabase(join(library.root, 'index.sqlite'), { readOnly: true })
    try {
      return Math.max(
        ...FULL_TEXT.map((table) => Number(database.rows(`SELECT count(DISTINCT segid) FROM ${table}_idx`)[0]?.[0])),
      )
    } finally {
      database.close()
    }
  }

  test('are merged into few, and everything is found as before', async () => {
    await addSome()
    expect(pieces()).toBe(ARTICLES)
    const before = await library.titles('harbour')
    await library.store.mergeIndex()
    expect(pieces()).toBe(1)
    expect(await library.titles('harbour')).toEqual(before)
    expect(await library.titles('number3')).toEqual(['Page 3'])
    await library.add('Later', 'harbour')
    expect(await library.titles('harbour')).toHaveLength(ARTICLES + 1)
  })

  test('are merged by themselves when nothing was asked for a while', async () => {
    await library.close()
    await library.open({ mergeAfterMs: 50 })
    await addSome()
    await expect.poll(pieces).toBe(1)
  })

  test('stay as they are in a library that is open for reading only', async () => {
    await addSome()
    await library.close()
    await library.open({ readOnly: true })
    await library.store.mergeIndex()
    expect(pieces()).toBe(ARTICLES)
  })
})

describe('work for idle times', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('waits as long as something is asked for, then goes on step by step to its end', async () => {
    const step = vi.fn(() => Promise.resolve(step.mock.calls.length < 3))
    const idle = whenIdle(step, 100, 10)
    idle.begin()
    for (let at = 0; at < 5; at++) {
      await vi.advanceTimersByTimeAsync(90)
      idle.asked()
    }
    expect(step).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(step).toHaveBeenCalledTimes(3)
  })

  test('begins again after its end, and after a step that failed', async () => {
    const step = vi.fn(() => Promise.reject(new Error('busy')))
    const idle = whenIdle(step, 100, 10)
    idle.begin()
    await vi.advanceTimersByTimeAsync(500)
    expect(step).toHaveBeenCalledOnce()
    idle.begin()
    await vi.advanceTimersByTimeAsync(500)
    expect(step).toHaveBeenCalledTimes(2)
  })

  test('ends for good', async () => {
    const step = vi.fn(() => Promise.resolve(true))
    const idle = whenIdle(step, 100, 10)
    idle.begin()
    idle.end()
    await vi.advanceTimersByTimeAsync(500)
    expect(step).not.toHaveBeenCalled()
  })
})
