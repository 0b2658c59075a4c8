import type { Format } from '../../shared/model/article.ts'
import { formats } from '../../shared/model/article.ts'
import type { Pause } from './query-sets.ts'
import { rowidsIn } from './row-set.ts'
import type { Database } from './sqlite.ts'

/** What the overview counts, a column each: the same place in all is one article. */
export interface Columns {
  rowids: Float64Array
  saved: Float64Array
  /** NaN where there is none, as in `opened` */
  published: Float64Array
  opened: Float64Array
  words: Float64Array
  bytes: Float64Array
  marks: Float64Array
  read: Float64Array
  hosts: Names
  languages: Names
  formats: Names<Format | ''>
}
/** Texts that come again and again: `names[at[i]]`. */
export interface Names<T extends string = string> {
  names: T[]
  at: Int32Array
}
export interface TagColumn {
  tag: string
  rowids: Int32Array
}

/** Articles read in one step: a search that is typed meanwhile waits for no more than these. */
const SLICE = 20_000
const NUMBERS = ['rowid', 'saved', 'published', 'opened', 'words', 'bytes', 'marks', 'read'] as const
const LINE = '\n'

/**
 * Reads the columns of all articles. Each comes as one joined string: that crosses from the database many times faster than
 * rows do, and counting in it for another query costs no more SQL.
 */
export async function readColumns(database: Database, pause: Pause): Promise<Columns> {
  const last = Number(database.rows('SELECT max(rowid) FROM articles')[0]?.[0] ?? 0)
  const parts: unknown[][] = []
  for (let from = 0; from < last; from += SLICE) {
    await pause()
    const numbers = NUMBERS.map((name) => `group_concat(coalesce(${name}, ''))`)
    const sql = `SELECT ${numbers.join(', ')}, group_concat(coalesce(host, ''), char(10)),
      group_concat(coalesce(lang, ''), char(10)), group_concat(format, char(10)) FROM articles WHERE rowid > ? AND rowid <= ?`
    const [row] = database.rows(sql, from, from + SLICE)
    // nothing there: the rowids of deleted articles
    if (typeof row?.[0] === 'string') parts.push(row)
  }
  const numbers = NUMBERS.map((_, at) => numbersIn(parts.map((part) => String(part[at]))))
  const texts = [0, 1, 2].map((at) => parts.flatMap((part) => String(part[NUMBERS.length + at]).split(LINE)))
  const none = new Float64Array(0)
  const [rowids = none, saved = none, published = none, opened = none, words = none] = numbers
  const [, , , , , bytes = none, marks = none, read = none] = numbers
  return {
    ...{ rowids, saved, published, opened, words, bytes, marks, read },
    hosts: namesIn(texts[0] ?? []),
    languages: namesIn((texts[1] ?? []).map((lang) => lang.split(/[-_]/)[0] ?? lang)),
    formats: namesIn((texts[2] ?? []).map((name) => formats.find((format) => format === name) ?? '')),
  }
}

/** Every tag with its articles; each step of a path is one, as `tag:` finds it. */
export function readTags(database: Database): TagColumn[] {
  const sql = `SELECT coalesce(max(CASE WHEN own THEN tag END), min(tag)), group_concat(article) FROM tags GROUP BY key`
  return database.rows(sql).map(([tag, joined]) => ({ tag: String(tag), rowids: rowidsIn(joined) }))
}

function numbersIn(joined: string[]): Float64Array {
  const parts = joined.map((text) => text.split(','))
  const numbers = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) for (const text of part) numbers[at++] = text === '' ? Number.NaN : Number(text)
  return numbers
}

function namesIn<T extends string>(texts: readonly T[]): Names<T> {
  const places = new Map<T, number>()
  const at = new Int32Array(texts.length)
  texts.forEach((text, index) => {
    const known = places.get(text)
    if (known === undefined) places.set(text, places.size)
    at[index] = known ?? places.size - 1
  })
  return { names: [...places.keys()], at }
}
