/** Items of a read-ahead window that were taken already and are still held. */
const TAKEN_AT_MOST = 1000

/**
 * Runs `each` over a stream, `width` at a time; the stream is pulled only as fast as that. The first error ends it, after
 * the ones under way have ended.
 */
export async function forEachAtOnce<T>(
  source: AsyncIterable<T>,
  width: number,
  each: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  const lane = async (): Promise<void> => {
    while (!ended) {
      const next = await iterator.next()
      if (next.done === true) return
      await each(next.value)
    }
  }
  const lanes = Array.from({ length: width }, async () => {
    try {
      await lane()
    } catch (error) {
      ended = true
      throw error
    }
  })
  const failed = (await Promise.allSettled(lanes)).find((result) => result.status === 'rejected')
  await iterator.return?.()
  if (failed) throw failed.reason
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
