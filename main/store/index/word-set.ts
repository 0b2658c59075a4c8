import { letterBits, pointAt, unitsOf } from '../../platform/letters.ts'

/**
 * The different words of a text, in their order; `kinds` are the bits of the letters that words are made of. Letters are looked
 * up, so that a text is walked through several times quicker than an expression matches its words.
 */
export function wordSet(text: string, kinds: number): Set<string> {
  const words = new Set<string>()
  let from = -1
  const { length } = text
  for (let at = 0; at < length;) {
    const point = pointAt(text, at)
    if ((letterBits(point) & kinds) !== 0) {
      if (from < 0) from = at
    } else if (from >= 0) {
      words.add(text.slice(from, at))
      from = -1
    }
    at += unitsOf(point)
  }
  if (from >= 0) words.add(text.slice(from))
  return words
}
