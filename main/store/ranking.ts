import type { Query, QueryNode } from '../../shared/query/tree.ts'
import type { Ordering } from './ordering.ts'
import { mentionsTrash, wordsOf } from './query-sql.ts'
import { setOf, subtract, type RowSet } from './row-set.ts'
import { LABEL_WEIGHTS, WEIGHTS } from './schema.ts'
import type { Database } from './sqlite.ts'

/** Articles that are weighed, the newest first, in titles, in tags and notes, and in texts: more than anybody looks at. */
const WEIGHED = 500
/** A query that finds more than this says too little for the number of times it stands in a text to mean anything. */
const TEXT_WEIGHED = 5000
/** How much a page saved today counts more than an old one, as a part of its rank. */
const FRESHNESS = 0.15
const MS_PER_YEAR = 31_556_952_000

/**
 * By relevance: BM25 (Robertson and Zaragoza, 2009) with a little for freshness. Only so many articles are weighed that the
 * answer never depends on how common a word is; those with hits in title, author, site, tags and notes have places of their
 * own among them. All others follow, the last saved first.
 */
export function ranked(
  database: Database,
  ordering: Ordering,
  query: Query,
  found: RowSet,
  now = Date.now(),
): Int32Array {
  const terms = query.tree ? termsOf(query.tree).map((node) => wordsOf(node, query.typing)) : []
  const scores = new Map<number, number>()
  const weigh = (table: 'fts' | 'labels', weights: readonly number[], match: string): void => {
    const sql = `SELECT rowid, bm25(${table}, ${weights.join(', ')}) FROM ${table} WHERE ${table} MATCH ?
      ORDER BY rowid DESC LIMIT ${String(WEIGHED)}`
    for (const [rowid, score] of database.rows(sql, match)) {
      scores.set(Number(rowid), (scores.get(Number(rowid)) ?? 0) + Number(score))
    }
  }
  const words = terms.flatMap((term) => (term ? [`(${term.fts})`] : []))
  if (words.length > 0) {
    weigh('fts', [WEIGHTS.title, 0, WEIGHTS.author, WEIGHTS.site], `{title author site} : (${words.join(' OR ')})`)
    const joint = hasOr(query.tree) ? ' OR ' : ' AND '
    if (found.count <= TEXT_WEIGHED) weigh('fts', [0, WEIGHTS.text, 0, 0], words.join(joint))
  }
  const labels = terms.flatMap((term) => (term?.labels === undefined ? [] : [term.labels]))
  if (labels.length > 0) weigh('labels', Object.values(LABEL_WEIGHTS), labels.join(' OR '))
  const saved = ordering.savedOf([...scores.keys()], found)
  const rank = (rowid: number): number => {
    const age = Math.max(0, now - (saved.get(rowid) ?? 0)) / MS_PER_YEAR
    return (scores.get(rowid) ?? 0) * (1 + FRESHNESS / (1 + age))
  }
  const best = [...saved.keys()].map((rowid) => ({ rowid, rank: rank(rowid) }))
  best.sort((a, b) => a.rank - b.rank || b.rowid - a.rowid)
  const first = best.map(({ rowid }) => rowid)
  const rest = ordering.sorted(subtract(found, setOf(first)), 'saved-desc', mentionsTrash(query.tree))
  const list = new Int32Array(first.length + rest.length)
  list.set(first)
  list.set(rest, first.length)
  return list
}

/** The leaves that are looked for, not those that are excluded. */
function termsOf(node: QueryNode): QueryNode[] {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.flatMap(termsOf)
  return node.kind === 'not' ? [] : [node]
}

function hasOr(node: QueryNode | undefined): boolean {
  if (node?.kind === 'and') return node.nodes.some(hasOr)
  return node?.kind === 'or'
}
