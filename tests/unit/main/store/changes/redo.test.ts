import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChangeRequest } from '../../../../../main/store/store.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

/** Many restarts on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const SEEDS = [1, 2, 3]
const STEPS = 60

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

/** The same numbers for the same seed, each below `most`. */
function numbers(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

async function stateOf(ids: readonly string[]) {
  const records = await Promise.all(ids.map((id) => library.store.record(id)))
  const shown = await Promise.all(['', 'is:trashed', 'tag:t0', 'tag:t1', 'is:starred'].map(library.titles))
  return {
    records: records.map(({ changed: _, trashed, ...record }) => ({ ...record, trashed: trashed !== undefined })),
    searches: library.store.library().savedSearches,
    shown,
  }
}

test.each(SEEDS)(
  'whatever is changed, taken back and made again in whatever order: each state is the one it was (%i)',
  async (seed) => {
    const below = numbers(seed)
    const ids: string[] = []
    for (let at = 0; at < 4; at++) ids.push((await library.add(`Article ${String(at)}`)).id)
    const some = (): string[] => ids.filter(() => below(2) === 0)
    let number = 0
    const requests: (() => ChangeRequest)[] = [
      () => ({
        name: 'tag',
        articles: some().map((id) => ({ id, after: { tags: [`t${String(below(3))}`, String(number++)] } })),
      }),
      () => ({ name: 'star', each: { ids: some(), edit: ({ starred }) => ({ starred: !starred }) } }),
      () => ({ name: 'trash', moved: some().map((id) => ({ id, to: 'trash' })) }),
      () => ({ name: 'restore', moved: some().map((id) => ({ id, to: 'articles' })) }),
      () => ({
        name: 'search.save',
        library: { savedSearches: [{ id: 's', name: `S ${String(number++)}`, query: 'x' }] },
      }),
    ]
    type State = Awaited<ReturnType<typeof stateOf>>
    let back: State[] = []
    let on: State[] = []
    let now = await stateOf(ids)
    const progressOnly = ({ records, ...rest }: State) => ({
      ...rest,
      records: records.map(({ progress: _, ...each }) => each),
    })
    const same = async (): Promise<void> => {
      expect(progressOnly(await stateOf(ids))).toEqual(progressOnly(now))
    }
    for (let step = 0; step < STEPS; step++) {
      const kind = below(8)
      if (kind < 3) {
        const {
          articles,
          moved,
          library: changed,
        } = await library.store.change(requests[below(requests.length)]?.() ?? { name: 'tag' })
        if (articles.length + moved.length > 0 || changed) {
          back = [...back, now]
          on = []
          now = await stateOf(ids)
        }
      } else if (kind < 5) {
        const before = back.at(-1)
        expect((await library.store.undo())?.name).toBe(before && 'undo')
        if (before) [back, on, now] = [back.slice(0, -1), [...on, now], before]
      } else if (kind < 7) {
        const next = on.at(-1)
        expect((await library.store.redo())?.redoes !== undefined).toBe(next !== undefined)
        if (next) [back, on, now] = [[...back, now], on.slice(0, -1), next]
      } else if (below(3) === 0) {
        await library.close()
        await library.open()
      } else {
        // noted by itself: no step of these
        await library.store.change({
          name: 'progress',
          articles: [{ id: ids[0] ?? '', after: { progress: below(100) / 100 } }],
        })
      }
      await same()
    }
    expect(back.length + on.length).toBeGreaterThan(0)
  },
)

test('a bulk change is made again with progress, and stopped half-way it stays taken back', async () => {
  const ids: string[] = []
  for (let at = 0; at < 30; at++) ids.push((await library.add(`Article ${String(at)}`)).id)
  await library.store.change({ name: 'tag', articles: ids.map((id) => ({ id, after: { tags: ['t'] } })) })
  await library.store.undo()
  const stop = new AbortController()
  const stopped = library.store.redo({
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 9) stop.abort()
    },
  })
  await expect(stopped).rejects.toMatchObject({ problem: { code: 'change.cancelled' } })
  const tagged = async (): Promise<number> =>
    (await library.store.list({ query: 'tag:t', sort: 'title-asc', offset: 0, limit: 1 })).total
  expect(await tagged()).toBe(0)
  const seen: number[] = []
  expect(await library.store.redo({ onProgress: ({ done }) => seen.push(done) })).toMatchObject({
    name: 'tag',
    subject: '30',
  })
  expect(seen.at(-1)).toBe(30)
  expect(await tagged()).toBe(30)
})
