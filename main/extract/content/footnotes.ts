import { isElement, isText, type Element } from '../dom/node.ts'
import { lineOf, walkElements } from '../dom/walk.ts'
import { Place, type Block, type Scope } from './blocks.ts'

/** A reference mark: `1`, `[12]`, `[note 3]`, `*`, `†`. */
export const MARK = /^[[(]?(?:(?:(?:note|nb|fn|anm)\.?\s*)?\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?$/i
/** What carries a note's id stands at its beginning, in so many elements. */
const NESTED = 3
/** A note is at most a few paragraphs. */
const MAX_NOTE = 2000
const ELSEWHERE = Place.comments | Place.nav

/** Keeps the notes that reference marks in the text lead to. */
export function keepFootnotes(blocks: readonly Block[], scopes: readonly Scope[], kept: boolean[]): void {
  const targets = new Set<string>()
  for (const block of blocks) {
    if (!kept[block.index] || block.links === 0) continue
    walkElements(block.scope.element, (element) => {
      const { href } = element.attribs
      const hash = href?.indexOf('#') ?? -1
      if (element.name === 'a' && href !== undefined && hash >= 0 && MARK.test(lineOf(element)))
        targets.add(href.slice(hash + 1))
    })
  }
  if (targets.size === 0) return
  for (const scope of scopes) {
    if (scope.place & ELSEWHERE || !isTarget(scope.element, targets)) continue
    let length = 0
    for (let at = scope.from; at < scope.to; at++) length += blocks[at]?.length ?? 0
    if (length > MAX_NOTE) continue
    for (let at = scope.from; at < scope.to; at++) kept[at] = true
  }
}

/** Whether a note has the id itself or something with it at its beginning. */
function isTarget(element: Element, targets: ReadonlySet<string>): boolean {
  let first: Element | undefined = element
  for (let steps = 0; first && steps <= NESTED; steps++) {
    const { id, name } = first.attribs
    if ((id !== undefined && targets.has(id)) || (first.name === 'a' && name !== undefined && targets.has(name)))
      return true
    first = firstIn(first)
  }
  return false
}

/** The element that an element begins with; undefined where text does. */
function firstIn({ children }: Element): Element | undefined {
  for (const child of children) {
    if (isElement(child)) return child
    if (isText(child) && child.data.trim() !== '') return undefined
  }
  return undefined
}
