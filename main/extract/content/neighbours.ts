import { Place, type Block, type Blocks } from './blocks.ts'
import { likenessesOf } from './surroundings.ts'
import { mostText } from './choose.ts'

/** What the second judgement of a block is told of the first one of all others, after the features of its own. */
export const NEIGHBOURS = [
  ...['own', 'before1', 'before2', 'before3', 'after1', 'after2', 'after3'],
  ...['before5', 'after5', 'before12', 'after12', 'nearBest', 'nearWorst'],
  ...['siblingBefore', 'siblingAfter', 'siblings', 'parent', 'grand', 'alike'],
  ...['textBefore', 'textAfter', 'parentShare', 'grandShare', 'inRoot', 'fromRoot', 'toRoot'],
  ...['fromFirst', 'toLast', 'ofBest', 'textLength', 'section'],
] as const

/** A block counts as text from here on. */
const LIKELY = 0.5
/** A long block at least this sure is where the text begins or ends. */
const SURE = 0.7
const SURE_LENGTH = 80
/** Neighbours this far away are told of one by one. */
const REACH = 3
const MOST_BEFORE = -20
const MOST_AFTER = 40

const within = (value: number): number => Math.max(MOST_BEFORE, Math.min(MOST_AFTER, value))
/** Long blocks say more, but not by their length. */
const weightOf = (block: Block): number => Math.sqrt(block.length)

/** Writes what the first judgement says about a block's neighbours into the end of its row. */
export function addNeighbours(page: Blocks, rows: readonly Float32Array[], chances: readonly number[]): void {
  const { blocks } = page
  const count = blocks.length
  const sums = new Float64Array(count + 1)
  const weights = new Float64Array(count + 1)
  const texts = new Float64Array(count + 1)
  const alike = likenessesOf(page)
  const likeSums = new Float64Array(count)
  const likeWeights = new Float64Array(count)
  let first = count
  let last = -1
  let best = 0
  blocks.forEach((block, at) => {
    const chance = chances[at] ?? 0
    const weight = weightOf(block)
    sums[at + 1] = (sums[at] ?? 0) + chance * weight
    weights[at + 1] = (weights[at] ?? 0) + weight
    texts[at + 1] = (texts[at] ?? 0) + (chance > LIKELY ? block.length : 0)
    if (chance > SURE && block.length > SURE_LENGTH) {
      if (first === count) first = at
      last = at
    }
    best = Math.max(best, chance)
    const like = alike[at] ?? 0
    likeSums[like] = (likeSums[like] ?? 0) + chance * weight
    likeWeights[like] = (likeWeights[like] ?? 0) + weight
  })
  const between = (list: Float64Array, from: number, to: number): number =>
    (list[Math.min(count, to)] ?? 0) - (list[Math.max(0, from)] ?? 0)
  const meanIn = (from: number, to: number): number => {
    const weight = between(weights, from, to)
    return weight > 0 ? between(sums, from, to) / weight : 0
  }
  const sections = sectionsOf(blocks)
  const root = mostText(page, chances)
  const all = Math.max(1, texts[count] ?? 0)
  // with room at both ends, so that no place is outside
  const near = new Float64Array(count + 2 * REACH)
  near.set(chances, REACH)

  blocks.forEach((block, at) => {
    const row = rows[at]
    if (row === undefined) return
    const { scope } = block
    const parent = scope.parent ?? scope
    const grand = parent.parent ?? parent
    const own = chances[at] ?? 0
    const weight = weightOf(block)
    const before = near[at + REACH - 1] ?? 0
    const after = near[at + REACH + 1] ?? 0
    const others = between(weights, parent.from, parent.to) - weight
    const like = alike[at] ?? 0
    const likes = (likeWeights[like] ?? 0) - weight
    let next = row.length - NEIGHBOURS.length
    row[next++] = own
    row[next++] = before
    row[next++] = near[at + REACH - 2] ?? 0
    row[next++] = near[at + REACH - 3] ?? 0
    row[next++] = after
    row[next++] = near[at + REACH + 2] ?? 0
    row[next++] = near[at + REACH + 3] ?? 0
    row[next++] = meanIn(at - 5, at)
    row[next++] = meanIn(at + 1, at + 6)
    row[next++] = meanIn(at - 12, at)
    row[next++] = meanIn(at + 1, at + 13)
    row[next++] = Math.max(before, after)
    row[next++] = Math.min(before, after)
    row[next++] = (at > 0 ? blocks[at - 1]?.scope.parent : undefined) === scope.parent ? before : -1
    row[next++] = blocks[at + 1]?.scope.parent === scope.parent ? after : -1
    row[next++] = others > 0.01 ? (between(sums, parent.from, parent.to) - own * weight) / others : -1
    row[next++] = meanIn(parent.from, parent.to)
    row[next++] = meanIn(grand.from, grand.to)
    row[next++] = likes > 0.01 ? ((likeSums[like] ?? 0) - own * weight) / likes : -1
    row[next++] = (texts[at] ?? 0) / all
    row[next++] = between(texts, at + 1, count) / all
    row[next++] = between(texts, parent.from, parent.to) / all
    row[next++] = between(texts, grand.from, grand.to) / all
    row[next++] = root !== undefined && at >= root.from && at < root.to ? 1 : 0
    row[next++] = within(at - (root?.from ?? 0))
    row[next++] = within((root?.to ?? count) - 1 - at)
    row[next++] = within(at - first)
    row[next++] = within(last - at)
    row[next++] = best > 0 ? own / best : 0
    row[next++] = Math.log2(1 + all)
    const { from, to } = sections[at] ?? { from: at, to: at + 1 }
    const inSection = between(weights, from, to) - weight
    row[next++] = inSection > 0.01 ? (between(sums, from, to) - own * weight) / inSection : -1
  })
}

interface Section {
  from: number
  to: number
}

/** For each block the blocks from the last heading to the next. */
function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = []
  let section: Section = { from: 0, to: blocks.length }
  blocks.forEach(({ scope }, at) => {
    if (scope.place & Place.heading) {
      section.to = at
      section = { from: at, to: blocks.length }
    }
    sections.push(section)
  })
  return sections
}
