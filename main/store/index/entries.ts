import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { Index } from './index.ts'

/** Records in one transaction: large enough to be quick, small enough that neither thread is held up by handing them over. */
const BATCH = 250
/** Batches on their way at most: the disk is not to run far ahead of the index. */
const AHEAD = 3

/** Puts changed records into the index while others are still being written; their texts stay. */
export function createEntries(index: Index) {
  let waiting: ArticleRecord[] = []
  const underWay = new Set<Promise<void>>()
  let failed: { error: unknown } | undefined
  const sent = new Set<string>()

  function send(): void {
    const entries = waiting.map((record) => ({ record }))
    for (const { id } of waiting) sent.add(id)
    waiting = []
    const batch: Promise<void> = index
      .apply({ entries, gone: [] })
      .catch((error: unknown) => void (failed ??= { error }))
      .finally(() => underWay.delete(batch))
    underWay.add(batch)
  }

  return {
    /** articles that the index may have by now */
    sent,
    async put(record: ArticleRecord): Promise<void> {
      waiting.push(record)
      if (waiting.length < BATCH) return
      send()
      if (underWay.size >= AHEAD) await Promise.race(underWay)
      if (failed) throw failed.error
    },
    /** resolves when all of them are in; rejects when one batch could not be */
    async end(): Promise<void> {
      if (waiting.length > 0) send()
      await Promise.all(underWay)
      if (failed) throw failed.error
    },
  }
}
