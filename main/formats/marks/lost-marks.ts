import type { Page } from '../page.ts'

/** What our own export writes above the marks whose words are not in the text (docs/exports.md). */
const LOST_MARKS = '\n<!-- marks whose words are not in the text -->\n'

/** Without the backslashes before punctuation (CommonMark 2.4). */
const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')

/** The Markdown above that line, and the marks below it: each a quotation, with its note behind it. */
export function splitLostMarks(body: string): { text: string; quotes: NonNullable<Page['quotes']> } {
  const at = body.lastIndexOf(LOST_MARKS)
  if (at < 0) return { text: body, quotes: [] }
  const parts = body.slice(at + LOST_MARKS.length).split(/\n{2,}(?=> ==)/)
  const quotes = parts.flatMap((part) => {
    const [, lines = '', note = ''] = /^\s*((?:> ?[^\n]*(?:\n|$))+)([^]*)$/.exec(part) ?? []
    const quote = /^==([^]+)==$/.exec(lines.replace(/^> ?/gm, '').trim())?.[1]
    return quote === undefined ? [] : [{ quote: unescaped(quote), note: unescaped(note.trim()) }]
  })
  return { text: body.slice(0, at), quotes }
}
