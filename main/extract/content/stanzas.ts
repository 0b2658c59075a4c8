import { isElement, isText, makeDocument, type ChildNode, type Element, type ParentNode } from '../dom/node.ts'
import { flows, SKIPPED } from './blocks.ts'
import { isBlank, squeeze, walkElements } from '../dom/walk.ts'

/** Characters of a line of a poem; what is longer is a paragraph. */
export const LONGEST_LINE = 100
/** Fewer lines and stanzas could be anything that a page writes in boxes. */
export const LEAST_LINES = 4
const LEAST_STANZAS = 2

/** Where a line stands in its stanza. */
interface Line {
  first: boolean
  last: boolean
}

/** Boxes that a page lays its lines in; all others say what they are. */
const isBox = ({ name }: Element): boolean => name === 'div' || name === 'section'

/** What a box holds: a line of text, nothing, or neither of both. */
function contentOf(box: Element, dropped: ReadonlySet<ChildNode>): 'line' | 'nothing' | 'other' {
  let length = 0
  let breaks = 0
  const waiting: ChildNode[] = [...box.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) {
      if (!dropped.has(node)) length += squeeze(node.data).length
      if (length > LONGEST_LINE) return 'other'
    } else if (isElement(node)) {
      if (node.name === 'br') breaks++
      else if (!flows(node) || SKIPPED.has(node.name) || node.name === 'img') return 'other'
      for (const child of node.children.toReversed()) waiting.push(child)
    }
  }
  if (length === 0) return 'nothing'
  return breaks > 0 ? 'other' : 'line'
}

/** Stanzas that follow each other, and what is between the last two. */
interface Poem {
  stanzas: Element[][]
  parted: boolean
}

/** Finds the poems below some nodes: stanzas in boxes beside each other, or parted by empty ones. A single stanza is not known for one. */
export function linesOfPoems(roots: readonly ChildNode[], dropped: ReadonlySet<ChildNode>): ReadonlyMap<Element, Line> {
  const lines = new Map<Element, Line>()
  const take = ({ stanzas }: Poem): void => {
    const count = stanzas.reduce((sum, stanza) => sum + stanza.length, 0)
    // most have more than a line: paragraphs may be short, too
    if (stanzas.length < LEAST_STANZAS || count < LEAST_LINES || count < stanzas.length * 2) return
    for (const stanza of stanzas)
      for (const line of stanza) lines.set(line, { first: line === stanza[0], last: line === stanza.at(-1) })
  }
  const among = ({ children }: ParentNode): void => {
    if (!children.some((child) => isElement(child) && isBox(child))) return
    let poem: Poem = { stanzas: [], parted: true }
    const end = (): void => {
      take(poem)
      poem = { stanzas: [], parted: true }
    }
    for (const child of children) {
      if (isText(child) && (isBlank(child.data) || dropped.has(child))) continue
      if (!isElement(child)) {
        end()
        continue
      }
      const inBox = isBox(child)
      const what = inBox || child.name === 'p' ? contentOf(child, dropped) : 'other'
      if (what === 'nothing' || child.name === 'br') poem.parted = true
      else if (what === 'line' && inBox) {
        const last = poem.stanzas.at(-1)
        if (poem.parted || last === undefined) poem.stanzas.push([child])
        else last.push(child)
        poem.parted = false
      } else {
        const stanza = inBox ? stanzaIn(child, dropped) : undefined
        if (stanza === undefined) end()
        else {
          poem.stanzas.push(stanza)
          poem.parted = true
        }
      }
    }
    end()
  }
  const top = makeDocument([...roots])
  among(top)
  walkElements(top, (element) => {
    among(element)
    return !SKIPPED.has(element.name)
  })
  return lines
}

/** The lines of a box that holds nothing else and at least two of them. */
function stanzaIn(box: Element, dropped: ReadonlySet<ChildNode>): Element[] | undefined {
  const lines: Element[] = []
  for (const child of box.children) {
    if (isText(child) && (isBlank(child.data) || dropped.has(child))) continue
    if (!isElement(child) || !isBox(child)) return undefined
    const what = contentOf(child, dropped)
    if (what === 'other') return undefined
    if (what === 'line') lines.push(child)
  }
  return lines.length > 1 ? lines : undefined
}
