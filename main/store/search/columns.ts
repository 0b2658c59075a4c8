import { setImmediate } from 'node:timers/promises'
import { eachNumber } from './joined.ts'
import { rowidsIn } from './row-set.ts'
import type { Database } from '../index/sqlite.ts'

/** Rowids read in one go at the first time: a few ms, after which a list that waits goes first. */
const CHUNK = 5000
const RECORD = '\u001e'

/** Bits of `flags`. */
export const LIVE = 1
export const READ = 2
export const STARRED = 4
export const TRASHED = 8

/** Strings by number, in the order in which they were met. */
interface Names {
  list: string[]
  numbers: Map<string, number>
}

/** The tags of an article as numbers of `Columns.tags`: its own, and the steps above them. */
export interface TagSet {
  own: readonly number[]
  above: readonly number[]
}

/** What every article has, a place in each array by its rowid. Numbers of names begin with 1; 0 is none. */
export interface Columns {
  /** rowids are smaller than this */
  end: number
  flags: Uint8Array
  marks: Int32Array
  saved: Float64Array
  changed: Float64Array
  /** NaN where there is none, as in `opened` */
  published: Float64Array
  opened: Float64Array
  /** of the day on which it was saved */
  year: Int16Array
  words: Int32Array
  /** letters of the title */
  title: Int32Array
  /** of the saved files */
  bytes: Float64Array
  format: Uint8Array
  lang: Uint16Array
  host: Int32Array
  tagSet: Int32Array
  formats: readonly string[]
  langs: readonly string[]
  hosts: readonly string[]
  tags: readonly string[]
  tagSets: readonly TagSet[]
}

const FLAGS = `(trashed = 0) * ${String(LIVE)} + read * ${String(READ)} + starred * ${String(STARRED)} +
  (trashed = 1) * ${String(TRASHED)}`
const NUMBERS = ['rowid', FLAGS, 'marks', 'saved', 'changed', 'published', 'opened', 'words', 'length(title)', 'bytes']
const TEXTS = ['format', 'lang', 'host', 'tagset']
const SELECT = `SELECT ${[
  ...NUMBERS.map((each) => `group_concat(coalesce(${each}, ''))`),
  ...TEXTS.map((each) => `group_concat(coalesce(${each}, ''), char(30))`),
].join(', ')}`

/** The number of the last transaction. */
export const NEWEST =
  'SELECT max(coalesce((SELECT max(rev) FROM articles), 0), coalesce((SELECT max(rev) FROM gone), 0))'

const MS_PER_YEAR = 31_556_952_000
/** when each year begins in the local time zone */
const beginnings = new Map<number, number>()

function beginningOf(year: number): number {
  let beginning = beginnings.get(year)
  if (beginning === undefined) {
    // given to the constructor, a year below 100 is one of the 20th century
    beginning = new Date(2000, 0, 1).setFullYear(year)
    beginnings.set(year, beginning)
  }
  return beginning
}

/** The year of an instant here; a Date for each of a hundred thousand articles would take most of the time. */
export function yearOf(instant: number): number {
  const year = 1970 + Math.floor(instant / MS_PER_YEAR)
  if (instant < beginningOf(year)) return year - 1
  return instant >= beginningOf(year + 1) ? year + 1 : year
}

function names(): Names {
  return { list: [''], numbers: new Map([['', 0]]) }
}

function numberOf({ list, numbers }: Names, name: string): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  // a copy: as a piece of the string that many articles were read as, it would keep all of that
  const own = Buffer.from(name).toString()
  numbers.set(own, list.length)
  return list.push(own) - 1
}

const firstPart = (lang: string): string => {
  const dash = lang.indexOf('-')
  return dash < 0 ? lang : lang.slice(0, dash)
}

function rowidsOf(joined: unknown): [rowids: Int32Array, highest: number] {
  const rowids = rowidsIn(joined)
  let highest = 0
  for (const rowid of rowids) highest = Math.max(highest, rowid)
  return [rowids, highest]
}

function sized(end: number, old?: Columns) {
  const grown = <T extends { set: (from: T) => void }>(fresh: T, from: T | undefined): T => {
    if (from) fresh.set(from)
    return fresh
  }
  return {
    flags: grown(new Uint8Array(end), old?.flags),
    marks: grown(new Int32Array(end), old?.marks),
    saved: grown(new Float64Array(end), old?.saved),
    changed: grown(new Float64Array(end), old?.changed),
    published: grown(new Float64Array(end), old?.published),
    opened: grown(new Float64Array(end), old?.opened),
    year: grown(new Int16Array(end), old?.year),
    words: grown(new Int32Array(end), old?.words),
    title: grown(new Int32Array(end), old?.title),
    bytes: grown(new Float64Array(end), old?.bytes),
    format: grown(new Uint8Array(end), old?.format),
    lang: grown(new Uint16Array(end), old?.lang),
    host: grown(new Int32Array(end), old?.host),
    tagSet: grown(new Int32Array(end), old?.tagSet),
  }
}

/**
 * The columns that counts and ranks are made from, in memory: about 70 bytes an article. Read once, a piece at a time; after a
 * change only the articles of the transactions since then are read again, so that counts cost the same whatever was changed.
 */
export function createColumns(database: Database) {
  const [formats, langs, hosts, tags, sets] = [names(), names(), names(), names(), names()]
  const tagSets: TagSet[] = [{ own: [], above: [] }]
  let columns: Columns = {
    ...{ ...sized(0), end: 0, tagSets },
    ...{ formats: formats.list, langs: langs.list, hosts: hosts.list, tags: tags.list },
  }
  /** everything up to this transaction is in */
  let rev = 0
  let reading: Promise<unknown> = Promise.resolve()

  function numberOfTags(text: string): number {
    const number = numberOf(sets, text)
    if (number < tagSets.length) return number
    const steps = text.split('\n')
    const of = (own: string): number[] =>
      steps.filter((step) => step.startsWith(own)).map((step) => numberOf(tags, step.slice(1)))
    tagSets.push({ own: of('1'), above: of('0') })
    return number
  }

  /** Room for this rowid and for a quarter more. */
  function grow(last: number): void {
    columns = { ...columns, ...sized(Math.max(1024, Math.ceil(last * 1.25)), columns) }
  }

  /** puts some articles in */
  function take([rowids, ...rest]: unknown[]): void {
    const [at, last] = rowidsOf(rowids)
    if (last >= columns.flags.length) grow(last)
    columns.end = Math.max(columns.end, last + 1)
    const { flags, marks, saved, changed, published, opened, words, title, bytes, year, format, lang, host, tagSet } =
      columns
    const numbers = [flags, marks, saved, changed, published, opened, words, title, bytes]
    numbers.forEach((column, number) => {
      eachNumber(rest[number], (value, place) => (column[at[place] ?? 0] = value))
    })
    const [formatsOf = [], langsOf = [], hostsOf = [], tagsOf = []] = TEXTS.map((_, number) => {
      const joined = rest[numbers.length + number]
      return typeof joined === 'string' ? joined.split(RECORD) : []
    })
    at.forEach((rowid, place) => {
      year[rowid] = yearOf(saved[rowid] ?? 0)
      format[rowid] = numberOf(formats, formatsOf[place] ?? '')
      lang[rowid] = numberOf(langs, firstPart(langsOf[place] ?? ''))
      host[rowid] = numberOf(hosts, hostsOf[place] ?? '')
      tagSet[rowid] = numberOfTags(tagsOf[place] ?? '')
    })
  }

  const number = (sql: string): number => Number(database.rows(sql)[0]?.[0] ?? 0)

  async function read(): Promise<void> {
    const newest = number(NEWEST)
    if (newest === rev) return
    if (rev === 0) {
      const last = number('SELECT max(rowid) FROM articles')
      grow(last)
      for (let from = 1; from <= last; from += CHUNK) {
        take(database.rows(`${SELECT} FROM articles WHERE rowid BETWEEN ? AND ?`, from, from + CHUNK - 1)[0] ?? [])
        await setImmediate()
      }
    } else {
      // an article that takes the place of one that went carries a later number
      for (const [rowid] of database.rows('SELECT rowid FROM gone WHERE rev > ?', rev)) columns.flags[Number(rowid)] = 0
      take(database.rows(`${SELECT} FROM articles INDEXED BY by_rev WHERE rev > ?`, rev)[0] ?? [])
    }
    rev = newest
  }

  return {
    /** whether they have been read once; until then `get` takes a while */
    isRead: () => rev > 0,
    /** the columns as they are now; the arrays are replaced when the library grows, so they are not to be kept */
    async get(): Promise<Columns> {
      const mine = reading.then(read)
      reading = mine.catch(() => undefined)
      await mine
      return columns
    },
  }
}
