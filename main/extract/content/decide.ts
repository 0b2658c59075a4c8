import { Place, type Block, type Blocks, type Scope } from './blocks.ts'
import { chooseScope } from './choose.ts'
import { featuresOf, type Known } from './features.ts'
import model from './model.json' with { type: 'json' }
import { judge, type Trees } from './trees.ts'

/** What belongs to the article. */
export interface Decision {
  /** the element that holds the article; undefined for a page without text */
  root: Scope | undefined
  /** one flag a block */
  kept: boolean[]
}

/** A block counts for its surroundings from here on; below, against them. */
const EVEN = 0.4
/** How sure the trees have to be of a block inside the article's element, and of one that stands elsewhere. */
const SURE_INSIDE = 0.4
const SURE_OUTSIDE = 0.7
/** The items of a list stand or fall together: this much of an item's own chance gives way to that of the list. */
const TOGETHER = 0.7
const HOLDS_TOGETHER: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table', 'blockquote'])

/** Decides block by block what is the article: trained trees judge each, the element with the most of it settles the rest. */
export function decide(page: Blocks, known: Known, trees: Trees = model): Decision {
  const first = chooseScope(page)
  if (!first) return { root: undefined, kept: [] }
  const chances = featuresOf(page, first, known).map((row) => judge(trees, row))
  return settle(page, chances)
}

/** From chances to a decision; apart from `decide` so that training can measure it with trees that have not seen the page. */
export function settle(page: Blocks, chances: readonly number[]): Decision {
  const together = chances.slice()
  for (const scope of page.scopes) {
    if (!HOLDS_TOGETHER.has(scope.element.name) || scope.to - scope.from < 2) continue
    let sum = 0
    let weights = 0
    for (let at = scope.from; at < scope.to; at++) {
      const weight = Math.sqrt(page.blocks[at]?.length ?? 0)
      sum += (chances[at] ?? 0) * weight
      weights += weight
    }
    for (let at = scope.from; at < scope.to; at++)
      together[at] = (1 - TOGETHER) * (chances[at] ?? 0) + (TOGETHER * sum) / weights
  }
  const root = mostText(page, chances)
  const kept = page.blocks.map((block, at) => {
    if (inCaption(block)) return false
    const inside = root !== undefined && at >= root.from && at < root.to
    return (together[at] ?? 0) > (inside ? SURE_INSIDE : SURE_OUTSIDE)
  })
  if (!kept.includes(true) && root) for (let at = root.from; at < root.to; at++) kept[at] = true
  return { root, kept }
}

/** `figcaption` stands beside the text, wherever it is. */
function inCaption(block: Block): boolean {
  if ((block.scope.place & Place.caption) === 0) return false
  for (let scope: Scope | undefined = block.scope; scope; scope = scope.parent) {
    if (scope.element.name === 'figcaption') return true
  }
  return false
}

/** The element whose blocks have the most chances, weighed by their length; of equals the innermost. */
function mostText(page: Blocks, chances: readonly number[]): Scope | undefined {
  const sums = new Float64Array(page.blocks.length + 1)
  page.blocks.forEach((block, at) => {
    sums[at + 1] = (sums[at] ?? 0) + ((chances[at] ?? 0) - EVEN) * block.length
  })
  let best: Scope | undefined
  let most = -Infinity
  for (const scope of page.scopes) {
    if (scope.to === scope.from) continue
    const net = (sums[scope.to] ?? 0) - (sums[scope.from] ?? 0)
    if (net >= most) {
      most = net
      best = scope
    }
  }
  return best
}
