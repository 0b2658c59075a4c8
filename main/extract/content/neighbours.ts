import { Place, type Block, type Blocks, type Scope } from './blocks.ts'
import { likeness } from './surroundings.ts'
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
  const alike = new Map<string, { sum: number; weight: number }>()
  const keys = new Map<Scope, string>()
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
    const key = keys.get(block.scope) ?? likeness(block.scope)
    keys.set(block.scope, key)
    const like = alike.get(key) ?? { sum: 0, weight: 0 }
    like.sum += chance * weight
    like.weight += weight
    alike.set(key, like)
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

  blocks.forEach((block, at) => {
    const row = rows[at]
    if (row === undefined) return
    const { scope } = block
    const parent = scope.parent ?? scope
    const grand = parent.parent ?? parent
    const own = chances[at] ?? 0
    const weight = weightOf(block)
    const before = chances[at - 1] ?? 0
    const after = chances[at + 1] ?? 0
    const others = between(weights, parent.from, parent.to) - weight
    const like = alike.get(keys.get(scope) ?? '')
    const likes = (like?.weight ?? 0) - weight
    let next = row.length - NEIGHBOURS.length
    const put = (value: number): void => {
      row[next++] = value
    }
    put(own)
    put(before)
    put(chances[at - 2] ?? 0)
    put(chances[at - 3] ?? 0)
    put(after)
    put(chances[at + 2] ?? 0)
    put(chances[at + 3] ?? 0)
    put(meanIn(at - 5, at))
    put(meanIn(at + 1, at + 6))
    put(meanIn(at - 12, at))
    put(meanIn(at + 1, at + 13))
    put(Math.max(before, after))
    put(Math.min(before, after))
    put(blocks[at - 1]?.scope.parent === scope.parent ? before : -1)
    put(blocks[at + 1]?.scope.parent === scope.parent ? after : -1)
    put(others > 0.01 ? (between(sums, parent.from, parent.to) - own * weight) / others : -1)
    put(meanIn(parent.from, parent.to))
    put(meanIn(grand.from, grand.to))
    put(likes > 0.01 ? ((like?.sum ?? 0) - own * weight) / likes : -1)
    put((texts[at] ?? 0) / all)
    put(between(texts, at + 1, count) / all)
    put(between(texts, parent.from, parent.to) / all)
    put(between(texts, grand.from, grand.to) / all)
    put(root !== undefined && at >= root.from && at < root.to ? 1 : 0)
    put(within(at - (root?.from ?? 0)))
    put(within((root?.to ?? count) - 1 - at))
    put(within(at - first))
    put(within(last - at))
    put(best > 0 ? own / best : 0)
    put(Math.log2(1 + all))
    const { from, to } = sections[at] ?? { from: at, to: at + 1 }
    const inSection = between(weights, from, to) - weight
    put(inSection > 0.01 ? (between(sums, from, to) - own * weight) / inSection : -1)
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
