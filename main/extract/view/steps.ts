import { isElement, type ChildNode, type Element } from '../dom/node.ts'
import { lineOf, rawText } from '../dom/walk.ts'

/** A single number is no count. */
const FEWEST = 2

const named = (node: ChildNode, name: string): node is Element => isElement(node) && node.name === name

/**
 * A list whose items begin with a line that holds nothing but their number, as recipes write their steps, counts them itself; the
 * lines go.
 */
export function countSteps(list: Element): void {
  const items = list.children.filter((child) => named(child, 'li'))
  if (items.length < FEWEST) return
  const steps = items.map(stepOf).filter((step) => step !== undefined)
  const goesUp = steps.every(({ number }, at) => at === 0 || number > (steps[at - 1]?.number ?? 0))
  if (steps.length < items.length || !goesUp || (steps[0]?.number ?? 0) > 1) return
  list.name = 'ol'
  items.forEach((item, at) => {
    const step = steps[at]
    if (!step) return
    // where some are left out the others keep theirs
    if (step.number !== (steps[at - 1]?.number ?? 0) + 1) item.attribs.value = String(step.number)
    item.children = step.rest
    const [first] = item.children
    if (first) first.prev = null
  })
}

interface Step {
  number: number
  /** what stands below the number */
  rest: ChildNode[]
}

/** An item that begins with a line of its number; undefined where there is none. */
function stepOf(item: Element): Step | undefined {
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
        .map((child) => (isElement(child) ? rawText(child) : 'data' in child ? child.data : ''))
        .join('')
        .trim()
  const rest = children.slice(paragraph ? end : end + 1)
  const number = /^(\d{1,4})[.):]?$/.exec(line)?.[1]
  return number !== undefined && rest.length > 0 ? { number: Number(number), rest } : undefined
}
