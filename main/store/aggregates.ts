import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { SavedSearch } from '../../shared/model/library.ts'
import type { TagCount, TagInfo } from '../../shared/model/tag.ts'
import type { Pause } from './query-sets.ts'
import type { Database } from './sqlite.ts'

/** Sites in the sidebar; the rest is found by `site:`. */
const MOST_SITES = 500

/** Counts over the whole library. Each is worked out once for a state of the index. */
export function createAggregates(database: Database, countOf: (query: string, pause: Pause) => Promise<number>) {
  const answers = new Map<string, unknown>()

  function kept<T>(key: string, make: () => T): T {
    if (!answers.has(key)) answers.set(key, make())
    // the key names the type: each is used in one place
    return answers.get(key) as T
  }

  const live = (): number =>
    kept('live', () =>
      Number(database.rows('SELECT count(*) FROM articles INDEXED BY flags WHERE trashed = 0')[0]?.[0]),
    )

  const flags = (): number[] =>
    kept('flags', () => {
      const sql = `SELECT sum(trashed = 0), sum(trashed = 0 AND read = 0), sum(trashed = 0 AND starred = 1),
        sum(CASE WHEN trashed = 0 THEN marks ELSE 0 END), sum(trashed = 1) FROM articles INDEXED BY flags`
      return (database.rows(sql)[0] ?? []).map(Number)
    })

  const sites = (): CallOutput<'places.get'>['sites'] =>
    kept('sites', () =>
      database
        .rows(
          `SELECT h.host, (SELECT json_extract(r.json, '$.site') FROM articles a JOIN rows r ON r.rowid = a.rowid
            WHERE a.host = h.host AND a.trashed = 0 LIMIT 1), h.n
          FROM (SELECT host, count(*) AS n FROM articles INDEXED BY by_host WHERE trashed = 0 AND host IS NOT NULL
            GROUP BY host ORDER BY n DESC, host LIMIT ${String(MOST_SITES)}) h`,
        )
        .map(([host, site, count]) => ({
          host: String(host),
          site: typeof site === 'string' ? site : undefined,
          count: Number(count),
        })),
    )

  function tagCounts(info: Record<string, TagInfo>): TagCount[] {
    const counts = new Map<string, TagCount>()
    const sql = `SELECT min(tag), sum(own), count(*), max(used), max(CASE WHEN own THEN tag END)
      FROM tags WHERE live = 1 GROUP BY key`
    for (const [any, own, total, used, named] of database.rows(sql)) {
      const tag = String(named ?? any)
      const about = info[tag]
      counts.set(tag, {
        tag,
        count: Number(own),
        total: Number(total),
        colour: about?.colour,
        description: about?.description ?? '',
        lastUsed: String(used),
      })
    }
    for (const [tag, { colour, description }] of Object.entries(info)) {
      if (!counts.has(tag)) counts.set(tag, { tag, count: 0, total: 0, colour, description })
    }
    return [...counts.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1))
  }

  const tags = (info: Record<string, TagInfo>): TagCount[] =>
    kept(`tags ${JSON.stringify(info)}`, () => tagCounts(info))

  return {
    clear: () => answers.clear(),
    live,
    tags,
    async places(
      pause: Pause,
      searches: readonly SavedSearch[],
      info: Record<string, TagInfo>,
    ): Promise<Omit<CallOutput<'places.get'>, 'watchedFolders'>> {
      const [all = 0, unread = 0, starred = 0, marks = 0, trash = 0] = flags()
      await pause()
      const found = { all, unread, starred, marks, trash, sites: sites(), tags: tags(info) }
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
