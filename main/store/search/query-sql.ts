import { withoutWww } from '../../../shared/model/address.ts'
import { beginningOf, dateSpan, type Span } from '../../../shared/query/dates.ts'
import type { FlagNode, QueryNode, RangeNode, TextNode, ValueNode } from '../../../shared/query/tree.ts'
import { tagKey } from '../../../shared/model/tag.ts'
import { fold, foldForSearch, isLoneLetter, isPair, isUnspaced } from '../index/fold.ts'
import type { HEAD_WEIGHTS, LABEL_WEIGHTS } from '../index/schema.ts'
import type { Value } from '../index/sqlite.ts'
import { stemsOfSearch } from '../index/stems.ts'

/** A beginning at the end of a phrase has no list of its own; a shorter one is left out while it is typed. */
const PHRASE_PREFIX_MIN = 4

/** A word so short that is still being typed is counted in texts as it stands: those that it may become have little in common. */
const SHORT_TYPED = 3

/** FTS5 queries of a leaf that is about words; what any of them finds is found. `heads` and `labels` by column. */
export interface WordsQuery {
  heads?: Partial<Record<(typeof HEAD_WEIGHTS)[number][0], string>>
  labels?: Partial<Record<(typeof LABEL_WEIGHTS)[number][0], string>>
  terms?: string
  body?: string
  /** what is counted in `body` to rank what `terms` or `body` finds */
  counted?: string
}

/** `typing` is looked for as a beginning, whole words also by their stems in the languages of the library. */
export interface Reading {
  typing: TextNode | undefined
  langs: readonly string[]
}

/** The full-text query of a leaf; undefined for one that is about values, or that holds no word. */
export function wordsOf(node: QueryNode, { typing, langs }: Reading): WordsQuery | undefined {
  if (node.kind === 'value' && node.field === 'site' && !node.value.includes('.')) {
    const tokens = foldForSearch(node.value)
    return tokens.length === 0 ? undefined : { heads: { site: phrase(tokens, false) } }
  }
  if (node.kind !== 'text') return undefined
  const tokens = foldForSearch(node.value)
  const last = tokens.at(-1)
  if (last === undefined) return undefined
  const prefix = isLoneLetter(last) || (!isPair(last) && (node.prefix || node === typing))
  if (tokens.length > 1) return phraseQuery(node, tokens, prefix)
  const words = phrase(tokens, prefix)
  const stems = node.phrase || node.prefix ? [] : stemsOfSearch(node.value.normalize('NFC').toLowerCase(), langs)
  const stemmed = stems.map((stem) => `"${stem}"`).join(' OR ')
  const terms = stems.length === 0 ? words : `${words} OR ${stemmed}`
  const isShort = prefix && !node.prefix && last.length <= SHORT_TYPED && !isUnspaced(last)
  const counted = isShort ? phrase(tokens, false) : words
  if (node.field === 'text') return { terms, counted }
  if (node.field === 'author') return { heads: { author: words } }
  const title = stems.length === 0 ? { title: words } : { title: words, stems: stemmed }
  if (node.field === 'title') return { heads: title }
  return {
    heads: { ...title, author: words, site: words },
    labels: { tags: words, notes: words },
    terms,
    counted,
  }
}

/** Words side by side. */
function phraseQuery(node: TextNode, tokens: string[], prefix: boolean): WordsQuery {
  const last = tokens.at(-1) ?? ''
  const short = prefix && !node.prefix && last.length < PHRASE_PREFIX_MIN && !isUnspaced(last)
  const words = short ? phrase(tokens.slice(0, -1), false) : phrase(tokens, prefix)
  // a single word that is left is found where single words are, without their places
  const found = short && tokens.length === 2 ? { terms: words } : { body: words }
  if (node.field === 'text') return { ...found, counted: words }
  if (node.field) return { heads: { [node.field]: words } }
  const heads = { title: words, author: words, site: words }
  return { heads, ...found, labels: { tags: words, notes: words }, counted: words }
}

/** The single searches of a leaf: a table, and what to look for in it. */
export function matchesOf({ heads = {}, labels = {}, terms, body }: WordsQuery): [table: string, match: string][] {
  const all: [string, string][] = []
  for (const [column, match] of Object.entries(heads)) all.push(['heads', inColumn(column, match)])
  for (const [column, match] of Object.entries(labels)) all.push(['labels', inColumn(column, match)])
  if (terms !== undefined) all.push(['terms', terms])
  if (body !== undefined) all.push(['body', body])
  return all
}

export function inColumn(column: string, match: string): string {
  return `{${column}} : (${match})`
}

/** Tokens side by side; every one in quotation marks, so that nothing in them is FTS5 syntax. */
function phrase(tokens: string[], prefix: boolean): string {
  return `"${tokens.join(' ')}"${prefix ? ' *' : ''}`
}

export interface Condition {
  /** gives the rowids */
  sql: string
  values: Value[]
}

/** SQL for a leaf that is about values. */
export function conditionOf(node: ValueNode | FlagNode | RangeNode, now: Date): Condition {
  if (node.kind === 'value' && node.field === 'tag') {
    return { sql: 'SELECT article AS rowid FROM tags WHERE key = ?', values: [tagKey(node.value)] }
  }
  const values: Value[] = []
  const from = (index: string, where: string): Condition => ({
    sql: `SELECT a.rowid FROM articles a ${index} WHERE ${where}`,
    values,
  })
  if (node.kind === 'value') return from('', value(node, values))
  if (node.kind === 'range') return from('', range(node, values, now))
  // the index has all of these: a tenth of the pages of the table
  return from(node.field === 'no' && node.value !== 'tag' ? '' : 'INDEXED BY flags', flag(node, values))
}

export function mentionsTrash(node: QueryNode | undefined): boolean {
  if (!node) return false
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(mentionsTrash)
  if (node.kind === 'not') return mentionsTrash(node.node)
  return node.kind === 'flag' && node.value === 'trashed'
}

function value({ field, value: wanted }: ValueNode, values: Value[]): string {
  if (field === 'url') {
    values.push(wanted.toLowerCase())
    return 'instr(lower(a.url), ?) > 0'
  }
  if (field === 'lang') {
    values.push(wanted, `${wanted}-`)
    return '(a.lang = ? OR instr(a.lang, ?) = 1)'
  }
  const host = withoutWww(wanted.toLowerCase())
  values.push(host, `%.${host.replace(/[\\%_]/g, '\\$&')}`, fold(wanted))
  return `(a.host IN (SELECT DISTINCT host FROM articles WHERE host = ? OR host LIKE ? ESCAPE '\\') OR a.site = ?)`
}

const FLAGS: Readonly<Record<string, string>> = {
  'is:unread': 'a.read = 0',
  'is:read': 'a.read = 1',
  'is:starred': 'a.starred = 1',
  'is:marked': 'a.marks > 0',
  'is:link': "a.format = 'link'",
  'is:trashed': 'a.trashed = 1',
  'has:note': 'a.notes > 0',
  'has:image': 'a.image = 1',
  'has:mark': 'a.marks > 0',
  'no:tag': 'a.tagged = 0',
  'no:author': 'a.author IS NULL',
  'no:site': 'a.site IS NULL',
  'no:published': 'a.published IS NULL',
}

function flag({ field, value: wanted }: FlagNode, values: Value[]): string {
  if (field !== 'format') return FLAGS[`${field}:${wanted}`] ?? '0'
  values.push(wanted)
  return 'a.format = ?'
}

function range(node: RangeNode, values: Value[], now: Date): string {
  const span = node.field === 'words' ? wordSpan(node) : dateSpan(node, now)
  const parts = [`a.${node.field} IS NOT NULL`]
  if (span.from !== undefined) {
    values.push(span.from)
    parts.push(`a.${node.field} >= ?`)
  }
  if (span.to !== undefined) {
    values.push(span.to)
    parts.push(`a.${node.field} < ?`)
  }
  if (node.field === 'published') parts.push(...withoutVague(span, values))
  return `(${parts.join(' AND ')})`
}

/**
 * What is only known to be of a year or a month stands in the index as when that begins, and is found where all of it is asked for: one
 * that reaches over the end of the span is left out. Only what begins at that very moment has its record asked.
 */
function withoutVague({ from = -Infinity, to }: Span, values: Value[]): string[] {
  if (to === undefined) return []
  const last = new Date(to - 1)
  const [year, month] = [last.getFullYear(), last.getMonth()]
  const parts = [
    { begins: beginningOf(year, 0, 1), ends: beginningOf(year + 1, 0, 1), written: 'YYYY' },
    { begins: beginningOf(year, month, 1), ends: beginningOf(year, month + 1, 1), written: 'YYYY-MM' },
  ]
  return parts
    .filter(({ begins, ends }) => begins.getTime() >= from && ends.getTime() > to)
    .map(({ begins, written }) => {
      values.push(begins.getTime(), written.length)
      return `NOT (a.published = ? AND
        (SELECT length(json_extract(r.json, '$.published')) FROM rows r WHERE r.rowid = a.rowid) = ?)`
    })
}

function wordSpan({ operator, from, to }: RangeNode): { from?: number; to?: number } {
  const [low, high] = [from === undefined ? undefined : Number(from), to === undefined ? undefined : Number(to)]
  if (operator === '..') return { from: low, to: high === undefined ? undefined : high + 1 }
  const bound = low ?? 0
  if (operator === '>') return { from: bound + 1 }
  if (operator === '>=') return { from: bound }
  if (operator === '<') return { to: bound }
  return operator === '<=' ? { to: bound + 1 } : { from: bound, to: bound + 1 }
}
