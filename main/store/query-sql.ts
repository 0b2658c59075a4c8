import { dateSpan } from '../../shared/query/dates.ts'
import type { FlagNode, QueryNode, RangeNode, TextNode, ValueNode } from '../../shared/query/tree.ts'
import { fold, foldForSearch, isLoneLetter } from './fold.ts'
import type { Value } from './sqlite.ts'

/** A beginning shorter than this matches half of every library; it is looked for as a whole word. */
const PREFIX_MIN = 2

/** FTS5 query of a leaf that is about words: what to look for in `fts`, and in `labels` when tags and notes count too. */
export interface WordsQuery {
  fts: string
  labels?: string
}

/** The full-text query of a leaf; undefined for one that is about values. `typing` is looked for as a beginning. */
export function wordsOf(node: QueryNode, typing: TextNode | undefined): WordsQuery | undefined {
  if (node.kind === 'value' && node.field === 'site' && !node.value.includes('.')) {
    return { fts: `{site} : ${phrase(foldForSearch(node.value), false)}` }
  }
  if (node.kind !== 'text') return undefined
  const tokens = foldForSearch(node.value)
  const last = tokens.at(-1) ?? ''
  const prefix = isLoneLetter(last) || ((node.prefix || node === typing) && last.length >= PREFIX_MIN)
  const words = phrase(tokens, prefix)
  return node.field ? { fts: `{${node.field}} : ${words}` } : { fts: words, labels: words }
}

/** Tokens side by side; every one in quotation marks, so that nothing in them is FTS5 syntax. */
function phrase(tokens: string[], prefix: boolean): string {
  return `"${tokens.join(' ')}"${prefix ? ' *' : ''}`
}

export interface Condition {
  where: string
  values: Value[]
}

/** SQL for a leaf that is about values, over `articles a`. */
export function conditionOf(node: ValueNode | FlagNode | RangeNode, now: Date): Condition {
  const values: Value[] = []
  if (node.kind === 'value') return { where: value(node, values), values }
  return { where: node.kind === 'flag' ? flag(node, values) : range(node, values, now), values }
}

export function mentionsTrash(node: QueryNode | undefined): boolean {
  if (!node) return false
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(mentionsTrash)
  if (node.kind === 'not') return mentionsTrash(node.node)
  return node.kind === 'flag' && node.value === 'trashed'
}

function value({ field, value: wanted }: ValueNode, values: Value[]): string {
  if (field === 'tag') {
    values.push(tagKey(wanted))
    return 'a.rowid IN (SELECT article FROM tags WHERE key = ?)'
  }
  if (field === 'url') {
    values.push(wanted.toLowerCase())
    return 'instr(lower(a.url), ?) > 0'
  }
  if (field === 'lang') {
    values.push(wanted, `${wanted}-`)
    return '(a.lang = ? OR instr(a.lang, ?) = 1)'
  }
  const host = wanted.toLowerCase().replace(/^www\./, '')
  values.push(host, `%.${host.replace(/[\\%_]/g, '\\$&')}`, fold(wanted))
  return `(a.host IN (SELECT DISTINCT host FROM articles WHERE host = ? OR host LIKE ? ESCAPE '\\') OR a.site = ?)`
}

/** The form in which tags are compared. */
export function tagKey(tag: string): string {
  return tag
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s*\/+\s*/g, '/')
    .replace(/^\/|\/$/g, '')
}

const FLAGS: Readonly<Record<string, string>> = {
  'is:unread': 'a.read = 0',
  'is:read': 'a.read = 1',
  'is:starred': 'a.starred = 1',
  'is:marked': 'a.marks > 0',
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
  return `(${parts.join(' AND ')})`
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
