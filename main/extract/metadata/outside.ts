import { Place, type Block } from '../content/blocks.ts'

const BESIDE = Place.nav | Place.comments | Place.related

/** Where names and dates are those of something else. Words that the whole article stands under say nothing: its title does too. */
export function outsideOf({
  blocks,
  start,
  titleAt,
}: {
  blocks: readonly Block[]
  start: number
  titleAt: number | undefined
}): number {
  const text = blocks[start]?.scope.place ?? 0
  const title = titleAt === undefined ? 0 : (blocks[titleAt]?.scope.place ?? 0)
  return BESIDE & ~(text | title)
}
