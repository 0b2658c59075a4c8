import { contains, rowidsOf, setOf, type RowSet } from './row-set.ts'
import type { Database } from '../index/sqlite.ts'

/** A word in more articles than this says too little for the number of times it stands in a text to mean anything. */
export const TEXT_WEIGHED = 5000
/** Words whose weights are kept from one change of the index to the next, at 60 KB at most: those before the one being typed. */
const CACHED = 20
/** How many articles with a phrase there are is guessed from one part of so many of the library. */
const SAMPLE = 16

interface Weights {
  /** the articles that were asked for; undefined for all */
  among: RowSet | undefined
  rowids: Int32Array
  weights: Float64Array
}

/** How much the number of times that words stand in a text says: FTS5's bm25() of the table `body`. */
export function createTextWeights(database: Database) {
  const known = new Map<string, Weights>()

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
    known.delete(match)
    if (known.size >= CACHED) for (const [oldest] of [...known].slice(0, 1)) known.delete(oldest)
    known.set(match, found)
    return found
  }

  return {
    clear: () => known.clear(),
    /** Articles with a phrase, weighed on the way, which saves finding them twice; undefined when they seem to be too many. */
    found(match: string): RowSet | undefined {
      const [last] = database.rows('SELECT max(rowid) FROM articles')[0] ?? []
      const middle = Math.floor(Number(last) / 2)
      const until = middle + Math.ceil(Number(last) / SAMPLE)
      // FTS5 only passes over the rest when the bounds are whole numbers, which the driver's are not
      const sample = `SELECT count(*) FROM body WHERE body MATCH ? AND rowid BETWEEN ${String(middle)} AND ${String(until)}`
      const [some] = database.rows(sample, match)[0] ?? []
      if (Number(some) * SAMPLE > TEXT_WEIGHED) return undefined
      return setOf(weighed(match).rowids)
    },
    /** the weights of some articles, and of others that are known */
    weigh(match: string, wanted: RowSet, take: (rowid: number, weight: number) => void): void {
      const kept = known.get(match)
      const found = kept && (!kept.among || contains(kept.among, wanted)) ? kept : weighed(match, wanted)
      found.rowids.forEach((rowid, at) => take(rowid, found.weights[at] ?? 0))
    },
  }
}
