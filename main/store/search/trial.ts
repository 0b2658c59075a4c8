import { wordsOf } from '../index/fold.ts'

/** A word that may be one of the most frequent: of letters, and more than one. */
const PLAIN = /^\p{L}{2,}$/u

/** Letters of a beginning that has no list of its own: the lists of all words that begin so are read. */
const BEGINNING = 4
/** The code that counts phrases takes so many of them until it is as quick as it gets. */
const PHRASES = 6

/**
 * What a person may search for, out of the titles of some articles: a letter, a beginning, a word, and phrases. Frequent words are
 * short, so the phrases are the shortest two words that stand side by side: counting them in many texts is the work that has to be tried.
 */
export function trialSearches(titles: readonly string[]): string[] {
  const words = titles.map((title) => [...wordsOf(title)].map(({ word }) => word))
  const [first] = words.flat()
  if (first === undefined) return []
  const longer = words.flat().find((word) => PLAIN.test(word) && word.length > BEGINNING)
  const pairs = words.flatMap((each) =>
    each.slice(1).flatMap((second, at) => {
      const before = each[at] ?? ''
      return PLAIN.test(before) && PLAIN.test(second) ? [`${before} ${second}`] : []
    }),
  )
  const phrases = [...new Set(pairs)].toSorted((a, b) => a.length - b.length).slice(0, PHRASES)
  return [
    [...first][0] ?? first,
    ...(longer === undefined ? [] : [longer.slice(0, BEGINNING)]),
    `${first} `,
    ...(phrases.length > 0 ? phrases : [first]).map((phrase) => `"${phrase}"`),
  ]
}
