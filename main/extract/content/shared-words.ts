import { codeAt } from '../../platform/letters.ts'

const WORD = /[\p{L}\p{N}]+/gu

/** Codes from here on are looked up by what Unicode says of them. */
const BEYOND = 0x100
/** For the codes below: the letter or digit in lower case, 0 for what stands between words. */
const LOWER = Uint8Array.from({ length: BEYOND }, (_, code) => {
  const letter = String.fromCharCode(code)
  return /[\p{L}\p{N}]/u.test(letter) ? letter.toLowerCase().charCodeAt(0) : 0
})
/** Dashes, quotation marks, dots and the like: no part of a word. */
const isMark = (code: number): boolean => code >= 0x2010 && code <= 0x2027

/** One step of a word's hash. */
const hashed = (hash: number, letter: number): number => (Math.imul(hash, 31) + letter) | 0

/**
 * How large a share of a text's words a title has too. Every text of a page is asked: the words of Latin letters are compared
 * where they stand.
 */
export function sharedWords(title: string): (text: string) => number {
  const words = new Set(title.toLowerCase().match(WORD))
  const byHash = new Map<number, string>()
  /** whether two of the words have one hash */
  let doubtful = false
  for (const word of words) {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = hashed(hash, word.charCodeAt(at))
    doubtful ||= byHash.has(hash)
    byHash.set(hash, word)
  }

  function slowly(text: string): number {
    const own = text.toLowerCase().match(WORD)
    return own ? own.filter((word) => words.has(word)).length / own.length : 0
  }

  const isWord = (text: string, from: number, to: number, word: string): boolean =>
    to - from === word.length && text.slice(from, to).toLowerCase() === word

  return (text) => {
    if (words.size === 0) return 0
    if (doubtful) return slowly(text)
    let all = 0
    let shared = 0
    let hash = 0
    let from = -1
    const { length } = text
    for (let at = 0; at <= length; at++) {
      const code = at < length ? codeAt(text, at) : 0
      if (code >= BEYOND && !isMark(code)) return slowly(text)
      const letter = LOWER[code] ?? 0
      if (letter !== 0) {
        if (from < 0) {
          from = at
          hash = 0
        }
        hash = hashed(hash, letter)
      } else if (from >= 0) {
        all++
        const word = byHash.get(hash)
        if (word !== undefined && isWord(text, from, at, word)) shared++
        from = -1
      }
    }
    return all === 0 ? 0 : shared / all
  }
}
