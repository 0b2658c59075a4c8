import { foldForIndex, isUnspaced, WORD } from '../index/fold.ts'
import { inflate } from '../index/entry.ts'
import { forEachIn, setOf, type RowSet } from './row-set.ts'
import type { Database } from '../index/sqlite.ts'

/** Words of the article whose rarity is looked up, the most frequent in it first. */
const LOOKED_UP = 60
/** The words that stand for what it is about. */
const TELLING = 16
/** A word shorter than this seldom says what a text is about; a pair of letters of an unspaced script does. */
const SHORTEST = 4
/** A word in a larger part of the library than this says nothing. */
const COMMON = 0.1
/** What another article must have of the weight of all telling words, and how many of the nearest are similar. */
const SHARE = 0.25
const MOST = 200
/** The title says what a text is about: each word of it counts as so many in the text. */
const TITLE_TIMES = 4

/** How similar articles are, by rowid: the part of the weight of the telling words that they share, 0 to 1. */
export type Similarity = ReadonlyMap<number, number>

/**
 * Articles about the same: those that share the words that are frequent in this one and rare in the library (TF-IDF).
 * `matching` finds the articles that have a word.
 */
export function similarTo(
  database: Database,
  id: string,
  all: number,
  matching: (table: string, match: string) => RowSet,
): Similarity {
  const [rowid, title] = database.rows('SELECT rowid, title FROM articles WHERE id = ?', id)[0] ?? []
  if (typeof rowid !== 'number') return new Map()
  const text = inflate(database.rows('SELECT text FROM texts WHERE rowid = ?', rowid)[0]?.[0])
  const telling = tellingWords(wordCounts(text, String(title)), (word) => matching('terms', `"${word}"`), all)
  const weight = telling.reduce((sum, { worth }) => sum + worth, 0)
  const scores = new Map<number, number>()
  for (const { set, worth } of telling) {
    forEachIn(set, (other) => scores.set(other, (scores.get(other) ?? 0) + worth / weight))
  }
  scores.delete(rowid)
  const near = [...scores].filter(([, score]) => score >= SHARE)
  return new Map(near.sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, MOST))
}

export const similarSet = (similarity: Similarity): RowSet => setOf([...similarity.keys()])

function wordCounts(text: string, title: string): Map<string, number> {
  const counts = new Map<string, number>()
  const take = (part: string, times: number): void => {
    for (const word of foldForIndex(part).match(WORD) ?? []) {
      if (word.length < SHORTEST && !(isUnspaced(word) && word.length > 1)) continue
      counts.set(word, (counts.get(word) ?? 0) + times)
    }
  }
  take(text, 1)
  take(title, TITLE_TIMES)
  return counts
}

function tellingWords(
  counts: Map<string, number>,
  having: (word: string) => RowSet,
  all: number,
): { set: RowSet; worth: number }[] {
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, LOOKED_UP)
  const found = frequent.flatMap(([word, count]) => {
    const set = having(word)
    // alone with it, or with too many: nothing that is shared
    if (set.count < 2 || set.count > Math.max(all * COMMON, 2)) return []
    return [{ set, worth: (1 + Math.log(count)) * Math.log(1 + all / set.count) }]
  })
  return found.sort((a, b) => b.worth - a.worth).slice(0, TELLING)
}
