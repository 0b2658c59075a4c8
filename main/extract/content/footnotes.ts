import { Element } from 'domhandler'
import { lineOf, walkElements } from '../dom/walk.ts'
import { Place, type Block, type Scope } from './blocks.ts'

/** A reference mark: `1`, `[12]`, `*`, `†`. */
const MARK = /^[[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?$/i
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

/** Whether a note has the id itself or an anchor with it at its beginning. */
function isTarget(element: Element, targets: ReadonlySet<string>): boolean {
  if (element.attribs.id !== undefined && targets.has(element.attribs.id)) return true
  const [first] = element.children.filter((child) => child instanceof Element)
  if (!first || first.name !== 'a') return false
  return targets.has(first.attribs.id ?? first.attribs.name ?? '')
}
