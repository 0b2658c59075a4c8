import { compile, selectAll } from 'css-select'
import type { AnyNode, Element, ParentNode } from 'domhandler'

/** Why a selector cannot be used; undefined when it can. */
export function selectorProblem(selector: string): string | undefined {
  try {
    compile<AnyNode, Element>(selector)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The elements that a selector finds, in document order; none for a selector that is none. */
export function select(selector: string, root: ParentNode): Element[] {
  try {
    return selectAll<AnyNode, Element>(selector, root.children)
  } catch {
    return []
  }
}

/** The same for several selectors. */
export function selectSet(selectors: readonly string[], root: ParentNode): Set<Element> {
  return new Set(selectors.flatMap((selector) => select(selector, root)))
}
