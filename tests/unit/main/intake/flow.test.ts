import { expect, test } from 'vitest'
import { forEachAtOnce, mapInOrder, readAhead } from '../../../../main/intake/flow.ts'

async function* numbers(count: number): AsyncGenerator<number> {
  for await (const at of Array.from({ length: count }, (_, index) => index)) yield at
}

const later = (turns: number): Promise<void> =>
  turns === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(() => void later(turns - 1).then(resolve)))

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

test('no more than the width are under way', async () => {
  let now = 0
  let most = 0
  await forEachAtOnce(numbers(50), 4, async () => {
    most = Math.max(most, ++now)
    await later(3)
    now--
  })
  expect(most).toBe(4)
})

test('an item that lets go makes room for the next, until the most are under way', async () => {
  let now = 0
  let most = 0
  const each = async (_: number, letGo: () => void): Promise<void> => {
    most = Math.max(most, ++now)
    letGo()
    await later(20)
    now--
  }
  await forEachAtOnce(numbers(50), 2, each, () => 7)
  // each of the two may have begun one while the other did
  expect(most).toBeGreaterThanOrEqual(7)
  expect(most).toBeLessThanOrEqual(8)
  expect(now).toBe(0)
})

test('an error after letting go ends the stream as well', async () => {
  const run = forEachAtOnce(
    numbers(1000),
    2,
    async (at, letGo) => {
      letGo()
      await later(3)
      if (at === 5) throw new Error('late')
    },
    () => 10,
  )
  await expect(run).rejects.toThrow('late')
})

test('the first error ends the stream and is passed on', async () => {
  const seen: number[] = []
  const run = forEachAtOnce(numbers(100), 2, async (at) => {
    seen.push(at)
    await later(1)
    if (at === 5) throw new Error('stop')
  })
  await expect(run).rejects.toThrow('stop')
  expect(seen.length).toBeLessThan(10)
})

test('results come in the order of the stream, whichever is ready first', async () => {
  const results = mapInOrder(numbers(20), 5, async (at) => {
    await later(at % 5 === 0 ? 20 : 1)
    return at
  })
  expect(await all(results)).toEqual(Array.from({ length: 20 }, (_, at) => at))
})

test('reading ahead loses nothing, keeps the order and counts', async () => {
  let count = 0
  const items = await all(readAhead(numbers(2500), 7, (total) => (count = total)))
  expect(items).toEqual(Array.from({ length: 2500 }, (_, at) => at))
  expect(count).toBe(2500)
})

test('the count is known before the items are taken', async () => {
  let count: number | undefined
  const ahead = readAhead(numbers(100), 1000, (total) => (count = total))
  await ahead.next()
  await later(300)
  expect(count).toBe(100)
  await ahead.return(undefined)
})

test('after the signal what was read ahead still comes, and no more', async () => {
  const abort = new AbortController()
  const ahead = readAhead(numbers(1000), 10, () => undefined, abort.signal)
  await ahead.next()
  abort.abort()
  expect((await all(ahead)).length).toBeLessThanOrEqual(11)
})
