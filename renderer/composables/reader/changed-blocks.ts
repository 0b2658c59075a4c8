/** What people see as a piece of text; the innermost ones are compared. */
const BLOCKS =
  'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, figcaption, caption, blockquote, summary, address, div'

/** Says of a block in `data-only` what it is, for people who do not see the line beside it. */
export const ONLY = 'data-only'

const textOf = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim()

function* blocksOf(fragment: DocumentFragment): Generator<Element> {
  for (const block of fragment.querySelectorAll(BLOCKS)) {
    if (block.querySelector(BLOCKS) === null && textOf(block) !== '') yield block
  }
}

/** Marks the blocks of a reading view whose text is not in the other one with a word for it. How many there are. */
export function markOnly(fragment: DocumentFragment, other: DocumentFragment, word: string): number {
  const there = new Set([...blocksOf(other)].map(textOf))
  let count = 0
  for (const block of blocksOf(fragment)) {
    if (there.has(textOf(block))) continue
    block.setAttribute(ONLY, word)
    count++
  }
  return count
}
