import { codeAt } from '../../platform/letters.ts'

/** What lists of names say about an element: bits, to the words in its class or id that say so. */
export type NameLists = readonly (readonly [bits: number, list: string])[]

/** Longer names are cut: no more letters of an element's names are looked at. */
export const MOST_NAMES = 400

/** What is known of a word: its own bits, and the names of several words that begin with it. */
interface Known {
  word: string
  bits: number
  phrases: (readonly [string, number])[]
}

/** One step of a word's hash; it stays a small number. */
const hashed = (hash: number, code: number): number => (Math.imul(hash, 31) + code) & 0x3fffffff

function hashOf(word: string): number {
  let hash = 0
  const { length } = word
  for (let at = 0; at < length; at++) hash = hashed(hash, codeAt(word, at))
  return hash
}

const isLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a
const hasLetterAt = (text: string, at: number): boolean => at < text.length && isLetter(codeAt(text, at))

/** In lower case, with a hyphen where a capital begins a word. */
function inLower(names: string): string {
  const { length } = names
  for (let at = 0; at < length; at++) {
    const code = codeAt(names, at)
    if ((code >= 0x41 && code <= 0x5a) || code >= 0x80) return names.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  }
  return names
}

/**
 * A test of class and id names. They are cut into words (`related-posts`, `relatedPosts`, `related_posts` all hold `related`), so
 * that `header` is not found in `headerless`; `two-words` stand side by side, and `word*` is any word that begins so.
 */
export function namesIn(lists: NameLists): (names: string) => number {
  const words = new Map<string, Known>()
  const beginnings: [string, number][] = []
  const knownOf = (word: string): Known => {
    const known = words.get(word) ?? { word, bits: 0, phrases: [] }
    words.set(word, known)
    return known
  }
  for (const [bits, list] of lists) {
    for (const name of list.trim().split(/\s+/)) {
      const [first = ''] = name.split('-')
      if (name.endsWith('*')) beginnings.push([name.slice(0, -1), bits])
      else if (first === name) knownOf(name).bits |= bits
      else knownOf(first).phrases.push([name, bits])
    }
  }
  // by a hash that is made while a word is read: no text is made for the many that say nothing
  const byHash = new Map<number, Known[]>()
  for (const known of words.values()) {
    const hash = hashOf(known.word)
    byHash.set(hash, [...(byHash.get(hash) ?? []), known])
  }
  return (names) => {
    const cut = inLower(names.slice(0, MOST_NAMES))
    const { length } = cut
    let found = 0
    for (let from = 0; from < length; from++) {
      let end = from
      let hash = 0
      for (let code = codeAt(cut, end); isLetter(code); code = end < length ? codeAt(cut, end) : 0) {
        hash = hashed(hash, code)
        end++
      }
      if (end === from) continue
      for (const [beginning, bits] of beginnings) if (cut.startsWith(beginning, from)) found |= bits
      const same = byHash.get(hash)
      if (same) {
        for (const { word, bits, phrases } of same) {
          if (word.length !== end - from || !cut.startsWith(word, from)) continue
          found |= bits
          for (const [phrase, more] of phrases)
            if (cut.startsWith(phrase, from) && !hasLetterAt(cut, from + phrase.length)) found |= more
        }
      }
      from = end
    }
    return found
  }
}
