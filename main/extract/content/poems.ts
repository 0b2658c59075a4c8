import { type Block, type Blocks, type Scope } from './blocks.ts'
import { OTHERS } from './headings.ts'
import { LEAST_LINES, linesOfPoems, LONGEST_LINE } from './stanzas.ts'

/** Mean characters of a poem's lines, at least; labels and their values are shorter. */
const MEAN_LINE = 16

const mayBeLine = ({ scope, length, linkLength }: Block): boolean =>
  length <= LONGEST_LINE && linkLength === 0 && (scope.place & OTHERS) === 0

/** The outermost element that holds these blocks and no others. */
function boxOf({ blocks }: Blocks, from: number, to: number): Scope | undefined {
  let box: Scope | undefined
  for (let scope = blocks[from]?.scope; scope && scope.from === from && scope.to <= to; scope = scope.parent)
    box = scope
  return box?.to === to ? box : undefined
}

/** A poem in a box of its own in the midst of the text belongs to it: of lines so short the trees know too little. */
export function keepPoems(page: Blocks, root: Scope, kept: boolean[]): void {
  const { blocks } = page
  for (let from = root.from + 1; from < root.to; from++) {
    if (kept[from] || !kept[from - 1]) continue
    let to = from
    let length = 0
    for (let block = blocks[to]; block && to < root.to && !kept[to] && mayBeLine(block); block = blocks[++to])
      length += block.length
    const lines = to - from
    if (lines < LEAST_LINES || length < lines * MEAN_LINE || to >= root.to || !kept[to]) continue
    const box = boxOf(page, from, to)
    if (box && linesOfPoems([box.element], NOTHING).size === lines) kept.fill(true, from, to)
  }
}
const NOTHING: ReadonlySet<never> = new Set<never>()
