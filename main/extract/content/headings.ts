import { Place, type Block, type Blocks } from './blocks.ts'
import { isNeverText } from './never.ts'
import { SAYS } from './says.ts'
import { likenessesOf } from './surroundings.ts'

/** With a larger share in links a line leads elsewhere. */
export const MOST_LINKED = 0.5
/** Where the text of something else stands. */
export const OTHERS = Place.nav | Place.related | Place.comments | Place.form | Place.extra

/** 1 to 6 of a heading, 0 of all else. (Every block is asked.) */
function levelOf({ scope }: Block): number {
  const { name } = scope.element
  const level = name.length === 2 && name.startsWith('h') ? Number(name.slice(1)) : 0
  return level >= 1 && level <= 6 ? level : 0
}

/** Whether a heading is one of something else than the text below it. */
const leadsAway = (block: Block): boolean =>
  (block.scope.place & OTHERS) !== 0 ||
  block.linkLength >= block.length * MOST_LINKED ||
  SAYS.related.test(block.text) ||
  SAYS.subscribe.test(block.text) ||
  isNeverText(block)

/** A heading between what is kept in the same element belongs to it, unless it leads away. */
export function keepHeadings({ blocks }: Blocks, kept: boolean[]): void {
  for (const block of blocks) {
    const { index, scope } = block
    if (kept[index] || !kept[index + 1] || scope.place & OTHERS) continue
    // what is opened stays with the words that open it
    if (scope.element.name === 'summary' && scope.parent && index + 1 < scope.parent.to) kept[index] = true
    if (levelOf(block) === 0 || leadsAway(block)) continue
    const { parent } = scope
    const first = parent === undefined ? -1 : kept.indexOf(true, parent.from)
    if (parent && index + 1 < parent.to && first < index) kept[index] = true
  }
}

/** Headings that look alike are the article's when so many of them, and so large a share, stand right above what is kept. */
const LIKE_HEADINGS = 3
const LIKE_SHARE = 0.6

/** The headings of parts that each are an element of their own stand or fall together. */
export function keepLikeHeadings(page: Blocks, kept: boolean[]): void {
  const alike = likenessesOf(page)
  const first = kept.indexOf(true)
  const kinds = new Map<number, { all: number; above: number[] }>()
  for (const block of page.blocks) {
    if (levelOf(block) === 0) continue
    const { index } = block
    const number = alike[index] ?? 0
    const kind = kinds.get(number) ?? { all: 0, above: [] }
    kind.all++
    if (index > first && kept[index + 1] && !leadsAway(block)) kind.above.push(index)
    kinds.set(number, kind)
  }
  for (const { all, above } of kinds.values()) {
    if (above.length < LIKE_HEADINGS || above.length < all * LIKE_SHARE) continue
    for (const at of above) kept[at] = true
  }
}

/** A line that leads to other articles is shorter. */
const MOST_POINTER = 60

/** "Read also:" goes with the links that stood below it. */
export function dropPointers({ blocks }: Blocks, kept: boolean[]): void {
  for (const { index, text, length, links } of blocks) {
    const next = blocks[index + 1]
    if (!kept[index] || kept[index + 1] || next === undefined || links > 0 || length > MOST_POINTER) continue
    if (next.linkLength > next.length * MOST_LINKED && SAYS.related.test(text)) kept[index] = false
  }
}

/** A heading goes with what stood below it: nothing of that was kept before the next heading of its rank, or the end. */
export function dropEmptySections({ blocks }: Blocks, kept: boolean[]): void {
  let next: Block | undefined
  let dropped = false
  for (const block of [...blocks].reverse()) {
    const level = levelOf(block)
    const below = next === undefined ? 1 : levelOf(next)
    if (kept[block.index] && dropped && level > 0 && below > 0 && below <= level) kept[block.index] = false
    if (kept[block.index]) next = block
    dropped = !kept[block.index]
  }
}
