import type { Hits } from '../../../shared/model/article.ts'

/**
 * A text in pieces: text and hit in turn, beginning with text, which may be empty. Ranges that overlap or leave the text do no
 * harm.
 */
export function piecesOf({ text, ranges }: Hits): string[] {
  const pieces: string[] = []
  let at = 0
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from)
    const hit = text.slice(start, to)
    if (hit === '') continue
    pieces.push(text.slice(at, start), hit)
    at = start + hit.length
  }
  pieces.push(text.slice(at))
  return pieces
}
