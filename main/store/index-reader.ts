import type { CallOutput, Sort } from '../../shared/ipc/contract.ts'
import { rowSchema, type Row } from '../../shared/model/article.ts'
import { markSchema } from '../../shared/model/mark.ts'
import type { SavedSearch } from '../../shared/model/library.ts'
import type { TagCount, TagInfo } from '../../shared/model/tag.ts'
import { parseQuery } from '../../shared/query/parse.ts'
import { hitsIn, needlesOf, snippetOf } from './hits.ts'
import { inflate } from './index-writer.ts'
import { compile } from './query-sql.ts'
import type { Database } from './sqlite.ts'

/** Lists kept from one change of the index to the next: the shown one, a few before it, and the saved searches. */
const CACHED_LISTS = 40
/** Sites in the sidebar; the rest is found by `site:`. */
const MOST_SITES = 500

export type Reader = ReturnType<typeof createReader>

/** Everything that is asked of the index. Answers are kept until another connection changes the file. */
export function createReader(database: Database) {
  let version: unknown
  const lists = new Map<string, Int32Array>()
  const answers = new Map<string, unknown>()

  function fresh(): void {
    const now = database.rows('PRAGMA data_version')[0]?.[0]
    if (now === version) return
    version = now
    lists.clear()
    answers.clear()
  }

  /** rowids of everything a query finds, in order */
  function listOf(text: string, sort: Sort): Int32Array {
    fresh()
    const key = `${sort} ${text}`
    const known = lists.get(key)
    if (known) return known
    const { sql, values } = compile(parseQuery(text), sort)
    // one long string crosses from the database many times faster than a hundred thousand rows
    const joined = database.rows(`SELECT group_concat(rowid) FROM (${sql})`, ...values)[0]?.[0]
    const list = Int32Array.from(typeof joined === 'string' ? joined.split(',') : [], Number)
    if (lists.size >= CACHED_LISTS) for (const [oldest] of [...lists].slice(0, 1)) lists.delete(oldest)
    lists.set(key, list)
    return list
  }

  function jsonOf(rowids: readonly number[]): Map<number, Row> {
    const found = new Map<number, Row>()
    for (const [rowid, json] of database.rows(
      `SELECT rowid, json FROM rows WHERE rowid IN (${rowids.join(',') || 'NULL'})`,
    )) {
      found.set(Number(rowid), rowSchema.parse(JSON.parse(String(json))))
    }
    return found
  }

  function inOrder(rowids: readonly number[]): { rowid: number; row: Row }[] {
    const found = jsonOf(rowids)
    return rowids.flatMap((rowid) => {
      const row = found.get(rowid)
      return row ? [{ rowid, row }] : []
    })
  }

  function idsFor(list: Int32Array): string[] {
    const ids = new Map(database.rows('SELECT rowid, id FROM articles').map(([rowid, id]) => [rowid, String(id)]))
    return [...list].flatMap((rowid) => ids.get(rowid) ?? [])
  }

  function rowidsOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => Number(database.rows('SELECT rowid FROM articles WHERE id = ?', id)[0]?.[0] ?? []))
  }

  function tagCounts(info: Record<string, TagInfo>): TagCount[] {
    const counts = new Map<string, TagCount>()
    const sql = `SELECT min(tag), sum(own), count(*), max(used), key, max(CASE WHEN own THEN tag END)
      FROM tags WHERE live = 1 GROUP BY key ORDER BY key`
    for (const [any, own, total, used, , named] of database.rows(sql)) {
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

  function kept<T>(key: string, make: () => T): T {
    fresh()
    if (!answers.has(key)) answers.set(key, make())
    // the key names the type: each is used in one place
    return answers.get(key) as T
  }

  return {
    list(query: string, sort: Sort, offset: number, limit: number): CallOutput<'articles.list'> {
      const list = listOf(query, sort)
      const parsed = parseQuery(query)
      const titleNeedles = needlesOf(parsed, 'title')
      const textNeedles = needlesOf(parsed, 'text')
      const rows = inOrder([...list.subarray(offset, offset + limit)]).map(({ rowid, row }) => {
        if (titleNeedles.length > 0) row.titleHits = hitsIn(row.title, titleNeedles)
        if (textNeedles.length > 0) {
          const blob = database.rows('SELECT text FROM texts WHERE rowid = ?', rowid)[0]?.[0]
          row.snippet = snippetOf(inflate(blob), textNeedles)
        }
        return row
      })
      return { total: list.length, rows, understood: parsed.understood, notes: parsed.notes }
    },
    ids: (query: string, sort: Sort): string[] => idsFor(listOf(query, sort)),
    rows: (ids: readonly string[]): Row[] => inOrder(rowidsOf(ids)).map(({ row }) => row),
    places(
      searches: readonly SavedSearch[],
      info: Record<string, TagInfo>,
    ): Omit<CallOutput<'places.get'>, 'watchedFolders'> {
      const counts = kept('counts', () => {
        const sql = `SELECT sum(trashed = 0), sum(trashed = 0 AND read = 0), sum(trashed = 0 AND starred = 1),
          sum(trashed = 0 AND marks > 0), sum(trashed = 1) FROM articles INDEXED BY flags`
        return (database.rows(sql)[0] ?? []).map(Number)
      })
      const sites = kept('sites', () =>
        database
          .rows(
            `SELECT h.host, (SELECT json_extract(r.json, '$.site') FROM articles a JOIN rows r ON r.rowid = a.rowid
              WHERE a.host = h.host LIMIT 1), h.n
            FROM (SELECT host, count(*) AS n FROM articles INDEXED BY by_site WHERE trashed = 0 AND host IS NOT NULL
              GROUP BY host ORDER BY n DESC, host LIMIT ${String(MOST_SITES)}) h`,
          )
          .map(([host, site, count]) => ({
            host: String(host),
            site: typeof site === 'string' ? site : undefined,
            count: Number(count),
          })),
      )
      const [all = 0, unread = 0, starred = 0, marks = 0, trash = 0] = counts
      return {
        ...{ all, unread, starred, marks, trash, sites },
        tags: kept(`tags ${JSON.stringify(info)}`, () => tagCounts(info)),
        savedSearches: searches.map((search) => ({ ...search, count: listOf(search.query, 'saved-desc').length })),
      }
    },
    tags: (info: Record<string, TagInfo>): TagCount[] => kept(`tags ${JSON.stringify(info)}`, () => tagCounts(info)),
    tagsOf(ids: readonly string[]): CallOutput<'tags.ofSelection'> {
      const rowids = rowidsOf(ids)
      const sql = `SELECT tag, count(*) FROM tags WHERE own = 1 AND article IN (${rowids.join(',') || 'NULL'}) GROUP BY key`
      return {
        articles: rowids.length,
        tags: Object.fromEntries(database.rows(sql).map(([tag, count]) => [String(tag), Number(count)])),
      }
    },
    marks(query: string, offset: number, limit: number): CallOutput<'marks.list'> {
      const articles = listOf(query, 'saved-desc')
      const among = `article IN (SELECT value FROM json_each(?))`
      const wanted = JSON.stringify([...articles])
      const total = Number(database.rows(`SELECT count(*) FROM marks WHERE ${among}`, wanted)[0]?.[0])
      const sql = `SELECT article, json FROM marks WHERE ${among} ORDER BY made DESC LIMIT ? OFFSET ?`
      const found = database.rows(sql, wanted, limit, offset)
      const rows = jsonOf(found.map(([article]) => Number(article)))
      return {
        total,
        marks: found.flatMap(([article, json]) => {
          const row = rows.get(Number(article))
          return row ? [{ article: row, mark: markSchema.parse(JSON.parse(String(json))) }] : []
        }),
      }
    },
    bySource(sha256: string, part: string | undefined): string | undefined {
      const sql = 'SELECT id FROM articles WHERE source = ? AND (? IS NULL OR part = ?) LIMIT 1'
      return database.rows(sql, sha256, part ?? null, part ?? null)[0]?.[0]?.toString()
    },
    byText: (hash: string): string | undefined =>
      database.rows('SELECT id FROM articles WHERE texthash = ? LIMIT 1', hash)[0]?.[0]?.toString(),
    /** values of a field that begin like `typed`, most used first */
    values(field: 'tag' | 'site' | 'author' | 'lang' | 'format', typed: string): { value: string; count: number }[] {
      const like = `${typed.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      const column = field === 'site' ? 'host' : field
      const sql =
        field === 'tag'
          ? `SELECT min(tag), count(*) AS n FROM tags WHERE live = 1 AND (key LIKE ?1 ESCAPE '\\' OR key LIKE '%/' || ?1 ESCAPE '\\')
             GROUP BY key ORDER BY n DESC LIMIT 12`
          : `SELECT ${column}, count(*) AS n FROM articles WHERE trashed = 0 AND ${column} LIKE ?1 ESCAPE '\\'
             GROUP BY ${column} ORDER BY n DESC LIMIT 12`
      return database.rows(sql, like).map(([value, count]) => ({ value: String(value), count: Number(count) }))
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
