import { isElement, isText, makeText, setChildren, type ChildNode, type Element } from '../dom/node.ts'
import { MARK } from '../content/footnotes.ts'
import { lineOf } from '../dom/walk.ts'
import { countSteps } from './steps.ts'

const HOLDS_WITHOUT_TEXT: ReadonlySet<string> = new Set(['img', 'br', 'hr', 'td', 'th', 'col', 'math', 'wbr'])
const LINES: ReadonlySet<string> = new Set([
  'p',
  'li',
  'dt',
  'dd',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'td',
  'th',
  'figcaption',
  'summary',
])
const HEADING = /^h[2-6]$/
const MAX_ID = 60

/** Takes out what is empty, innermost first; gives headings ids for the outline; unties links that lead nowhere. */
export function tidy(top: Element): ChildNode[] {
  const order: Element[] = []
  const waiting: Element[] = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node)
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at]
      if (isElement(child)) waiting.push(child)
    }
  }
  for (let at = order.length - 1; at >= 0; at--) {
    const element = order[at]
    if (element) {
      dropEmpty(element)
      joinNotes(element)
      freePictures(element)
    }
    if (element?.name === 'ul' || element?.name === 'ol') countSteps(element)
  }
  setChildren(top, dropLooseRules(top.children))
  const ids = new Set<string>()
  const counts = new Map<string, number>()
  for (const { attribs } of order) if (attribs.id !== undefined) ids.add(attribs.id)
  for (const element of order) {
    if (HEADING.test(element.name) && element.attribs.id === undefined)
      element.attribs.id = freeId(lineOf(element), ids, counts)
    const { href } = element.attribs
    if (href?.startsWith('#') && !ids.has(href.slice(1))) delete element.attribs.href
  }
  return top.children
}

/** A rule stands between two things: not first, not last, and not after another one. */
function dropLooseRules(nodes: readonly ChildNode[]): ChildNode[] {
  const kept: ChildNode[] = []
  let rule: ChildNode | undefined
  let begun = false
  for (const node of nodes) {
    if (isElement(node) && node.name === 'hr') {
      if (begun) rule ??= node
      continue
    }
    if (!isBlank(node)) {
      if (rule) kept.push(rule)
      rule = undefined
      // the picture above the text needs no rule below it
      begun ||= !(isElement(node) && node.name === 'figure')
    }
    kept.push(node)
  }
  return kept
}

function dropEmpty(element: Element): void {
  const kept = element.children.filter(
    (child) => !isElement(child) || HOLDS_WITHOUT_TEXT.has(child.name) || child.children.some(holds),
  )
  if (LINES.has(element.name)) {
    while (isBlank(kept[0])) kept.shift()
    while (isBlank(kept[kept.length - 1])) kept.pop()
  }
  // a row of empty cells says nothing
  if (element.name === 'tr' && !kept.some((cell) => isElement(cell) && cell.children.some(holds))) kept.length = 0
  setChildren(element, kept)
}

/** The mark of a note on a line of its own goes to the beginning of the note. */
function joinNotes(element: Element): void {
  if (!element.children.some((child) => isElement(child) && isNoteMark(child))) return
  let mark: Element | undefined
  const kept: ChildNode[] = []
  for (const child of element.children) {
    if (mark && isElement(child) && child.name === 'p') {
      kept.pop()
      setChildren(child, [...mark.children, makeText(' '), ...child.children])
    }
    mark = isElement(child) && isNoteMark(child) ? child : undefined
    kept.push(child)
  }
  if (kept.length < element.children.length) setChildren(element, kept)
}

function isNoteMark({ name, children }: Element): boolean {
  const [link] = children
  if (name !== 'p' || children.length !== 1 || !isElement(link) || link.name !== 'a') return false
  return link.attribs.id !== undefined && link.attribs.href?.startsWith('#') === true && MARK.test(lineOf(link))
}

/** A list of nothing but pictures is no list: each stands on its own. */
function freePictures(element: Element): void {
  const isPictures = (list: ChildNode): list is Element =>
    isElement(list) && (list.name === 'ul' || list.name === 'ol') && list.children.every(isPicture)
  if (!element.children.some(isPictures)) return
  const free = (list: ChildNode): ChildNode[] =>
    isPictures(list) ? list.children.flatMap((item) => (isElement(item) ? item.children : [])) : [list]
  setChildren(element, element.children.flatMap(free))
}

const isPicture = (item: ChildNode): boolean =>
  isBlank(item) ||
  (isElement(item) && item.children.every((child) => isBlank(child) || (isElement(child) && child.name === 'figure')))

const isBlank = (node: ChildNode | undefined): boolean =>
  isText(node) ? node.data.trim() === '' : isElement(node) && node.name === 'br'

const holds = (node: ChildNode): boolean => !isBlank(node)

/** A readable id for a heading, not used yet; `counts` says with which number to begin. */
function freeId(text: string, ids: Set<string>, counts: Map<string, number>): string {
  const base =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, MAX_ID) || 'section'
  let count = counts.get(base) ?? 1
  let id = base
  while (ids.has(id)) id = `${base}-${String(++count)}`
  counts.set(base, count)
  ids.add(id)
  return id
}
