import type { Sort } from '../../shared/ipc/contract.ts'
import { dateSpan } from '../../shared/query/dates.ts'
import type { FlagNode, Query, QueryNode, RangeNode, TextNode, ValueNode } from '../../shared/query/tree.ts'
import { fold, foldForSearch, isLoneLetter } from './fold.ts'
import { WEIGHTS } from './schema.ts'
import type { Value } from './sqlite.ts'

/** SQL for a query: `SELECT a.rowid FROM … ORDER BY …`. */
export interface Compiled {
  sql: string
  values: Value[]
}

/** A beginning shorter than this matches half of every library; it is looked for as a whole word. */
const PREFIX_MIN = 2
/** How much a page saved today counts more than an old one, as a part of its rank. */
const FRESHNESS = 0.15
const MS_PER_YEAR = 31_556_952_000

const ORDERS: Record<Exclude<Sort, 'relevance'>, string> = {
  'saved-desc': 'a.saved DESC, a.rowid DESC',
  'saved-asc': 'a.saved, a.rowid',
  'added-desc': 'a.added DESC, a.rowid DESC',
  'added-asc': 'a.added, a.rowid',
  'published-desc': 'a.published DESC, a.rowid DESC',
  'published-asc': 'a.published IS NULL, a.published, a.rowid',
  'title-asc': 'a.title, a.rowid',
  'title-desc': 'a.title DESC, a.rowid DESC',
  'site-asc': 'a.site IS NULL, a.site, a.host, a.rowid',
  'words-desc': 'a.words DESC, a.rowid DESC',
  'words-asc': 'a.words, a.rowid',
  'opened-desc': 'a.opened DESC, a.rowid DESC',
}

/** Compiles a query; without `is:trashed` the trash is left out. */
export function compile(query: Query, sort: Sort, now = new Date()): Compiled {
  const order = query.sort ?? sort
  const top = query.tree?.kind === 'and' ? query.tree.nodes : query.tree ? [query.tree] : []
  const full: string[] = []
  const where: string[] = []
  const values: Value[] = []
  const compiler = new Compiler(query.typing, now)
  for (const node of top) {
    const match = compiler.match(node)
    if (match !== undefined) full.push(match)
    else where.push(compiler.condition(node, values))
  }
  where.unshift(mentionsTrash(query.tree) ? 'a.trashed >= 0' : 'a.trashed = 0')
  if (full.length === 0) {
    const by = ORDERS[order === 'relevance' ? 'saved-desc' : order]
    return { sql: `SELECT a.rowid FROM articles a WHERE ${where.join(' AND ')} ORDER BY ${by}`, values }
  }
  const rank = `bm25(fts, ${Object.values(WEIGHTS).join(', ')})`
  const age = `max(0, (${String(now.getTime())} - a.saved) / ${String(MS_PER_YEAR)}.0)`
  const by = order === 'relevance' ? `${rank} * (1 + ${String(FRESHNESS)} / (1 + ${age})), a.rowid DESC` : ORDERS[order]
  const conditions = ['fts MATCH ?', ...where].join(' AND ')
  return {
    sql: `SELECT a.rowid FROM fts CROSS JOIN articles a ON a.rowid = fts.rowid WHERE ${conditions} ORDER BY ${by}`,
    values: [full.map((match) => `(${match})`).join(' AND '), ...values],
  }
}

function mentionsTrash(node: QueryNode | undefined): boolean {
  if (!node) return false
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(mentionsTrash)
  if (node.kind === 'not') return mentionsTrash(node.node)
  return node.kind === 'flag' && node.value === 'trashed'
}

class Compiler {
  private readonly typing: TextNode | undefined
  private readonly now: Date

  constructor(typing: TextNode | undefined, now: Date) {
    this.typing = typing
    this.now = now
  }

  /** FTS5 query of a subtree that is nothing but words; undefined when it is more than that. */
  match(node: QueryNode): string | undefined {
    if (node.kind === 'text') return this.words(node)
    if (node.kind === 'value' && node.field === 'site' && !node.value.includes('.')) {
      return `{site} : ${phrase(foldForSearch(node.value), false)}`
    }
    if (node.kind !== 'and' && node.kind !== 'or') return undefined
    const parts: string[] = []
    for (const each of node.nodes) {
      const part = this.match(each)
      if (part === undefined) return undefined
      parts.push(`(${part})`)
    }
    return parts.join(node.kind === 'and' ? ' AND ' : ' OR ')
  }

  private words(node: TextNode): string {
    const tokens = foldForSearch(node.value)
    const last = tokens.at(-1) ?? ''
    const prefix = isLoneLetter(last) || ((node.prefix || node === this.typing) && last.length >= PREFIX_MIN)
    const column = node.field ? `{${node.field}} : ` : ''
    return column + phrase(tokens, prefix)
  }

  condition(node: QueryNode, values: Value[]): string {
    const match = this.match(node)
    if (match !== undefined) {
      values.push(match)
      return 'a.rowid IN (SELECT rowid FROM fts WHERE fts MATCH ?)'
    }
    if (node.kind === 'not') return `NOT coalesce(${this.condition(node.node, values)}, 0)`
    if (node.kind === 'and' || node.kind === 'or') {
      return `(${node.nodes.map((each) => this.condition(each, values)).join(node.kind === 'and' ? ' AND ' : ' OR ')})`
    }
    if (node.kind === 'value') return value(node, values)
    if (node.kind === 'flag') return flag(node, values)
    if (node.kind === 'range') return range(node, values, this.now)
    return '1'
  }
}

/** Tokens side by side; every one in quotation marks, so that nothing in them is FTS5 syntax. */
function phrase(tokens: string[], prefix: boolean): string {
  return `"${tokens.join(' ')}"${prefix ? ' *' : ''}`
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
