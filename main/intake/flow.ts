/** Items of a read-ahead window that were taken already and are still held. */
const TAKEN_AT_MOST = 1000

/**
 * Runs `each` over a stream, `width` at a time; the stream is pulled only as fast as that. An item may let the next one begin
 * before it has ended itself (`letGo`), as long as no more than `most` says are under way. The first error ends it, after the ones
 * under way have ended.
 */
export async function forEachAtOnce<T>(
  source: AsyncIterable<T>,
  width: number,
  each: (item: T, letGo: () => void) => Promise<void>,
  most = (): number => width,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]()
  const underWay = new Set<Promise<void>>()
  let failed: { error: unknown } | undefined
  const fail = (error: unknown): void => void (failed ??= { error })
  /** resolves when the item has let go or ended */
  const begin = (item: T): Promise<void> =>
    new Promise((resolve) => {
      const work: Promise<void> = each(item, resolve)
        .catch(fail)
        .finally(() => {
          underWay.delete(work)
          resolve()
        })
      underWay.add(work)
    })
  const lane = async (): Promise<void> => {
    while (!failed) {
      const next = await iterator.next()
      if (next.done === true) return
      await begin(next.value)
      while (underWay.size >= most() && !failed) await Promise.race(underWay)
    }
  }
  await Promise.all(Array.from({ length: width }, () => lane().catch(fail)))
  await Promise.all(underWay)
  await iterator.return?.()
  if (failed) throw failed.error
}

/** Results of `each` in the order of the stream, `width` of them under way at once. */
export async function* mapInOrder<T, R>(
  source: AsyncIterable<T>,
  width: number,
  each: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const under: Promise<R>[] = []
  for await (const item of source) {
    const result = each(item)
    // looked at when its turn comes; until then an early failure is not "unhandled"
    result.catch(() => undefined)
    under.push(result)
    const first = under.length >= width ? under.shift() : undefined
    if (first) yield await first
  }
  for (const result of under) yield await result
}

/**
 * Reads ahead of the consumer, up to `limit` items, so that the whole is counted early; `onEnd` gets that count. After
 * `signal` the source is not asked further, what was read ahead still comes.
 */
export async function* readAhead<T>(
  source: AsyncIterable<T>,
  limit: number,
  onEnd: (count: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const items: T[] = []
  let taken = 0
  let count = 0
  let ended = false
  let stopped = false
  let failure: unknown
  // only one side waits at a time: the reader when the window is full, the consumer when it is empty
  let wake: () => void = () => undefined
  const changed = (): Promise<void> => new Promise((resolve) => (wake = resolve))
  const over = (): boolean => stopped || signal?.aborted === true
  const reading = (async () => {
    try {
      for await (const item of source) {
        while (items.length - taken >= limit && !over()) await changed()
        if (over()) break
        items.push(item)
        count++
        wake()
      }
      onEnd(count)
    } catch (error) {
      failure = error
    } finally {
      ended = true
      wake()
    }
  })()
  try {
    for (;;) {
      const item = items[taken]
      if (item !== undefined) {
        taken++
        // what was taken is let go now and then; each time would move the whole window
        if (taken === TAKEN_AT_MOST) {
          items.splice(0, taken)
          taken = 0
        }
        wake()
        yield item
      } else if (ended) {
        if (failure !== undefined) throw failure
        return
      } else await changed()
    }
  } finally {
    stopped = true
    wake()
    await reading
  }
}
