import { Letter, letterBits, pointAt, unitsOf } from '../platform/letters.ts'

/** Adults read 238 words of English non-fiction a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047); a little less for the rest. */
const WORDS_A_MINUTE = 230

const PART_OF_WORD = Letter.letter | Letter.sign | Letter.number
/** Between two letters these are a part of the word. */
const isJoint = (point: number): boolean => point === 0x27 || point === 0x2d || point === 0x2e || point === 0x2019
/** A word of scripts without spaces has about two characters. */
const CHARACTERS_A_WORD = 2

/** How many words a text has; in scripts without spaces, half its characters. */
export function countWords(text: string): number {
  let words = 0
  let unspaced = 0
  let inWord = false
  /** whether the character before joins two parts of a word */
  let joint = false
  const { length } = text
  for (let at = 0; at < length;) {
    const point = pointAt(text, at)
    at += unitsOf(point)
    const bits = letterBits(point)
    if (bits & Letter.unspaced) {
      unspaced++
      inWord = joint = false
    } else if (bits & PART_OF_WORD) {
      if (!inWord && !joint) words++
      inWord = true
      joint = false
    } else {
      joint = inWord && isJoint(point)
      inWord = false
    }
  }
  return words + Math.round(unspaced / CHARACTERS_A_WORD)
}

/** Minutes to read that many words, at least one when there are any. */
export const minutesOf = (words: number): number => (words === 0 ? 0 : Math.max(1, Math.round(words / WORDS_A_MINUTE)))
