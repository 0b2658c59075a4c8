import { wordsOf } from '../index/fold.ts'

/** A word that may be one of the most frequent: of letters, and more than one. */
const PLAIN = /^\p{L}{2,}$/u

/**
 * What a person may search for, out of the titles of some articles: a letter, a word, and a phrase. Frequent words are short, so the
 * phrase is the shortest two words that stand side by side: counting it in many texts is the work that has to be tried.
 */
export function trialSearches(titles: readonly string[]): string[] {
  const words = titles.map((title) => [...wordsOf(title)].map(({ word }) => word))
  const [first] = words.flat()
  if (first === undefined) return []
  const pairs = words.flatMap((each) =>
    each.slice(1).flatMap((second, at) => {
      const before = each[at] ?? ''
      return PLAIN.test(before) && PLAIN.test(second) ? [`${before} ${second}`] : []
    }),
  )
  const phrase = pairs.reduce((shortest, pair) => (pair.length < shortest.length ? pair : shortest), pairs[0] ?? first)
  return [[...first][0] ?? first, `${first} `, `"${phrase}"`]
}
