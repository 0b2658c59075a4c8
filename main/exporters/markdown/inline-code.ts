import { type ChildNode, Element, isTag, isText, type ParentNode, Text } from 'domhandler'
import { appendChild, findAll, removeElement, replaceElement, textContent } from 'domutils'

/** Stand-in for code in which something is set off: the Markdown rules write it as the element that it is. */
export const CODE_WITH_MORE = 'code-with-more'

/** What is kept of the elements in code; its other formatting would be read as signs of the code. */
const KEPT: ReadonlySet<string> = new Set(['a', 'mark'])

/** Code between backticks is words alone: a link around all of it moves outside, and what is set off in a part becomes a stand-in's. */
export function settleInlineCode(root: ParentNode): void {
  for (const code of findAll((element) => element.name === 'code' && !isInCodeBlock(element), root.children)) {
    const [only] = code.children.filter((child) => !isText(child) || child.data.trim() !== '')
    if (only && isTag(only) && KEPT.has(only.name) && textContent(only).trim() === textContent(code).trim()) {
      turnInsideOut(code, only)
    }
    if (findAll((element) => KEPT.has(element.name), code.children).length > 0) code.name = CODE_WITH_MORE
    else setChildren(code, [new Text(wordsOf(code.children))])
  }
}

/** Whether an element is a part of a `<pre>`. */
export function isInCodeBlock(element: Element): boolean {
  for (let outer = element.parent; outer && isTag(outer); outer = outer.parent) if (outer.name === 'pre') return true
  return false
}

const wordsOf = (nodes: readonly ChildNode[]): string =>
  nodes
    .map((node) => (isText(node) ? node.data : isTag(node) ? (node.name === 'br' ? ' ' : wordsOf(node.children)) : ''))
    .join('')

/** `<code><a>x</a></code>` as `<a><code>x</code></a>`. */
function turnInsideOut(outer: Element, inner: Element): void {
  const words = [...inner.children]
  removeElement(inner)
  replaceElement(outer, inner)
  setChildren(outer, words)
  setChildren(inner, [outer])
}

function setChildren(parent: Element, children: readonly ChildNode[]): void {
  parent.children = []
  for (const child of children) {
    // where they stood before would be mended as well
    child.prev = child.next = child.parent = null
    appendChild(parent, child)
  }
}
