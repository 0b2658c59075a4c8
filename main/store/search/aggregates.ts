import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { SavedSearch } from '../../../shared/model/library.ts'
import type { TagCount, TagInfo } from '../../../shared/model/tag.ts'
import { LIVE, READ, STARRED, TRASHED, type Columns } from './columns.ts'
import type { Pause } from './query-sets.ts'
import { tagKey } from './query-sql.ts'
import { nameSites, type SiteCount } from './site-names.ts'
import type { Database } from '../index/sqlite.ts'

/** Sites in the sidebar; the rest is found by `site:`. */
const MOST_SITES = 500

interface Counts {
  all: number
  unread: number
  starred: number
  marks: number
  trash: number
  /** by number, as in the columns */
  hosts: Int32Array
  own: Int32Array
  total: Int32Array
  /** when an article with the tag was changed last, ms */
  used: Float64Array
}

/** One walk through the columns: a few ms for a hundred thousand articles. */
function countAll(columns: Columns): Counts {
  const { end, flags, marks, host, tagSet, tagSets, changed, hosts, tags } = columns
  const counts: Counts = {
    ...{ all: 0, unread: 0, starred: 0, marks: 0, trash: 0, hosts: new Int32Array(hosts.length) },
    ...{ own: new Int32Array(tags.length), total: new Int32Array(tags.length), used: new Float64Array(tags.length) },
  }
  const bySet = new Int32Array(tagSets.length)
  const lastBySet = new Float64Array(tagSets.length)
  for (let at = 0; at < end; at++) {
    const bits = flags[at] ?? 0
    if ((bits & TRASHED) !== 0) counts.trash++
    if ((bits & LIVE) === 0) continue
    counts.all++
    if ((bits & READ) === 0) counts.unread++
    if ((bits & STARRED) !== 0) counts.starred++
    counts.marks += marks[at] ?? 0
    add(counts.hosts, host[at] ?? 0, 1)
    const set = tagSet[at] ?? 0
    add(bySet, set, 1)
    lastBySet[set] = Math.max(lastBySet[set] ?? 0, changed[at] ?? 0)
  }
  tagSets.forEach(({ own, above }, set) => {
    const count = bySet[set] ?? 0
    if (count === 0) return
    for (const tag of own) add(counts.own, tag, count)
    for (const tag of [...own, ...above]) {
      add(counts.total, tag, count)
      counts.used[tag] = Math.max(counts.used[tag] ?? 0, lastBySet[set] ?? 0)
    }
  })
  return counts
}

function add(counts: Int32Array, at: number, count: number): void {
  counts[at] = (counts[at] ?? 0) + count
}

/** Counts over the whole library. Each is worked out once for a state of the index. */
export function createAggregates(
  database: Database,
  columns: () => Promise<Columns>,
  countOf: (query: string, pause: Pause) => Promise<number>,
) {
  let counted: Promise<{ counts: Counts; columns: Columns }> | undefined
  let sites: Promise<SiteCount[]> | undefined

  const counts = (): Promise<{ counts: Counts; columns: Columns }> =>
    (counted ??= columns().then((given) => ({ counts: countAll(given), columns: given })))

  async function countSites(): Promise<SiteCount[]> {
    const { counts: all, columns: names } = await counts()
    const found = names.hosts.map((value, number) => ({ value, count: all.hosts[number] ?? 0 }))
    const shown = found.filter(({ value, count }) => value !== '' && count > 0)
    shown.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return nameSites(database, shown.slice(0, MOST_SITES))
  }

  async function tags(info: Record<string, TagInfo>): Promise<TagCount[]> {
    const {
      counts: { own, total, used },
      columns: { tags: names },
    } = await counts()
    const byKey = new Map<string, TagCount>()
    names.forEach((tag, number) => {
      const sum = total[number] ?? 0
      if (sum === 0) return
      const before = byKey.get(tagKey(tag))
      const count = own[number] ?? 0
      // one tag may be written in several ways: it goes by the one that articles have, the first in the alphabet
      const better =
        !before || (count > 0 && before.count === 0) || (count > 0 === before.count > 0 && tag < before.tag)
      const name = better ? tag : before.tag
      const last = Math.max(used[number] ?? 0, before?.lastUsed === undefined ? 0 : Date.parse(before.lastUsed))
      const about = info[name]
      byKey.set(tagKey(tag), {
        ...{ tag: name, count: count + (before?.count ?? 0), total: sum + (before?.total ?? 0) },
        ...{ colour: about?.colour, description: about?.description ?? '', lastUsed: new Date(last).toISOString() },
      })
    })
    const all = [...byKey.values()]
    const named = new Set(all.map(({ tag }) => tag))
    for (const [tag, { colour, description }] of Object.entries(info)) {
      if (!named.has(tag)) all.push({ tag, count: 0, total: 0, colour, description })
    }
    return all.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  }

  return {
    clear() {
      counted = undefined
      sites = undefined
    },
    tags,
    async places(
      pause: Pause,
      searches: readonly SavedSearch[],
      info: Record<string, TagInfo>,
    ): Promise<Omit<CallOutput<'places.get'>, 'watchedFolders'>> {
      const { all, unread, starred, marks, trash } = (await counts()).counts
      await pause()
      const found = {
        all,
        unread,
        starred,
        marks,
        trash,
        sites: await (sites ??= countSites()),
        tags: await tags(info),
      }
      const savedSearches: CallOutput<'places.get'>['savedSearches'] = []
      for (const search of searches) savedSearches.push({ ...search, count: await countOf(search.query, pause) })
      return { ...found, savedSearches }
    },
    stats(): Record<string, number | string | Record<string, number>> {
      const group = (what: string): Record<string, number> =>
        Object.fromEntries(
          database
            .rows(
              `SELECT ${what} AS k, count(*) AS n FROM articles WHERE trashed = 0 AND k IS NOT NULL GROUP BY k ORDER BY n DESC`,
            )
            .map(([key, count]) => [String(key), Number(count)]),
        )
      const sql = `SELECT count(*), coalesce(sum(words), 0), coalesce(sum(bytes), 0), coalesce(sum(read = 0), 0),
        coalesce(sum(starred), 0), coalesce(sum(marks), 0) FROM articles WHERE trashed = 0`
      const [articles, words, bytes, unread, starred, marks] = (database.rows(sql)[0] ?? []).map(Number)
      const trash = Number(database.rows('SELECT count(*) FROM articles WHERE trashed = 1')[0]?.[0])
      return {
        ...{ articles: articles ?? 0, words: words ?? 0, bytes: bytes ?? 0, unread: unread ?? 0 },
        ...{ starred: starred ?? 0, marks: marks ?? 0, trash },
        formats: group('format'),
        languages: group('lang'),
        sites: group('host'),
        years: group(`strftime('%Y', coalesce(published, saved) / 1000, 'unixepoch')`),
      }
    },
  }
}
