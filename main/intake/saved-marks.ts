import { randomUUID } from 'node:crypto'
import type { Mark } from '../../shared/model/mark.ts'
import type { Page } from '../formats/page.ts'

/** Characters of text kept before and after a mark (shared/model/mark.ts). */
const CONTEXT = 48

/** Text without its blanks, which saver and extractor set differently, and the place of each character that is left. */
function withoutBlanks(text: string): { plain: string; places: number[] } {
  const places: number[] = []
  let plain = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (/[\s\u200b\u00ad]/.test(character)) continue
    plain += character
    places.push(at)
  }
  return { plain, places }
}

/** How many characters two texts have in common from the start, or from the end. */
function common(a: string, b: string, from: 'start' | 'end'): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && (from === 'start' ? a[length] === b[length] : a.at(-1 - length) === b.at(-1 - length)))
    length++
  return length
}

/**
 * Marks that the saver left in the page, anchored in the article's text: of equal quotes the one with the most of the same text
 * around it. What the article's text does not hold is left out. `made` is the time for them, as nobody wrote down their own.
 */
export function anchorMarks(marks: Page['marks'], text: string, made: string): Mark[] {
  if (marks.length === 0) return []
  const { plain, places } = withoutBlanks(text)
  return marks.flatMap((mark) => {
    const quote = withoutBlanks(mark.quote).plain
    if (quote === '') return []
    const before = withoutBlanks(mark.before).plain
    const after = withoutBlanks(mark.after).plain
    let best: { at: number; score: number } | undefined
    for (let at = plain.indexOf(quote); at >= 0; at = plain.indexOf(quote, at + 1)) {
      const end = at + quote.length
      const score =
        common(plain.slice(Math.max(0, at - before.length), at), before, 'end') +
        common(plain.slice(end, end + after.length), after, 'start')
      if (best === undefined || score > best.score) best = { at, score }
    }
    const start = best === undefined ? undefined : places[best.at]
    const last = best === undefined ? undefined : places[best.at + quote.length - 1]
    if (start === undefined || last === undefined) return []
    return [
      {
        ...mark,
        id: randomUUID(),
        quote: text.slice(start, last + 1),
        before: text.slice(Math.max(0, start - CONTEXT), start),
        after: text.slice(last + 1, last + 1 + CONTEXT),
        start,
        made,
      },
    ]
  })
}

/** Marks of which only the words are known: anchored where the text has them, kept without a place where it has not. */
export function quotedMarks(quotes: NonNullable<Page['quotes']>, text: string, made: string): Mark[] {
  return quotes.flatMap(({ quote, note = '', colour = 'amber', made: own = made, about }) => {
    const mark = { quote: quote.trim(), before: '', after: '', note, colour }
    if (mark.quote === '') return []
    if (about !== undefined) return [{ ...mark, id: randomUUID(), start: 0, made: own, about }]
    const [anchored] = anchorMarks([mark], text, own)
    return [anchored ?? { ...mark, id: randomUUID(), start: 0, made: own }]
  })
}
