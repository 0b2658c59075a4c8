import { compile, selectAll, type Options } from 'css-select'
import { isElement, type AnyNode, type Element, type ParentNode } from '../dom/node.ts'
import { rawText } from '../dom/walk.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'

/** The tree of a page, as the library asks for it. */
const OF_A_PAGE: Options<AnyNode, Element> = {
  adapter: {
    isTag: isElement,
    getName: ({ name }) => name,
    getParent: ({ parent }) => parent,
    getChildren: ({ children }) => children,
    getSiblings: (node) => node.parent?.children ?? [node],
    getAttributeValue: ({ attribs }, name) => attribs[name],
    hasAttrib: ({ attribs }, name) => Object.hasOwn(attribs, name),
    getText: rawText,
    removeSubsets: (nodes) => {
      const all = new Set(nodes)
      return [...all].filter((node) => !isInsideOne(node, all))
    },
  },
}

function isInsideOne(node: AnyNode, others: ReadonlySet<AnyNode>): boolean {
  for (let { parent } = node; parent; { parent } = parent) if (others.has(parent)) return true
  return false
}

/** How the library's messages begin, and what they mean; what none begins with is quoted. */
const REASONS: readonly (readonly [RegExp, Phrase])[] = [
  [/^Expected name/, 'selector.name'],
  [/^Empty sub-selector/, 'selector.empty'],
  [/^Did not expect successive/, 'selector.successive'],
  [/^(?:Attribute|Expected `=`)/, 'selector.attribute'],
  [/^(?:Parenthesis|Missing closing)/, 'selector.parenthesis'],
  [/^Unmatched selector/, 'selector.rest'],
  [/^Comment/, 'selector.comment'],
  [/^n-th rule/, 'selector.count'],
  [/^(?:Unknown pseudo|Pseudo-)/, 'selector.pseudo'],
  [/^(?:Namespaced|Column)/, 'selector.namespace'],
]

/** Why a selector cannot be used: a phrase, or the library's own words; undefined when it can. */
export function selectorProblem(selector: string): string | undefined {
  try {
    compile<AnyNode, Element>(selector, OF_A_PAGE)
    return undefined
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return REASONS.find(([begins]) => begins.test(said))?.[1] ?? said
  }
}

/** The elements that a selector finds, in document order; none for a selector that is none. */
export function select(selector: string, root: ParentNode): Element[] {
  try {
    return selectAll<AnyNode, Element>(selector, root.children, OF_A_PAGE)
  } catch {
    return []
  }
}

/** The same for several selectors. */
export function selectSet(selectors: readonly string[], root: ParentNode): Set<Element> {
  return new Set(selectors.flatMap((selector) => select(selector, root)))
}
