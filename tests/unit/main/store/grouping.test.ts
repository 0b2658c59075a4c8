import { expect, test } from 'vitest'
import { groupsOf } from '../../../../main/store/relations/grouping.ts'
import { SKETCH_PLACES } from '../../../../main/store/relations/similar-text.ts'

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
  for (const group of groups) expect(group.length).toBeLessThan(4)
})

test('captures of one address belong together, whatever their texts', async () => {
  expect(await grouped([drifted(0), drifted(60)], [7, 7])).toEqual([[0, 1]])
})
