import { LIVE, READ, STARRED, TRASHED, type Columns } from './columns.ts'
import type { Pause } from './query-sets.ts'
import type { Database } from '../index/sqlite.ts'

/** A tag as it is written, and how many articles outside the trash have it. */
interface TagTotal {
  tag: string
  /** with exactly this tag */
  own: number
  /** with this tag or one below it */
  total: number
  /** when one of them was changed last, ms; not known from the indexes */
  used?: number
}

/** What is counted over the whole library. */
export interface Totals {
  all: number
  unread: number
  starred: number
  marks: number
  trash: number
  hosts: { value: string; count: number }[]
  tags: TagTotal[]
}

function add(counts: Int32Array, at: number, count: number): void {
  counts[at] = (counts[at] ?? 0) + count
}

/** One walk through the columns: a few ms for a hundred thousand articles. */
export function totalsOf({ end, flags, marks, host, tagSet, tagSets, changed, hosts, tags }: Columns): Totals {
  const totals = { all: 0, unread: 0, starred: 0, marks: 0, trash: 0 }
  const byHost = new Int32Array(hosts.length)
  const bySet = new Int32Array(tagSets.length)
  const lastBySet = new Float64Array(tagSets.length)
  for (let at = 0; at < end; at++) {
    const bits = flags[at] ?? 0
    if ((bits & TRASHED) !== 0) totals.trash++
    if ((bits & LIVE) === 0) continue
    totals.all++
    if ((bits & READ) === 0) totals.unread++
    if ((bits & STARRED) !== 0) totals.starred++
    totals.marks += marks[at] ?? 0
    add(byHost, host[at] ?? 0, 1)
    const set = tagSet[at] ?? 0
    add(bySet, set, 1)
    lastBySet[set] = Math.max(lastBySet[set] ?? 0, changed[at] ?? 0)
  }
  const [owns, sums, used] = [new Int32Array(tags.length), new Int32Array(tags.length), new Float64Array(tags.length)]
  tagSets.forEach(({ own, above }, set) => {
    const count = bySet[set] ?? 0
    if (count === 0) return
    for (const tag of own) add(owns, tag, count)
    for (const tag of [...own, ...above]) {
      add(sums, tag, count)
      used[tag] = Math.max(used[tag] ?? 0, lastBySet[set] ?? 0)
    }
  })
  return {
    ...totals,
    hosts: hosts.map((value, at) => ({ value, count: byHost[at] ?? 0 })),
    tags: tags.map((tag, at) => ({ tag, own: owns[at] ?? 0, total: sums[at] ?? 0, used: used[at] })),
  }
}

/** The same along indexes that hold all of it: a quarter of the time that reading the columns takes, for the first window. */
export async function totalsByIndex(database: Database, pause: Pause): Promise<Totals> {
  const sql = `SELECT sum(trashed = 0), sum(trashed = 0 AND read = 0), sum(trashed = 0 AND starred = 1),
    sum((trashed = 0) * marks), sum(trashed = 1) FROM articles INDEXED BY flags`
  const [all = 0, unread = 0, starred = 0, marks = 0, trash = 0] = (database.rows(sql)[0] ?? []).map(Number)
  await pause()
  const hosts = database
    .rows('SELECT host, count(*) FROM articles INDEXED BY by_host WHERE trashed = 0 AND host IS NOT NULL GROUP BY host')
    .map(([value, count]) => ({ value: String(value), count: Number(count) }))
  await pause()
  return { all, unread, starred, marks, trash, hosts, tags: tagsByIndex(database) }
}

function tagsByIndex(database: Database): TagTotal[] {
  const totalOf = ([tag, own, total]: unknown[]): TagTotal => ({
    tag: String(tag),
    own: Number(own),
    total: Number(total),
  })
  // grouping by what is written, too, would sort all of it; hardly any tag is written in two ways
  const byKey = database.rows(
    'SELECT min(tag), sum(own), count(*), max(tag), key FROM tags WHERE live = 1 GROUP BY key',
  )
  const isOne = ([first, , , last]: unknown[]): boolean => first === last
  const several = byKey.filter((row) => !isOne(row)).map(([, , , , key]) => key)
  const sql = `SELECT t.tag, sum(t.own), count(*) FROM json_each(?) w CROSS JOIN tags t ON t.key = w.value WHERE t.live = 1
    GROUP BY t.tag`
  const written = several.length === 0 ? [] : database.rows(sql, JSON.stringify(several))
  return [...byKey.filter(isOne), ...written].map(totalOf)
}
