import { expect, test } from 'vitest'
import { groupsOf } from '../../../../../main/store/relations/grouping.ts'
import { SKETCH_PLACES } from '../../../../../main/store/relations/similar-text.ts'

/** A sketch that differs from the first one in as many places, from its end. */
const drifted = (places: number): number[] =>
  Array.from({ length: SKETCH_PLACES }, (_, at) => (at < SKETCH_PLACES - places ? 1 : 2))

const grouped = (sketches: number[][], addresses: number[] = sketches.map(() => -1)): Promise<number[][]> =>
  groupsOf(
    {
      count: sketches.length,
      sketches: Uint8Array.from(sketches.flat()),
      sketched: new Uint8Array(sketches.length).fill(1),
      addresses: Float64Array.from(addresses),
    },
    () => false,
  )

test('texts that are nearly the same are a group', async () => {
  expect(await grouped([drifted(0), drifted(12), drifted(60)])).toEqual([[0, 1]])
})

test('pages of one template, each like the next, are no chain from the first to the last', async () => {
  const groups = await grouped([0, 12, 24, 36, 48].map(drifted))
  expect(groups).not.toEqual([])
  for (const [first = 0, ...others] of groups) {
    for (const place of others) expect(Math.abs(place - first) * 12).toBeLessThan(0.3 * SKETCH_PLACES)
  }
})

test('two groups are not joined when only their first ones are alike', async () => {
  const changed = (sketch: readonly number[], from: number, to: number): number[] =>
    sketch.map((byte, at) => (at >= from && at < to ? 3 : byte))
  const first = drifted(0)
  const second = changed(first, 0, 12)
  expect(await grouped([first, changed(first, 52, 64), second, changed(second, 20, 32)])).toEqual([
    [0, 1],
    [2, 3],
  ])
})

test('captures of one address belong together, whatever their texts', async () => {
  expect(await grouped([drifted(0), drifted(60)], [7, 7])).toEqual([[0, 1]])
})
