import { Element, type ChildNode } from 'domhandler'
import { lineOf, rawText } from '../dom/walk.ts'

/** A single number is no count. */
const FEWEST = 2

const named = (node: ChildNode, name: string): node is Element => node instanceof Element && node.name === name

/**
 * A list whose items begin with a line that holds nothing but their number, as recipes write their steps, counts them itself; the
 * lines go.
 */
export function countSteps(list: Element): void {
  const items = list.children.filter((child) => named(child, 'li'))
  if (items.length < FEWEST) return
  const rests = items.map((item, at) => withoutNumber(item, at + 1))
  if (rests.includes(undefined)) return
  list.name = 'ol'
  items.forEach((item, at) => {
    item.children = rests[at] ?? item.children
    const [first] = item.children
    if (first) first.prev = null
  })
}

/** What stands in an item below the line of its number; undefined where there is none. */
function withoutNumber(item: Element, number: number): ChildNode[] | undefined {
  const { children } = item
  const lineBreak = children.findIndex((child) => named(child, 'br'))
  const [first] = children
  const paragraph = first !== undefined && named(first, 'p')
  const end = paragraph ? 1 : lineBreak
  if (end < 1) return undefined
  const line = paragraph
    ? lineOf(first)
    : children
        .slice(0, end)
        .map((child) => (child instanceof Element ? rawText(child) : 'data' in child ? child.data : ''))
        .join('')
        .trim()
  const rest = children.slice(paragraph ? end : end + 1)
  return line.replace(/[.):]$/, '') === String(number) && rest.length > 0 ? rest : undefined
}
