import type { Hits } from '../../../shared/model/article.ts'

/** A text in pieces, those that match marked. Ranges that overlap or leave the text do no harm. */
export function piecesOf({ text, ranges }: Hits): { text: string; hit: boolean }[] {
  const pieces: { text: string; hit: boolean }[] = []
  let at = 0
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from)
    if (to <= start) continue
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false })
    pieces.push({ text: text.slice(start, to), hit: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false })
  return pieces.filter((piece) => piece.text !== '')
}
