import { contains, rowidsOf, setOf, type RowSet } from '../row-set.ts'
import type { Database } from '../../index/sqlite.ts'
import type { Counts, Postings } from './postings.ts'

/** A word in more articles than this says too little for the number of times it stands in a text to mean anything. */
export const TEXT_WEIGHED = 5000
/** Words whose weights are kept from one change of the index to the next, at 60 KB at most: those before the one being typed. */
const CACHED = 20
/** How soon more of the same word counts less, and how much a longer text takes from it: as in FTS5's bm25(). */
const [SATURATION, LENGTH_NORM] = [1.2, 0.75]
/** What FTS5 takes for the rarity of a word that most texts have. */
const LEAST_RARITY = 1e-6

interface Weights {
  /** the articles that were asked for; undefined for all */
  among: RowSet | undefined
  rowids: Int32Array
  weights: Float64Array
}

/** How much the number of times that words stand in a text says: FTS5's bm25() of the table `body`. */
export function createTextWeights(database: Database, postings: Postings) {
  const known = new Map<string, Weights>()
  /** what phrases were counted on the way when they were found */
  const phrases = new Map<string, Counts>()

  /** the weights by how often each text has it; undefined when its lists cannot be read */
  function counted(match: string): Weights | undefined {
    const counts = phrases.get(match) ?? postings.counts(match)
    const known = counts && postings.lengths(counts.rowids)
    return counts && known && { among: undefined, rowids: counts.rowids, weights: weightsOf(counts, known) }
  }

  /** one string crosses faster than rows do; the limit keeps the weighing in a query of its own, where FTS5 allows it */
  function weighed(match: string, among?: RowSet): Weights {
    // with the plus the rowids are not looked up one by one: they keep what other words rule out from being weighed
    const only = among ? 'AND +rowid IN (SELECT value FROM json_each(?))' : ''
    const sql = `SELECT group_concat(rowid || ' ' || score) FROM (SELECT rowid, bm25(body) AS score FROM body
      WHERE body MATCH ? ${only} LIMIT -1)`
    const joined = database.rows(sql, match, ...(among ? [JSON.stringify(rowidsOf(among))] : []))[0]?.[0]
    const pairs = typeof joined === 'string' ? joined.split(',') : []
    const found = { among, rowids: new Int32Array(pairs.length), weights: new Float64Array(pairs.length) }
    pairs.forEach((pair, at) => {
      const [rowid, score] = pair.split(' ')
      found.rowids[at] = Number(rowid)
      // FTS5 gives the better the smaller
      found.weights[at] = -Number(score)
    })
    return kept(known, match, found)
  }

  return {
    clear() {
      known.clear()
      phrases.clear()
    },
    /** The articles that have a phrase in their text; how often is kept for weighing them. Undefined when FTS5 has to be asked. */
    found(match: string): RowSet | undefined {
      const counts = postings.counts(match)
      if (counts && counts.rowids.length <= TEXT_WEIGHED) kept(phrases, match, counts)
      return counts && setOf(counts.rowids)
    },
    /** the weights of some articles, and of others that are known */
    weigh(match: string, wanted: RowSet, take: (rowid: number, weight: number) => void): void {
      const before = known.get(match)
      const fits = before && (!before.among || contains(before.among, wanted))
      const ours = fits ? undefined : counted(match)
      const found = fits ? before : ours ? kept(known, match, ours) : weighed(match, wanted)
      found.rowids.forEach((rowid, at) => take(rowid, found.weights[at] ?? 0))
    },
  }
}

function kept<T>(all: Map<string, T>, match: string, found: T): T {
  all.delete(match)
  if (all.size >= CACHED) for (const [oldest] of [...all].slice(0, 1)) all.delete(oldest)
  all.set(match, found)
  return found
}

function weightsOf(
  { counts }: Counts,
  { lengths, texts, words }: { lengths: Int32Array; texts: number; words: number },
) {
  const having = counts.length
  const rarity = Math.log((texts - having + 0.5) / (having + 0.5))
  const worth = (rarity <= 0 ? LEAST_RARITY : rarity) * (SATURATION + 1)
  return Float64Array.from(counts, (count, at) => {
    const length = (lengths[at] ?? 0) / (words / texts)
    return (worth * count) / (count + SATURATION * (1 - LENGTH_NORM + LENGTH_NORM * length))
  })
}
