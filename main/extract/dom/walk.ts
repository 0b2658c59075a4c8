import { isElement, isText, type ChildNode, type Document, type Element, type ParentNode } from './node.ts'
import { codeAt } from '../../platform/letters.ts'

/** Every element below `root` in document order; children of an element that `enter` refuses are left out. No recursion. */
export function walkElements(root: ParentNode, enter: (element: Element) => unknown): void {
  const waiting: ChildNode[] = []
  for (let at = root.children.length - 1; at >= 0; at--) waiting.push(root.children[at] as ChildNode)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue
    if (enter(node) === false) continue
    const { children } = node
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at] as ChildNode)
  }
}

/** Every element of a page as it was parsed, in document order: along its pointers, without a list of what is still to come. */
export function walkPage(document: Document, visit: (element: Element) => void): void {
  let node: ChildNode | null | undefined = document.children[0]
  while (node) {
    if (isElement(node)) {
      visit(node)
      const first: ChildNode | undefined = node.children[0]
      if (first) {
        node = first
        continue
      }
    }
    while (!node.next && isElement(node.parent)) node = node.parent
    node = node.next
  }
}

/** All text below a node as it stands in the markup. */
export function rawText(root: ChildNode | ParentNode): string {
  if (isText(root)) return root.data
  const { children } = root
  const first = children[0]
  if (children.length < 2 && (first === undefined || isText(first))) return first?.data ?? ''
  let text = ''
  const waiting: ChildNode[] = []
  for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at] as ChildNode)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) text += node.data
    else if (isElement(node)) {
      if (node.name === 'br') text += ' '
      for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at] as ChildNode)
    }
  }
  return text
}

/** Text below a node on one line. */
export const lineOf = (root: ChildNode | ParentNode): string => squeeze(rawText(root))

/** Text below a node on one line; undefined when it has more than so many letters, which is found out without reading on. */
export const lineWithin = (root: Element, most: number): string | undefined => linesWithin(root, most)?.[0]

/** The same, on as many lines as elements and breaks make it. */
export function linesWithin(root: Element, most: number, isLine?: (element: Element) => boolean): string[] | undefined {
  let letters = 0
  const texts = ['']
  const waiting: (ChildNode | undefined)[] = []
  for (let at = root.children.length - 1; at >= 0; at--) waiting.push(root.children[at])
  while (waiting.length > 0) {
    const node = waiting.pop()
    if (isText(node)) {
      const { data } = node
      const { length } = data
      for (let at = 0; at < length; at++) {
        const code = codeAt(data, at)
        if (!isWhite(code) && code !== SOFT_HYPHEN && ++letters > most) return undefined
      }
      texts[texts.length - 1] += data
    } else if (isElement(node)) {
      const ends = isLine?.(node) === true
      if (ends) texts.push('')
      else if (node.name === 'br') texts[texts.length - 1] += ' '
      // where a line ends the next begins
      if (ends) waiting.push(undefined)
      for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at])
    } else if (node === undefined) texts.push('')
  }
  const lines = texts.map(squeeze).filter((line) => line !== '')
  if (lines.length === 0) lines.push('')
  return lines.reduce((sum, line) => sum + line.length, 0) > most ? undefined : lines
}

const SPACE = 0x20
const SOFT_HYPHEN = 0xad

/** `\s` of a regular expression, and the zero-width space. */
const isWhite = (code: number): boolean =>
  code <= SPACE
    ? code === SPACE || (code >= 9 && code <= 13)
    : code >= 0xa0 &&
      (code === 0xa0 ||
        code === 0x1680 ||
        (code >= 0x2000 && code <= 0x200b) ||
        code === 0x2028 ||
        code === 0x2029 ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000 ||
        code === 0xfeff)

const ZERO_WIDTH_SPACE = 0x200b

/** Whether a text has nothing but white space: `trim` would leave nothing of it. */
export function isBlank(text: string): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (!isWhite(code) || code === ZERO_WIDTH_SPACE) return false
  }
  return true
}

/**
 * White space, no-break and zero-width ones too, squeezed to single spaces; soft hyphens and control characters go. Written out, as every text of a page
 * goes through it several times; one that is clean already comes back as it is.
 */
export function squeeze(text: string): string {
  const { length } = text
  let out = ''
  let from = 0
  let blank = true
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (code > SPACE && code < 0xa0) {
      blank = false
      continue
    }
    const isUnseen = code === SOFT_HYPHEN || (code < SPACE && !isWhite(code))
    if (!isUnseen && !isWhite(code)) {
      blank = false
      continue
    }
    // one space between two words is as it should be
    if (code === SPACE && !blank) {
      blank = true
      continue
    }
    if (at > from) out += text.slice(from, at)
    from = at + 1
    if (!isUnseen && !blank) {
      out += ' '
      blank = true
    }
  }
  if (from > 0) out += text.slice(from)
  else out = text
  return blank && out.endsWith(' ') ? out.slice(0, -1) : out
}
