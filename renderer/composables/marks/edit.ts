import type { Mark } from '../../../shared/model/mark.ts'
import type { Anchor } from '../../../shared/marks/anchor.ts'

/** A new mark; its id only has to be unique in its article. */
export function newMark(anchor: Anchor, colour: Mark['colour'], now = new Date()): Mark {
  return { ...anchor, id: crypto.randomUUID().slice(0, 13), colour, note: '', made: now.toISOString() }
}

export function changedMark(mark: Mark, change: Partial<Pick<Mark, 'colour' | 'note'>>, now = new Date()): Mark {
  return { ...mark, ...change, changed: now.toISOString() }
}

/** The mark after (or before) a place in the page, for N and P; tops in px, in the order of the page. */
export function neighbour(tops: { id: string; top: number }[], line: number, step: 1 | -1): string | undefined {
  const EDGE_PX = 4
  return step === 1
    ? tops.find(({ top }) => top > line + EDGE_PX)?.id
    : tops.filter(({ top }) => top < line - EDGE_PX).at(-1)?.id
}
