import type { Query, QueryNode } from '../../../shared/query/tree.ts'
import { conditionOf, matchesOf, mentionsTrash, wordsOf, type Reading } from './query-sql.ts'
import { intersect, setIn, setOf, subtract, unite, type RowSet } from './row-set.ts'
import { similarSet, similarTo, type Similarity } from './similar.ts'
import type { Database, Value } from '../index/sqlite.ts'
import { createPostings } from './postings/postings.ts'
import { createTextWeights } from './postings/text-weights.ts'

/** Sets kept from one change of the index to the next: every word of the last few searches, at 12 KB each. */
const CACHED_SETS = 200

/** Waited for between two steps: a newer search goes first, and one that is no longer wanted ends here by throwing. */
export type Pause = () => Promise<void>

export type QuerySets = ReturnType<typeof createQuerySets>

/** Finds what a query means, one word or condition after the other; each is kept for the next key that is typed. */
export function createQuerySets(database: Database) {
  const sets = new Map<string, RowSet>()
  const postings = createPostings(database)
  const weights = createTextWeights(database, postings)
  const similarities = new Map<string, Similarity>()
  let languages: string[] | undefined

  function kept(key: string, find: () => RowSet): RowSet {
    const known = sets.get(key)
    if (known) return known
    const found = find()
    if (sets.size >= CACHED_SETS) for (const [oldest] of [...sets].slice(0, 1)) sets.delete(oldest)
    sets.set(key, found)
    return found
  }
  const select = (sql: string, ...values: Value[]): RowSet =>
    kept(JSON.stringify([sql, values]), () =>
      setIn(database.rows(`SELECT group_concat(rowid) FROM (${sql})`, ...values)[0]?.[0]),
    )
  const everything = (): RowSet => select('SELECT rowid FROM articles INDEXED BY flags')
  const trash = (): RowSet => select('SELECT rowid FROM articles INDEXED BY flags WHERE trashed = 1')

  /** the languages of the articles, each once, found by jumping along an index */
  function langs(): string[] {
    const sql = `WITH RECURSIVE each (lang) AS (SELECT min(lang) FROM articles UNION ALL
      SELECT (SELECT min(lang) FROM articles WHERE lang > each.lang) FROM each WHERE each.lang IS NOT NULL)
      SELECT lang FROM each WHERE lang IS NOT NULL`
    return (languages ??= [...new Set(database.rows(sql).map(([lang]) => String(lang).split('-', 1)[0] ?? ''))])
  }
  function matching(table: string, match: string): RowSet {
    const sql = `SELECT group_concat(rowid) FROM (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`
    const ours = (): RowSet | undefined => (table === 'body' ? weights.found(match) : postings.set(table, match))
    return kept(`${table} ${match}`, () => ours() ?? setIn(database.rows(sql, match)[0]?.[0]))
  }

  function similar(id: string): Similarity {
    let known = similarities.get(id)
    if (!known) {
      known = similarTo(database, id, everything().count, matching)
      similarities.set(id, known)
    }
    return known
  }

  async function find(node: QueryNode, reading: Reading, now: Date, pause: Pause): Promise<RowSet> {
    if (node.kind === 'and') {
      let found: RowSet | undefined
      for (const each of node.nodes.filter(({ kind }) => kind !== 'not')) {
        const more = await find(each, reading, now, pause)
        found = found ? intersect(found, more) : more
        if (found.count === 0) return found
      }
      for (const each of node.nodes) {
        if (each.kind === 'not') found = subtract(found ?? everything(), await find(each.node, reading, now, pause))
      }
      return found ?? everything()
    }
    if (node.kind === 'or') {
      let found = setOf([])
      for (const each of node.nodes) found = unite(found, await find(each, reading, now, pause))
      return found
    }
    if (node.kind === 'not') return subtract(everything(), await find(node.node, reading, now, pause))
    await pause()
    if (node.kind === 'value' && node.field === 'similar') return similarSet(similar(node.value))
    const words = wordsOf(node, reading)
    if (words) {
      let found = setOf([])
      for (const [table, match] of matchesOf(words)) found = unite(found, matching(table, match))
      return found
    }
    if (node.kind === 'text') return setOf([])
    const { sql, values } = conditionOf(node, now)
    return select(sql, ...values)
  }

  return {
    clear() {
      sets.clear()
      similarities.clear()
      postings.clear()
      weights.clear()
      languages = undefined
    },
    langs,
    matching,
    similar,
    weights,
    /** reads what weighing words takes from each article, while nobody waits */
    readAhead: (pause: Pause): Promise<void> => postings.readAhead(pause),
    /** everything that a query finds; the trash only when it is asked for */
    async found({ tree, typing }: Query, pause: Pause, now = new Date()): Promise<RowSet> {
      if (!tree) return subtract(everything(), trash())
      const found = await find(tree, { typing, langs: langs() }, now, pause)
      return mentionsTrash(tree) ? found : subtract(found, trash())
    },
  }
}
