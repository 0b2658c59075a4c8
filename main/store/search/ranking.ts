import type { Query, QueryNode } from '../../../shared/query/tree.ts'
import type { Columns } from './columns.ts'
import type { QuerySets } from './query-sets.ts'
import { inColumn, wordsOf, type WordsQuery } from './query-sql.ts'
import { forEachIn, has, intersect, rowidsInBoth, type RowSet } from './row-set.ts'
import { HEAD_WEIGHTS, LABEL_WEIGHTS } from '../index/schema.ts'
import { TEXT_WEIGHED } from './postings/text-weights.ts'

/** Articles put in order by their rank: more than anybody looks through. All others follow, the last saved first. */
const RANKED = 1000
/** How much a page saved today counts more than an old one, as a part of its rank. */
const FRESHNESS = 0.15
const MS_PER_YEAR = 31_556_952_000
/** Letters of a title in the middle, and how much a longer one takes from a hit in it (BM25's b). */
const TITLE_LENGTH = 50
const TITLE_NORM = 0.4
/** What a word counts that a text has only in another form. */
const OTHER_FORM = 0.3

/** What an article counts that is about the very same. */
const SIMILAR_WEIGHT = 100

export interface RankSources {
  sets: QuerySets
  columns: Columns
}

/**
 * By relevance. A hit in title, author, site, tags or notes counts by its column and by how rare the word is there; for rare
 * words BM25 (Robertson and Zaragoza, 2009) adds how often they stand in the text, and fresh articles count a little more.
 * A common word costs no more than finding it did: it is weighed by where it is found alone. Gives the best, in order; what
 * is not among them follows by when it was saved.
 */
export function ranked(sources: RankSources, query: Query, found: RowSet, now = Date.now()): Int32Array {
  const { columns } = sources
  if (found.count === 0) return new Int32Array(0)
  const room = roomFor(columns.end)
  const reading = { typing: query.typing, langs: sources.sets.langs() }
  for (const node of query.tree ? termsOf(query.tree) : []) {
    if (node.kind === 'value' && node.field === 'similar') {
      for (const [rowid, share] of sources.sets.similar(node.value)) {
        room.scores[rowid] = (room.scores[rowid] ?? 0) + share * SIMILAR_WEIGHT
      }
    }
    const words = wordsOf(node, reading)
    if (words) weigh(sources, words, found, room)
  }
  return best(found, columns, room, now)
}

/** What ranking works in, a place an article: kept, since a megabyte that goes with every search keeps the collector busy. */
interface Room {
  scores: Float32Array
  rowids: Int32Array
  ranks: Float32Array
  sorted: Float32Array
}
let room: Room = roomOf(0)

function roomOf(end: number): Room {
  const floats = (): Float32Array => new Float32Array(end)
  return { scores: floats(), rowids: new Int32Array(end), ranks: floats(), sorted: floats() }
}

function roomFor(end: number): Room {
  if (room.scores.length < end) room = roomOf(Math.ceil(end * 1.25))
  room.scores.fill(0)
  return room
}

/** The leaves that are looked for, not those that are excluded. */
function termsOf(node: QueryNode): QueryNode[] {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.flatMap(termsOf)
  return node.kind === 'not' ? [] : [node]
}

/** Inverse document frequency: 0 for a word that all have. */
const rarity = (all: number, having: number): number => Math.log(1 + Math.max(0, all - having + 0.5) / (having + 0.5))

function weigh(sources: RankSources, words: WordsQuery, found: RowSet, { scores, rowids }: Room): void {
  const { sets, columns } = sources
  const all = columns.end
  const add = (table: string, column: string, match: string, weight: number): void => {
    const hits = sets.matching(table, inColumn(column, match))
    const worth = weight * rarity(all, hits.count)
    const letters = column === 'title' ? columns.title : undefined
    const count = rowidsInBoth(hits, found, rowids)
    for (let at = 0; at < count; at++) {
      const rowid = rowids[at] ?? 0
      const length = letters ? 1 - TITLE_NORM + (TITLE_NORM * (letters[rowid] ?? 0)) / TITLE_LENGTH : 1
      scores[rowid] = (scores[rowid] ?? 0) + worth / length
    }
  }
  for (const [column, weight] of HEAD_WEIGHTS) {
    const match = words.heads?.[column]
    if (match !== undefined) add('heads', column, match, weight)
  }
  for (const [column, weight] of LABEL_WEIGHTS) {
    const match = words.labels?.[column]
    if (match !== undefined) add('labels', column, match, weight)
  }
  const { terms, body = '', counted } = words
  if (counted === undefined) return
  const hits = terms === undefined ? sets.matching('body', body) : sets.matching('terms', terms)
  if (hits.count === 0 || hits.count > TEXT_WEIGHED) return
  const form = OTHER_FORM * rarity(all, hits.count)
  const wanted = intersect(hits, found)
  if (wanted.count === 0) return
  forEachIn(wanted, (rowid) => {
    scores[rowid] = (scores[rowid] ?? 0) + form
  })
  sets.weights.weigh(counted, wanted, (rowid, weight) => {
    if (has(found, rowid)) scores[rowid] = (scores[rowid] ?? 0) + weight
  })
}

/** The best of what is found, in order; those without a score are not among them. */
function best(found: RowSet, { saved }: Columns, { scores, rowids, ranks, sorted }: Room, now: number): Int32Array {
  const all = rowidsInBoth(found, found, rowids)
  let count = 0
  for (let at = 0; at < all; at++) {
    const rowid = rowids[at] ?? 0
    const score = scores[rowid] ?? 0
    if (score === 0) continue
    const age = Math.max(0, now - (saved[rowid] ?? 0)) / MS_PER_YEAR
    scores[rowid] = score * (1 + FRESHNESS / (1 + age))
    ranks[count] = scores[rowid] ?? 0
    rowids[count++] = rowid
  }
  let kept = count
  if (count > RANKED) {
    sorted.set(ranks.subarray(0, count))
    const least = nthLargest(sorted.subarray(0, count), RANKED)
    kept = 0
    for (let at = 0; at < count; at++) if ((ranks[at] ?? 0) >= least) rowids[kept++] = rowids[at] ?? 0
  }
  const rank = (rowid: number): number => scores[rowid] ?? 0
  return rowids.slice(0, kept).sort((a, b) => rank(b) - rank(a) || (saved[b] ?? 0) - (saved[a] ?? 0) || b - a)
}

/** The n-th largest of many values (Hoare's selection, 1961): a fraction of what sorting them takes. Puts them in another order. */
function nthLargest(values: Float32Array, n: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? 0
    let [left, right] = [low, high]
    while (left <= right) {
      while ((values[left] ?? 0) > pivot) left++
      while ((values[right] ?? 0) < pivot) right--
      if (left > right) break
      const held = values[left] ?? 0
      values[left++] = values[right] ?? 0
      values[right--] = held
    }
    if (n - 1 <= right) high = right
    else if (n - 1 >= left) low = left
    else break
  }
  return values[n - 1] ?? 0
}
