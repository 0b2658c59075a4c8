import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { TagInfo } from '../../shared/model/tag.ts'
import { calendarOf, dayName, daysBefore, monthName, type Calendar } from './overview-calendar.ts'
import { readColumns, readTags, type Columns, type TagColumn } from './overview-columns.ts'
import type { Pause } from './query-sets.ts'
import { has, intersect, setOf, type RowSet } from './row-set.ts'
import type { Database } from './sqlite.ts'

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
const MOST = { hosts: 12, languages: 12, tags: 24, paired: 10 }

/** Counts for the overview's pictures. The columns are read once for a state of the index. */
export function createOverview(database: Database) {
  let generation = 0
  let held: { columns: Columns; tags: TagColumn[] } | undefined

  async function read(pause: Pause): Promise<{ columns: Columns; tags: TagColumn[] }> {
    if (held) return held
    const mine = generation
    const columns = await readColumns(database, pause)
    await pause()
    const all = { columns, tags: readTags(database) }
    if (mine === generation) held = all
    return all
  }

  function sitesOf(hosts: readonly { host: string; count: number }[]): Overview['hosts'] {
    const sql = `SELECT json_extract(r.json, '$.site') FROM articles a JOIN rows r ON r.rowid = a.rowid
      WHERE a.host = ? ORDER BY a.trashed LIMIT 1`
    return hosts.map(({ host, count }) => {
      const site = database.rows(sql, host)[0]?.[0]
      return { host, site: typeof site === 'string' ? site : undefined, count }
    })
  }

  return {
    clear(): void {
      generation++
      held = undefined
    },
    async of(found: RowSet, info: Record<string, TagInfo>, pause: Pause, now = new Date()): Promise<Overview> {
      const { columns, tags } = await read(pause)
      const places = placesOf(columns, found)
      await pause()
      const months = calendarOf(columns.saved, places, now)
      const { hosts, ...sums } = sumsOf(columns, places, months, now)
      await pause()
      return { ...sums, hosts: sitesOf(hosts), ...tagsOf(columns, tags, found, months, info) }
    },
  }
}

/** Places of the found articles in the columns. */
function placesOf({ rowids }: Columns, found: RowSet): Int32Array {
  const places = new Int32Array(found.count)
  let count = 0
  rowids.forEach((rowid, at) => {
    if (has(found, rowid)) places[count++] = at
  })
  return places.subarray(0, count)
}

function sumsOf(columns: Columns, places: Int32Array, months: Calendar, now: Date) {
  const { saved, published, opened, words, bytes, marks, read } = columns
  const savedIn = new Array<number>(months.starts.length).fill(0)
  const readIn = new Array<number>(months.starts.length).fill(0)
  const years = new Map<number, number>()
  const days = daysBefore(now, CALENDAR_DAYS)
  const openedOn = new Map(days.map((day) => [day, 0]))
  const calendarFrom = new Date(`${days[0] ?? ''}T00:00:00`).getTime()
  const lengths = LENGTHS.map(() => 0)
  const hosts = new Array<number>(columns.hosts.names.length).fill(0)
  const languages = new Array<number>(columns.languages.names.length).fill(0)
  const formats = columns.formats.names.map(() => ({ count: 0, bytes: 0 }))
  const sums = { articles: places.length, read: 0, marks: 0, bytes: 0 }
  const wordsOf = { lately: 0, unread: 0 }
  const lately = now.getTime() - LATELY_WEEKS * WEEK_MS
  const add = (list: number[], at: number): void => {
    if (at >= 0) list[at] = (list[at] ?? 0) + 1
  }
  for (const at of places) {
    const [isRead, seen, length] = [read[at] === 1, opened[at] ?? Number.NaN, words[at] ?? 0]
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
      const year = new Date(from).getFullYear()
      years.set(year, (years.get(year) ?? 0) + 1)
    }
    add(
      lengths,
      LENGTHS.findLastIndex((minutes) => length >= minutes * WORDS_A_MINUTE),
    )
    add(hosts, columns.hosts.at[at] ?? -1)
    add(languages, columns.languages.at[at] ?? -1)
    const format = formats[columns.formats.at[at] ?? -1]
    if (format) {
      format.count++
      format.bytes += bytes[at] ?? 0
    }
  }
  const counted = named(columns.hosts.names, hosts)
  return {
    ...sums,
    unread: sums.articles - sums.read,
    sites: counted.length,
    minutes: {
      aWeek: wordsOf.lately / WORDS_A_MINUTE / LATELY_WEEKS,
      unread: wordsOf.unread / WORDS_A_MINUTE,
      median: medianOf(words, places) / WORDS_A_MINUTE,
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
    languages: named(columns.languages.names, languages)
      .slice(0, MOST.languages)
      .map(({ name, count }) => ({ lang: name, count })),
    formats: columns.formats.names
      .flatMap((format, at) => {
        const sum = formats[at] ?? { count: 0, bytes: 0 }
        return format === '' || sum.count === 0 ? [] : [{ format, ...sum }]
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

function medianOf(values: Float64Array, places: Int32Array): number {
  const sorted = Float64Array.from(places, (at) => values[at] ?? 0).sort()
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The most used tags over time, and which are met together. */
function tagsOf(
  columns: Columns,
  tags: readonly TagColumn[],
  found: RowSet,
  months: Calendar,
  info: Record<string, TagInfo>,
): Pick<Overview, 'tags' | 'pairs'> {
  const most = tags
    .map((tag) => ({ ...tag, count: tag.rowids.reduce((sum, rowid) => sum + Number(has(found, rowid)), 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST.tags)
  const placeOf = new Map<number, number>()
  columns.rowids.forEach((rowid, at) => placeOf.set(rowid, at))
  const sets = most.slice(0, MOST.paired).map(({ rowids }) => intersect(setOf(rowids), found))
  const pairs: Overview['pairs'] = []
  sets.forEach((one, at) => {
    sets.slice(at + 1).forEach((other, further) => {
      const [a = '', b = ''] = [most[at]?.tag, most[at + 1 + further]?.tag]
      // a step of a path is always met with what lies below it
      if (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)) return
      const { count } = intersect(one, other)
      if (count > 0) pairs.push({ one: at, other: at + 1 + further, count })
    })
  })
  return {
    tags: most.map(({ tag, count, rowids }) => {
      const counts = new Array<number>(months.starts.length).fill(0)
      for (const rowid of rowids) {
        const at = has(found, rowid) ? months.at(columns.saved[placeOf.get(rowid) ?? -1] ?? Number.NaN) : -1
        if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
      }
      return { tag, colour: info[tag]?.colour, count, months: counts }
    }),
    pairs: pairs.sort((a, b) => b.count - a.count),
  }
}
