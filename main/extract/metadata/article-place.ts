import { isElement, type Element } from '../dom/node.ts'
import type { Block, Scope } from '../content/blocks.ts'
import type { Evidence } from './evidence.ts'

/** What is looked through for values of an article, and where on the page the article stands. */
export interface ArticlePlace {
  evidence: Evidence
  blocks: readonly Block[]
  scopes: ReadonlyMap<Element, Scope>
  /** blocks of the main text: the first, and the one after the last */
  start: number
  end: number
  /** block of the title, when it is on the page */
  titleAt: number | undefined
}

/** The innermost scope around an element, or its own. */
export function nearestScope(element: Element, scopes: ReadonlyMap<Element, Scope>): Scope | undefined {
  for (let at: Element['parent'] | Element = element; at; at = at.parent) {
    const scope = isElement(at) ? scopes.get(at) : undefined
    if (scope) return scope
  }
  return undefined
}
