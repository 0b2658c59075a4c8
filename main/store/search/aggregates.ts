import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { SavedSearch } from '../../../shared/model/library.ts'
import { tagKey, type TagCount, type TagInfo } from '../../../shared/model/tag.ts'
import type { Columns } from './columns.ts'
import type { Pause } from './query-sets.ts'
import { OFFERED, type Named } from './named-values.ts'
import { nameSites, type SiteCount } from './site-names.ts'
import { totalsByIndex, totalsOf, type Totals } from './totals.ts'
import type { Database } from '../index/sqlite.ts'

/** Sites in the sidebar; the rest is found by `site:`. */
const MOST_SITES = 500

/** Tags by their keys: one may be written in several ways, and goes by the first of them. */
function namesOf({ tags }: Totals, fits: (key: string) => boolean): Named[] {
  const byKey = new Map<string, Named>()
  for (const { tag, total } of tags) {
    const key = tagKey(tag)
    if (total === 0 || !fits(key)) continue
    const before = byKey.get(key)
    if (!before) byKey.set(key, { value: tag, count: total })
    else byKey.set(key, { value: tag < before.value ? tag : before.value, count: before.count + total })
  }
  return [...byKey.values()]
}

/** Counts over the whole library. Each is worked out once for a state of the index. */
export function createAggregates(
  database: Database,
  columns: { get: () => Promise<Columns>; isRead: () => boolean },
  countOf: (query: string, pause: Pause) => Promise<number>,
) {
  let counted: Promise<Totals> | undefined
  let sites: { of: Totals; list: SiteCount[] } | undefined

  const totals = (): Promise<Totals> => (counted ??= columns.get().then(totalsOf))

  function sitesIn(found: Totals): SiteCount[] {
    if (sites?.of === found) return sites.list
    const shown = found.hosts.filter(({ value, count }) => value !== '' && count > 0)
    shown.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    sites = { of: found, list: nameSites(database, shown.slice(0, MOST_SITES)) }
    return sites.list
  }

  function tagsIn({ tags }: Totals, info: Record<string, TagInfo>): TagCount[] {
    const byKey = new Map<string, TagCount>()
    for (const { tag, own, total, used } of tags) {
      if (total === 0) continue
      const before = byKey.get(tagKey(tag))
      // one tag may be written in several ways: it goes by the one that articles have, the first in the alphabet
      const better = !before || (own > 0 && before.count === 0) || (own > 0 === before.count > 0 && tag < before.tag)
      const name = better ? tag : before.tag
      const about = info[name]
      const count: TagCount = {
        ...{ tag: name, count: own + (before?.count ?? 0), total: total + (before?.total ?? 0) },
        ...{ colour: about?.colour, description: about?.description ?? '' },
      }
      if (used !== undefined) {
        const last = Math.max(used, before?.lastUsed === undefined ? 0 : Date.parse(before.lastUsed))
        count.lastUsed = new Date(last).toISOString()
      }
      byKey.set(tagKey(tag), count)
    }
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
    },
    /** tags with their steps, or hosts, that begin like `typed`, most used first: no SQL, since a list may be asked for any moment */
    async named(field: 'tag' | 'site', typed: string): Promise<Named[]> {
      const found = await totals()
      const begin = typed.toLowerCase()
      const fits =
        field === 'site'
          ? found.hosts.filter(({ value }) => value !== '' && value.startsWith(begin))
          : namesOf(found, (key) => key.startsWith(begin) || key.includes(`/${begin}`))
      return fits
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count || (a.value.toLowerCase() < b.value.toLowerCase() ? -1 : 1))
        .slice(0, OFFERED)
    },
    tags: async (info: Record<string, TagInfo>): Promise<TagCount[]> => tagsIn(await totals(), info),
    async places(
      pause: Pause,
      searches: readonly SavedSearch[],
      info: Record<string, TagInfo>,
    ): Promise<Omit<CallOutput<'places.get'>, 'watchedFolders'>> {
      const isRead = columns.isRead()
      const found = await (isRead ? totals() : totalsByIndex(database, pause))
      await pause()
      const { all, unread, starred, marks, trash } = found
      const tags = tagsIn(found, info)
      const savedSearches: CallOutput<'places.get'>['savedSearches'] = []
      for (const search of searches) savedSearches.push({ ...search, count: await countOf(search.query, pause) })
      // they hold what searches rank by, and the first window does not wait for them
      if (!isRead) setImmediate(() => void columns.get().catch(() => undefined))
      return { all, unread, starred, marks, trash, sites: sitesIn(found), tags, savedSearches }
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
        years: group(`strftime('%Y', coalesce(published, saved) / 1000, 'unixepoch', 'localtime')`),
      }
    },
  }
}
