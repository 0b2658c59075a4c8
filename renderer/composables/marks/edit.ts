import type { Mark } from '../../../shared/model/mark.ts'
import type { Anchor } from '../../../shared/marks/anchor.ts'

/** A new mark; its id only has to be unique in its article. */
export function newMark(anchor: Anchor, colour: Mark['colour'], now = new Date()): Mark {
  return { ...anchor, id: crypto.randomUUID().slice(0, 13), colour, note: '', made: now.toISOString() }
}

/** A note to the whole article. */
export function newArticleNote(title: string, now = new Date()): Mark {
  return { ...newMark({ quote: title, before: '', after: '', start: 0 }, 'amber', now), about: 'article' }
}

export function changedMark(mark: Mark, change: Partial<Pick<Mark, 'colour' | 'note'>>, now = new Date()): Mark {
  return { ...mark, ...change, changed: now.toISOString() }
}

/**
 * The mark after (or before) another, for N and P; marks in the order of the page with their tops in px. Without another: the first
 * one in view or below (the last one in view or above).
 */
export function neighbour(
  ordered: readonly { id: string; top: number }[],
  from: string | undefined,
  view: { top: number; bottom: number },
  step: 1 | -1,
): string | undefined {
  const at = ordered.findIndex(({ id }) => id === from)
  if (at >= 0) return ordered[at + step]?.id
  return step === 1
    ? ordered.find(({ top }) => top >= view.top)?.id
    : ordered.findLast(({ top }) => top <= view.bottom)?.id
}
