import { Element, Text, type ChildNode, type ParentNode } from 'domhandler'

/** Every element below `root` in document order; children of an element that `enter` refuses are left out. No recursion. */
export function walkElements(root: ParentNode, enter: (element: Element) => unknown): void {
  const waiting: ChildNode[] = []
  for (let at = root.children.length - 1; at >= 0; at--) waiting.push(root.children[at] as ChildNode)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!(node instanceof Element)) continue
    if (enter(node) === false) continue
    const { children } = node
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at] as ChildNode)
  }
}

/** All text below a node as it stands in the markup. */
export function rawText(root: ChildNode | ParentNode): string {
  if (root instanceof Text) return root.data
  if (!('children' in root)) return ''
  let text = ''
  const waiting: ChildNode[] = [...root.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node instanceof Text) text += node.data
    else if (node instanceof Element) {
      if (node.name === 'br') text += ' '
      for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at] as ChildNode)
    }
  }
  return text
}

/** Text below a node on one line. */
export const lineOf = (root: ChildNode | ParentNode): string => squeeze(rawText(root))

/** White space, no-break and zero-width ones too, squeezed to single spaces; soft hyphens go. */
export function squeeze(text: string): string {
  return text
    .replace(/\u00AD/g, '')
    .replace(/[\s\u200B\uFEFF]+/g, ' ')
    .trim()
}
