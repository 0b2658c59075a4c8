import type { Mark } from '../model/mark.ts'

/** Text kept on each side of a quote; shared/model/mark.ts speaks of up to 48 characters. */
export const CONTEXT_LENGTH = 48
/** Pieces of a quote that are looked for when the whole is not there any more. */
const SEED_LENGTH = 8
/** A quote may differ from what the text says now in this share of its characters; more is another sentence. */
const TOLERANCE = 0.3
/** Places that are compared character by character; the best seeds are enough. */
const CANDIDATES = 4

export type Anchor = Pick<Mark, 'quote' | 'before' | 'after' | 'start'>

/** Range in the plain text, UTF-16 offsets, end exclusive. `exact` is false when the words have changed. */
export interface Place {
  from: number
  to: number
  exact: boolean
}

/** The anchor of a range of the article's plain text; undefined when the range holds no words. */
export function anchorOf(text: string, from: number, to: number): Anchor | undefined {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start += 1
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  if (start >= end) return undefined
  return {
    quote: text.slice(start, end),
    before: text.slice(Math.max(0, start - CONTEXT_LENGTH), start),
    after: text.slice(end, end + CONTEXT_LENGTH),
    start,
  }
}

/**
 * Where a mark is in the text as it is now (W3C Web Annotation, TextQuoteSelector: the quote, then its surroundings choose
 * between equal quotes, then the old position). When the text has changed, the most similar passage is taken;
 * undefined when there is none.
 */
export function locate(text: string, anchor: Anchor): Place | undefined {
  const hay = fold(text)
  const quote = fold(anchor.quote)
  if (quote.trim() === '') return undefined
  const before = fold(anchor.before)
  const after = fold(anchor.after)
  const places = allOf(hay, quote)
  if (places.length > 0) {
    const from = best(places, (at) => contextScore(hay, at, at + quote.length, before, after), anchor.start)
    return { from, to: from + quote.length, exact: true }
  }
  return similar(hay, quote, before, after, anchor.start) ?? between(hay, before, after, quote.length, anchor.start)
}

/** One character for one, so that offsets stay: white space of every kind and case do not make a difference. */
function fold(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function isSpace(code: number): boolean {
  return /\s/.test(String.fromCharCode(code))
}

function allOf(hay: string, needle: string): number[] {
  const found: number[] = []
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) found.push(at)
  return found
}

/** The place with the highest score; of equals the one nearest to where it was. */
function best(places: number[], score: (at: number) => number, start: number): number {
  let choice = places[0] ?? 0
  let high = -1
  for (const at of places) {
    const value = score(at)
    if (value > high || (value === high && Math.abs(at - start) < Math.abs(choice - start))) {
      choice = at
      high = value
    }
  }
  return choice
}

/** How many characters of the surroundings agree, counted away from the quote on both sides. */
function contextScore(hay: string, from: number, to: number, before: string, after: string): number {
  let same = 0
  while (same < before.length && from - 1 - same >= 0 && hay[from - 1 - same] === before[before.length - 1 - same])
    same += 1
  let behind = 0
  while (behind < after.length && hay[to + behind] === after[behind]) behind += 1
  return same + behind
}

/** Seeds of the quote vote for a shift of the text against it; the winners are compared by edit distance. */
function similar(hay: string, quote: string, before: string, after: string, start: number): Place | undefined {
  if (quote.length < SEED_LENGTH * 2) return undefined
  const bucket = Math.max(4, Math.floor(quote.length * TOLERANCE))
  const votes = new Map<number, number>()
  for (let offset = 0; offset + SEED_LENGTH <= quote.length; offset += SEED_LENGTH / 2) {
    for (const at of allOf(hay, quote.slice(offset, offset + SEED_LENGTH))) {
      const shift = Math.round((at - offset) / bucket)
      votes.set(shift, (votes.get(shift) ?? 0) + 1)
    }
  }
  const shifts = [...votes]
    .sort((a, b) => b[1] - a[1] || Math.abs(a[0] * bucket - start) - Math.abs(b[0] * bucket - start))
    .slice(0, CANDIDATES)
  let choice: (Place & { cost: number }) | undefined
  for (const [shift] of shifts) {
    const low = Math.max(0, shift * bucket - bucket * 2)
    const window = hay.slice(low, shift * bucket + quote.length + bucket * 2)
    const match = closest(window, quote)
    if (!match || match.cost > quote.length * TOLERANCE) continue
    const from = low + match.from
    const to = low + match.to
    // equal surroundings are worth as much as the largest difference that is let through
    const surroundings = contextScore(hay, from, to, before, after) / (CONTEXT_LENGTH * 2)
    const cost = match.cost - surroundings * quote.length * TOLERANCE
    if (!choice || cost < choice.cost) choice = { from, to, exact: false, cost }
  }
  return choice && { from: choice.from, to: choice.to, exact: false }
}

/** The stretch of `text` with the least edit distance to `pattern` (Sellers 1980), with where it starts. */
function closest(text: string, pattern: string): { from: number; to: number; cost: number } | undefined {
  const rows = pattern.length
  let costs = Int32Array.from({ length: rows + 1 }, (_, row) => row)
  let starts = new Int32Array(rows + 1)
  let answer: { from: number; to: number; cost: number } | undefined
  for (let column = 1; column <= text.length; column += 1) {
    const nextCosts = new Int32Array(rows + 1)
    const nextStarts = new Int32Array(rows + 1)
    nextStarts[0] = column
    for (let row = 1; row <= rows; row += 1) {
      const replace = (costs[row - 1] ?? 0) + (text[column - 1] === pattern[row - 1] ? 0 : 1)
      const insert = (costs[row] ?? 0) + 1
      const remove = (nextCosts[row - 1] ?? 0) + 1
      const least = Math.min(replace, insert, remove)
      nextCosts[row] = least
      nextStarts[row] =
        (least === replace ? starts[row - 1] : least === insert ? starts[row] : nextStarts[row - 1]) ?? 0
    }
    costs = nextCosts
    starts = nextStarts
    const cost = costs[rows] ?? 0
    if (!answer || cost < answer.cost) answer = { from: starts[rows] ?? 0, to: column, cost }
  }
  return answer
}

/** A short quote that was rewritten is still between the words that stood around it. */
function between(hay: string, before: string, after: string, length: number, start: number): Place | undefined {
  if (before.trim().length < SEED_LENGTH || after.trim().length < SEED_LENGTH) return undefined
  const places = allOf(hay, before)
  if (places.length === 0) return undefined
  const from = best(places, () => 0, start) + before.length
  const to = hay.indexOf(after, from)
  if (to <= from || to - from > length * 2) return undefined
  return { from, to, exact: false }
}
