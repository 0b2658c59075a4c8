import type { Mark } from '../../../shared/model/mark.ts'
import { locate, type Place } from '../../../shared/marks/anchor.ts'
import { plainText, type PlainText } from './text.ts'

export interface Highlighted {
  plain: PlainText
  places: Map<string, Place>
  /** marks whose words are not in the page any more */
  lost: Mark[]
}

/**
 * Shows marks in the page by wrapping their words in `<mark>`, which screen readers know and which can be focused (the
 * CSS highlight API can do neither). The marks of before are taken out first.
 */
export function highlight(root: Element, marks: Mark[]): Highlighted {
  unwrap(root)
  let plain = plainText(root)
  const places = new Map<string, Place>()
  const lost: Mark[] = []
  for (const mark of marks) {
    const place = locate(plain.text, mark)
    if (place) places.set(mark.id, place)
    else lost.push(mark)
  }
  // from the end, so that splitting a text node leaves the offsets before it as they were
  const ordered = marks
    .flatMap((mark) => {
      const place = places.get(mark.id)
      return place ? [{ mark, place }] : []
    })
    .sort((a, b) => b.place.from - a.place.from || b.place.to - a.place.to)
  let reached = Infinity
  for (const { mark, place } of ordered) {
    if (place.to > reached) plain = plainText(root)
    wrap(plain.parts(place.from, place.to), mark)
    reached = place.from
  }
  return { plain: ordered.length > 0 ? plainText(root) : plain, places, lost }
}

/** The pieces of a mark in the page, in order. */
export function piecesOf(root: Element, id: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('mark[data-mark]')].filter(({ dataset }) => dataset.mark === id)
}

function wrap(parts: { node: Text; from: number; to: number }[], mark: Mark): void {
  parts.forEach(({ node, from, to }, index) => {
    if (to < node.length) node.splitText(to)
    const middle = from > 0 ? node.splitText(from) : node
    const element = document.createElement('mark')
    element.className = `hl mark-${mark.colour}`
    element.dataset.mark = mark.id
    if (index === 0) element.tabIndex = 0
    middle.replaceWith(element)
    element.append(middle)
  })
}

function unwrap(root: Element): void {
  const marks = root.querySelectorAll('mark[data-mark]')
  for (const mark of marks) mark.replaceWith(...mark.childNodes)
  if (marks.length > 0) root.normalize()
}
