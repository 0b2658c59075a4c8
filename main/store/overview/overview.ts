import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { TagInfo } from '../../../shared/model/tag.ts'
import { formats } from '../../../shared/model/article.ts'
import { READ, yearOf, type Columns } from '../search/columns.ts'
import { calendarOf, dayName, daysBefore, monthName, type Calendar } from './calendar.ts'
import { tagsOf } from './tags.ts'
import type { Pause } from '../search/query-sets.ts'
import { forEachIn, type RowSet } from '../search/row-set.ts'
import type { Database } from '../index/sqlite.ts'

type Overview = CallOutput<'overview.get'>

/** Adults read 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047); minutes are counted as a record's are. */
const WORDS_A_MINUTE = 230
/** Lengths that a person plans with, minutes. */
const LENGTHS = [0, 2, 5, 10, 20, 40]
/** Reading lately: long enough for a holiday not to count, short enough for a new habit to. */
const LATELY_WEEKS = 8
const WEEK_MS = 7 * 86_400_000
/** A quarter in whole weeks. */
const CALENDAR_DAYS = 13 * 7
const MOST = { hosts: 12, languages: 12 }

/** Counts for the overview's pictures, from the columns in memory. */
export function createOverview(database: Database, columnsNow: () => Promise<Columns>) {
  function sitesOf(hosts: readonly { host: string; count: number }[]): Overview['hosts'] {
    const sql = `SELECT json_extract(r.json, '$.site') FROM articles a JOIN rows r ON r.rowid = a.rowid
      WHERE a.host = ? ORDER BY a.trashed LIMIT 1`
    return hosts.map(({ host, count }) => {
      const site = database.rows(sql, host)[0]?.[0]
      return { host, site: typeof site === 'string' ? site : undefined, count }
    })
  }

  return {
    async of(found: RowSet, info: Record<string, TagInfo>, pause: Pause, now = new Date()): Promise<Overview> {
      const columns = await columnsNow()
      const rowids = rowidsOf(found)
      await pause()
      const months = calendarOf(columns.saved, rowids, now)
      const { hosts, ...sums } = sumsOf(columns, rowids, months, now)
      await pause()
      return { ...sums, hosts: sitesOf(hosts), ...tagsOf(columns, rowids, months, info) }
    },
  }
}

function rowidsOf(found: RowSet): Int32Array {
  const rowids = new Int32Array(found.count)
  let count = 0
  forEachIn(found, (rowid) => {
    rowids[count++] = rowid
  })
  return rowids
}

function sumsOf(columns: Columns, rowids: Int32Array, months: Calendar, now: Date) {
  const { saved, published, opened, words, bytes, marks, flags } = columns
  const savedIn = new Array<number>(months.starts.length).fill(0)
  const readIn = new Array<number>(months.starts.length).fill(0)
  const years = new Map<number, number>()
  const days = daysBefore(now, CALENDAR_DAYS)
  const openedOn = new Map(days.map((day) => [day, 0]))
  const calendarFrom = new Date(`${days[0] ?? ''}T00:00:00`).getTime()
  const lengths = LENGTHS.map(() => 0)
  const hosts = new Array<number>(columns.hosts.length).fill(0)
  const languages = new Array<number>(columns.langs.length).fill(0)
  const ofFormat = columns.formats.map(() => ({ count: 0, bytes: 0 }))
  const sums = { articles: rowids.length, read: 0, marks: 0, bytes: 0 }
  const wordsOf = { lately: 0, unread: 0 }
  const lately = now.getTime() - LATELY_WEEKS * WEEK_MS
  const add = (list: number[], at: number): void => {
    if (at >= 0) list[at] = (list[at] ?? 0) + 1
  }
  for (const at of rowids) {
    const [isRead, seen, length] = [((flags[at] ?? 0) & READ) !== 0, opened[at] ?? Number.NaN, words[at] ?? 0]
    sums.marks += marks[at] ?? 0
    sums.bytes += bytes[at] ?? 0
    add(savedIn, months.at(saved[at] ?? 0))
    if (isRead) {
      sums.read++
      if (!Number.isNaN(seen)) add(readIn, months.at(seen))
      if (seen >= lately) wordsOf.lately += length
    } else wordsOf.unread += length
    if (seen >= calendarFrom) {
      const day = dayName(new Date(seen))
      const before = openedOn.get(day)
      if (before !== undefined) openedOn.set(day, before + 1)
    }
    const from = published[at] ?? Number.NaN
    if (!Number.isNaN(from)) {
      const year = yearOf(from)
      years.set(year, (years.get(year) ?? 0) + 1)
    }
    add(
      lengths,
      LENGTHS.findLastIndex((minutes) => length >= minutes * WORDS_A_MINUTE),
    )
    add(hosts, columns.host[at] ?? -1)
    add(languages, columns.lang[at] ?? -1)
    const format = ofFormat[columns.format[at] ?? -1]
    if (format) {
      format.count++
      format.bytes += bytes[at] ?? 0
    }
  }
  const counted = named(columns.hosts, hosts)
  return {
    ...sums,
    unread: sums.articles - sums.read,
    sites: counted.length,
    minutes: {
      aWeek: wordsOf.lately / WORDS_A_MINUTE / LATELY_WEEKS,
      unread: wordsOf.unread / WORDS_A_MINUTE,
      median: medianOf(words, rowids) / WORDS_A_MINUTE,
    },
    months: months.starts.map((start, at) => ({
      month: monthName(new Date(start)),
      saved: savedIn[at] ?? 0,
      read: readIn[at] ?? 0,
    })),
    years: [...years].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, count })),
    days: [...openedOn].map(([day, count]) => ({ day, count })),
    hosts: counted.slice(0, MOST.hosts).map(({ name, count }) => ({ host: name, count })),
    lengths: LENGTHS.map((minutes, at) => {
      const next = LENGTHS[at + 1]
      const to = next === undefined ? undefined : next * WORDS_A_MINUTE - 1
      return { minutes, from: minutes * WORDS_A_MINUTE, to, count: lengths[at] ?? 0 }
    }),
    languages: languagesOf(columns.langs, languages)
      .slice(0, MOST.languages)
      .map(({ name, count }) => ({ lang: name, count })),
    formats: formats
      .flatMap((format) => {
        const sum = ofFormat[columns.formats.indexOf(format)]
        return sum && sum.count > 0 ? [{ format, ...sum }] : []
      })
      .sort((a, b) => b.bytes - a.bytes),
  }
}

/** The names that were met, most first; what has no name is left out. */
function named(names: readonly string[], counts: readonly number[]): { name: string; count: number }[] {
  return names
    .map((name, at) => ({ name, count: counts[at] ?? 0 }))
    .filter(({ name, count }) => name !== '' && count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** By their first part: `en_GB` is a way of writing `en`. */
function languagesOf(langs: readonly string[], counts: readonly number[]): { name: string; count: number }[] {
  const sums = new Map<string, number>()
  langs.forEach((lang, at) => {
    const first = lang.split('_', 1)[0] ?? lang
    sums.set(first, (sums.get(first) ?? 0) + (counts[at] ?? 0))
  })
  return named([...sums.keys()], [...sums.values()])
}

function medianOf(values: Int32Array, rowids: Int32Array): number {
  const sorted = rowids.map((at) => values[at] ?? 0).sort()
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
