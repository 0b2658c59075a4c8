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
/** Mean characters of a cell of data. */
const SHORT_CELL = 80
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
    let length = 0
    for (let at = scope.from; at < scope.to; at++) {
      const weight = Math.sqrt(page.blocks[at]?.length ?? 0)
      sum += (chances[at] ?? 0) * weight
      length += page.blocks[at]?.length ?? 0
      weights += weight
    }
    // a table of short cells means something only as a whole
    const whole = scope.element.name === 'table' && length < SHORT_CELL * (scope.to - scope.from)
    const share = whole ? 1 : TOGETHER
    for (let at = scope.from; at < scope.to; at++)
      together[at] = (1 - share) * (chances[at] ?? 0) + (share * sum) / weights
  }
  const root = mostText(page, chances)
  const kept = page.blocks.map((block, at) => {
    if (inCaption(block)) return false
    const inside = root !== undefined && at >= root.from && at < root.to
    return (together[at] ?? 0) > (inside ? SURE_INSIDE : SURE_OUTSIDE)
  })
  keepTables(page, kept)
  if (!kept.includes(true) && root) for (let at = root.from; at < root.to; at++) kept[at] = true
  return { root, kept }
}

/** A table in the midst of the text belongs to it; numbers alone tell the trees too little. */
function keepTables(page: Blocks, kept: boolean[]): void {
  for (const { element, from, to, place } of page.scopes) {
    if (element.name !== 'table' || to - from < 2 || !kept[from - 1] || !kept[to]) continue
    if (place & (Place.nav | Place.related | Place.comments | Place.form)) continue
    let length = 0
    let links = 0
    for (let at = from; at < to; at++) {
      length += page.blocks[at]?.length ?? 0
      links += page.blocks[at]?.linkLength ?? 0
    }
    if (links < length / 2 && length < SHORT_CELL * (to - from)) kept.fill(true, from, to)
  }
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
