import { Place, type Block, type Blocks, type Scope } from './blocks.ts'
import { MOST_LINKED } from './headings.ts'

/** So much of a block is looked up in the data. */
const PROBE = 48
/** Parts of a page that are looked up in the data, as many as no recipe's page has. */
const MOST_LOOKED_UP = 20_000
/** Shorter texts are found in any data. */
const LEAST_PART = 3
/** A recipe has at least so many ingredients and steps. */
const LEAST_PARTS = 3
/** An amount stands before what it is an amount of, a number or a heading above its step: no more such lines, and none longer. */
const MOST_ABOVE = 2
const MOST_AMOUNT = 40
/** Names of microdata (schema.org/Recipe), and how far from its text an element with one is. */
const ITEMS = /^(?:recipeIngredient|ingredients?|recipeInstructions|instructions)$/
const NEAR = 3
const ELSEWHERE = Place.nav | Place.related | Place.comments | Place.form

const namesItem = ({ element }: Scope): boolean =>
  element.attribs.itemprop !== undefined && ITEMS.test(element.attribs.itemprop)

function isItem({ scope }: Block): boolean {
  let at = scope
  for (let steps = 0; steps < NEAR && at.parent; steps++) {
    if (namesItem(at)) return true
    at = at.parent
  }
  return false
}

const isAmount = ({ text, length, links, scope }: Block): boolean =>
  links === 0 && length <= MOST_AMOUNT && (/\p{N}/u.test(text) || (scope.place & Place.heading) !== 0)

/** Those of many words that stand in a text, which is gone through once with all of them as one tree of letters. */
function foundIn(text: string, words: ReadonlySet<string>): Set<string> {
  const steps = new Map<number, number>()
  const ends = new Map<number, string>()
  const key = (node: number, code: number): number => node * 0x10000 + code
  for (const word of words) {
    let node = 0
    for (let at = 0; at < word.length; at++) {
      const step = key(node, word.charCodeAt(at))
      const next = steps.get(step) ?? steps.size + 1
      steps.set(step, next)
      node = next
    }
    ends.set(node, word)
  }
  const found = new Set<string>()
  for (let start = 0; start < text.length; start++) {
    let node: number | undefined = 0
    for (let at = start; at < text.length; at++) {
      node = steps.get(key(node, text.charCodeAt(at)))
      if (node === undefined) break
      const word = ends.get(node)
      if (word !== undefined) found.add(word)
    }
  }
  return found
}

/** Keeps what a page's data name as ingredients and steps: each by itself is a few words that read like a menu. */
export function keepRecipe({ blocks, scopes }: Blocks, recipe: string, kept: boolean[]): void {
  if (recipe === '' && !scopes.some(namesItem)) return
  const possible = blocks.filter(
    (block) =>
      block.length >= LEAST_PART &&
      block.linkLength <= block.length * MOST_LINKED &&
      (block.scope.place & ELSEWHERE) === 0,
  )
  const beginning = ({ text }: Block): string => text.slice(0, PROBE)
  const named = foundIn(recipe, new Set(possible.slice(0, MOST_LOOKED_UP).map(beginning)))
  const parts = possible.filter((block) => named.has(beginning(block)) || isItem(block))
  if (parts.length < LEAST_PARTS) return
  for (const { index } of parts) {
    kept[index] = true
    for (let at = index - 1; at >= index - MOST_ABOVE; at--) {
      const above = blocks[at]
      if (above === undefined || !isAmount(above)) break
      kept[at] = true
    }
  }
}
