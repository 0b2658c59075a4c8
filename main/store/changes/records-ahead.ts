import type { ArticleRecord } from '../../../shared/model/article.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Index } from '../index/index.ts'
import type { FoundRecord } from '../records/read-records.ts'

/** From so many articles on the way to the other thread is worth it. */
const MANY = 100
/** Records read at once: some 3 ms, for which a search may have to wait. They are written soon after, before anything comes in between. */
const SLICE = 50

/** Reads the record of an article. */
export type ReadRecord = (id: string) => Promise<ArticleRecord>

/**
 * For reading the records of `ids` about in that order: a slice of them at a time in the thread that reads the index, which waits
 * for the disk and needs a fifth of what each costs here. Few are read one by one by `read`.
 */
export function readerOf(ids: readonly string[], index: Index, read: ReadRecord): ReadRecord {
  if (ids.length < MANY) return read
  const places = new Map(ids.map((id, at) => [id, at]))
  const slices = new Map<number, Promise<FoundRecord[]>>()

  function sliceAt(number: number): Promise<FoundRecord[]> | undefined {
    if (number * SLICE >= ids.length) return undefined
    let slice = slices.get(number)
    if (!slice) {
      slice = index.records(ids.slice(number * SLICE, (number + 1) * SLICE))
      // looked at when its turn comes; until then an early failure is not "unhandled"
      slice.catch(() => undefined)
      slices.set(number, slice)
      slices.delete(number - 2)
    }
    return slice
  }

  return async (id) => {
    const at = places.get(id)
    const number = Math.floor((at ?? 0) / SLICE)
    const mine = at === undefined ? undefined : sliceAt(number)
    if (at === undefined || !mine) return read(id)
    void sliceAt(number + 1)
    const found = (await mine)[at % SLICE]
    if (!found) return read(id)
    if ('problem' in found) throw new ProblemError(found.problem.code, found.problem.detail)
    return found.record
  }
}
