import { type ChildNode, Element, isTag, isText, type ParentNode, Text } from 'domhandler'
import { appendChild, prepend, prependChild, removeElement, replaceElement } from 'domutils'
import type { Mark } from '../../shared/model/mark.ts'

/** Elements that a mark may stand around; around any other it stands inside. */
const INLINE: ReadonlySet<string> = new Set([
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'q', 's', 'samp'],
  ...['small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var'],
])

interface Piece {
  node: Text
  /** where the piece begins in the words of the whole, white space not counted */
  start: number
}

const bare = (text: string): string => text.replace(/\s+/g, '')

/**
 * Puts a <mark data-mark="ID"> around the words of each mark. White space does not count, so that a quote across blocks is
 * found too; of several places the one with the best surroundings, then the nearest to `start`. Returns the marks whose
 * words are no longer in the article.
 */
export function wrapMarks(root: ParentNode, marks: Mark[]): Mark[] {
  return marks.filter((mark) => {
    if (mark.about === 'article') return false
    const { pieces, words, share } = wordsOf(root)
    const quote = bare(mark.quote)
    const at = quote === '' ? -1 : bestPlace(words, quote, mark, mark.start * share)
    if (at < 0) return true
    for (const { node, start } of pieces) {
      const from = Math.max(at - start, 0)
      const to = Math.min(at + quote.length - start, bare(node.data).length)
      if (from < to) wrap(node, rawOffset(node.data, from), rawOffset(node.data, to - 1) + 1, mark.id)
    }
    return false
  })
}

/** `share` is the part of the text that is not white space. */
function wordsOf(root: ParentNode): { pieces: Piece[]; words: string; share: number } {
  const pieces: Piece[] = []
  const parts: string[] = []
  let start = 0
  let length = 0
  const waiting: ChildNode[] = [...root.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) {
      const words = bare(node.data)
      if (words === '') continue
      pieces.push({ node, start })
      parts.push(words)
      start += words.length
      length += node.data.replace(/\s+/g, ' ').length
    } else if (isTag(node) && node.name !== 'script' && node.name !== 'style') {
      waiting.push(...[...node.children].reverse())
    }
  }
  return { pieces, words: parts.join(''), share: length === 0 ? 1 : start / length }
}

/** `expected` is where the mark was made, in characters other than white space. */
function bestPlace(words: string, quote: string, mark: Mark, expected: number): number {
  const before = bare(mark.before)
  const after = bare(mark.after)
  let best = { at: -1, fits: -1, far: 0 }
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) {
    const fits = commonEnd(words.slice(0, at), before) + commonStart(words.slice(at + quote.length), after)
    const far = Math.abs(at - expected)
    if (fits > best.fits || (fits === best.fits && far < best.far)) best = { at, fits, far }
  }
  return best.at
}

function commonStart(text: string, expected: string): number {
  let count = 0
  while (count < expected.length && text[count] === expected[count]) count++
  return count
}

function commonEnd(text: string, expected: string): number {
  let count = 0
  while (count < expected.length && text.at(-1 - count) === expected.at(-1 - count)) count++
  return count
}

/** Offset in `text` of the character that has `count` characters other than white space before it. */
function rawOffset(text: string, count: number): number {
  let left = count
  for (let at = 0; at < text.length; at++) {
    if (/\s/.test(text.charAt(at))) continue
    if (left === 0) return at
    left--
  }
  return text.length
}

function wrap(node: Text, from: number, to: number, id: string): void {
  const mark = new Element('mark', { 'data-mark': id })
  const rest = node.data.slice(to)
  const start = node.data.slice(0, from)
  const marked = new Text(node.data.slice(from, to))
  replaceElement(node, mark)
  appendChild(mark, marked)
  if (start !== '') prepend(mark, new Text(start))
  if (rest !== '') appendAfter(mark, new Text(rest))
  join(lift(mark), id)
}

function appendAfter(node: Element, next: ChildNode): void {
  const wasNext = node.next
  if (wasNext) prepend(wasNext, next)
  else if (node.parent) appendChild(node.parent, next)
}

/** A mark around all of an inline element stands outside of it: `==*word*==`, not `*==word==*`. */
function lift(mark: Element): Element {
  let { parent } = mark
  while (parent && isTag(parent) && INLINE.has(parent.name) && parent.children.length === 1) {
    const inner = [...mark.children]
    removeElement(mark)
    replaceElement(parent, mark)
    // replaceElement leaves them, and appendChild would take the parent out of its old place once more
    parent.prev = parent.next = parent.parent = null
    mark.children = []
    for (const child of inner) appendChild(parent, child)
    appendChild(mark, parent)
    parent = mark.parent
  }
  return mark
}

/** One mark around neighbours of the same mark, with the white space between them. */
function join(mark: Element, id: string): void {
  const gap = mark.prev && isText(mark.prev) && mark.prev.data.trim() === '' ? mark.prev : undefined
  const before = gap ? gap.prev : mark.prev
  if (!before || !isTag(before) || before.attribs['data-mark'] !== id) return
  const moved = [...before.children, ...(gap ? [gap] : [])]
  for (const child of moved.reverse()) {
    removeElement(child)
    prependChild(mark, child)
  }
  removeElement(before)
}
