import { z } from 'zod'
import type { CallOutput, Sort } from '../../../shared/ipc/contract.ts'
import type { Row } from '../../../shared/model/article.ts'
import type { TagInfo } from '../../../shared/model/tag.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import { withoutChoices } from '../../../shared/query/groups.ts'
import type { Query } from '../../../shared/query/tree.ts'
import { createAggregates } from '../search/aggregates.ts'
import { createColumns, type Columns } from '../search/columns.ts'
import { createDuplicates } from '../relations/duplicates.ts'
import { formatsIn, hostsIn, langsIn, lengthsIn, statesIn, tagsIn, yearsIn, type Facets } from '../search/facets.ts'
import { foundList, type FoundList } from '../search/found-list.ts'
import { hitsIn, needlesOf, snippetOf, snippetOfStart } from '../search/hits.ts'
import { inflate, inflateStart } from './entry.ts'
import { createRuleReads } from './rules.ts'
import { HASH_START } from './known-hashes.ts'
import { createLinks } from '../relations/links.ts'
import { mergedInto } from './merged-files.ts'
import { createMarkSearch, type MarksWanted } from '../search/marks.ts'
import { createNamedValues } from '../search/named-values.ts'
import { createOrdering } from '../search/ordering.ts'
import { createOverview } from '../overview/overview.ts'
import { createQuerySets, type Pause } from '../search/query-sets.ts'
import { mentionsTrash } from '../search/query-sql.ts'
import { ranked } from '../search/ranking.ts'
import { setOf, subtract, type RowSet } from '../search/row-set.ts'
import { nameSites } from '../search/site-names.ts'
import { createSpelling } from '../search/spelling.ts'
import type { Database } from './sqlite.ts'
import { createTagSuggest } from '../search/tag-suggest.ts'
import { trialSearches } from '../search/trial.ts'
import { formsIn } from '../search/word-forms.ts'

/** Lists kept from one change of the index to the next: the shown one and a few before it. */
const CACHED_LISTS = 20

/** Bytes of a packed text that are read for a snippet at first: most hits stand further up than that. */
const SNIPPET_BYTES = 1024

function snippetIn(packed: unknown, needles: ReturnType<typeof needlesOf>, lang: string | undefined): Row['snippet'] {
  const start = inflateStart(packed, SNIPPET_BYTES)
  const early = start === undefined ? undefined : snippetOfStart(start, needles, lang)
  return early ?? snippetOf(inflate(packed), needles, lang)
}

/** As the index itself wrote it, whose number says how: looking through every field again took half of the time of reading a row. */
const writtenRow = z.custom<Row>((value) => typeof value === 'object' && value !== null && 'id' in value)

/** Rows snipped before a newer list gets a turn: a few ms. */
const SNIPPED_AT_ONCE = 25

/** Rows of a window, and titles whose words are tried. */
const [WARMED_ROWS, TRIED_TITLES] = [60, 30]

export type Reader = ReturnType<typeof createReader>

/** The article made of this file; `part` undefined: of any part of it. */
export function articleOf(database: Database, sha256: string, part?: string): string | undefined {
  const sql = 'SELECT id FROM articles WHERE source = ? AND (? IS NULL OR part = ?) LIMIT 1'
  return database.rows(sql, sha256, part ?? null, part ?? null)[0]?.[0]?.toString()
}

/** Everything that is asked of the index. Answers are kept until another connection changes the file. */
export function createReader(database: Database) {
  let version: unknown
  const lists = new Map<string, FoundList>()
  const sets = createQuerySets(database)
  const ordering = createOrdering(database)
  const columns = createColumns(database)
  const marks = createMarkSearch(database, sets)
  const overview = createOverview(database, columns.get)
  const spelling = createSpelling(database)
  const named = createNamedValues(database)
  let liveCount: number | undefined

  async function countOf(query: string, pause: Pause): Promise<number> {
    fresh()
    const parsed = parseQuery(query)
    return parsed.tree ? (await sets.found(parsed, pause)).count : live()
  }
  const aggregates = createAggregates(database, columns, countOf)
  /** how many are not in the trash; the first window does not wait until the columns are read */
  const live = (): number =>
    (liveCount ??= Number(database.rows('SELECT count(*) FROM articles INDEXED BY flags WHERE trashed = 0')[0]?.[0]))

  function fresh(): void {
    const now = database.rows('PRAGMA data_version')[0]?.[0]
    if (now === version) return
    version = now
    lists.clear()
    sets.clear()
    ordering.clear()
    marks.clear()
    aggregates.clear()
    named.clear()
    liveCount = undefined
  }

  async function anyHas(word: string, pause: Pause): Promise<boolean> {
    return (await sets.found(parseQuery(word), pause)).count > 0
  }

  /** rowids of everything a query finds, in order */
  async function listOf(text: string, query: Query, asked: Sort, pause: Pause): Promise<FoundList> {
    fresh()
    const key = `${asked} ${text}`
    const known = lists.get(key)
    if (known) return known
    const began = version
    const sort = query.sort ?? asked
    const found = await sets.found(query, pause)
    await pause()
    const list = await inOrder(query, sort, found)
    // of a state that is no longer: an answer to who asked for it, and to nobody after
    if (version !== began) return list
    if (lists.size >= CACHED_LISTS) for (const [oldest] of [...lists].slice(0, 1)) lists.delete(oldest)
    lists.set(key, list)
    return list
  }

  async function inOrder(query: Query, sort: Sort, found: RowSet): Promise<FoundList> {
    const withTrash = mentionsTrash(query.tree)
    if (sort !== 'relevance' || !query.tree) {
      const list = ordering.sorted(found, sort === 'relevance' ? 'saved-desc' : sort, withTrash)
      return foundList(list.length, list, () => list)
    }
    const now = await columns.get()
    const best = ranked({ sets, columns: now }, query, found)
    return foundList(found.count, best, () => ordering.bySaved(subtract(found, setOf(best)), now.saved, withTrash))
  }

  function jsonOf(rowids: readonly number[]): Map<number, Row> {
    const sql = 'SELECT r.rowid, r.json FROM json_each(?) w CROSS JOIN rows r ON r.rowid = w.value'
    const found = database.rows(sql, JSON.stringify(rowids))
    return new Map(found.map(([rowid, json]) => [Number(rowid), writtenRow.parse(JSON.parse(String(json)))]))
  }

  function textsOf(rowids: readonly number[]): Map<number, unknown> {
    const sql = 'SELECT t.rowid, t.text FROM json_each(?) w CROSS JOIN texts t ON t.rowid = w.value'
    return new Map(database.rows(sql, JSON.stringify(rowids)).map(([rowid, text]) => [Number(rowid), text]))
  }

  function rowsOf(rowids: readonly number[]): { rowid: number; row: Row }[] {
    const found = jsonOf(rowids)
    return rowids.flatMap((rowid) => {
      const row = found.get(rowid)
      return row ? [{ rowid, row }] : []
    })
  }

  function rowidsOfIds(ids: readonly string[]): number[] {
    const sql = 'SELECT a.rowid FROM json_each(?) w CROSS JOIN articles a ON a.id = w.value ORDER BY w.key'
    return database.rows(sql, JSON.stringify(ids)).map(([rowid]) => Number(rowid))
  }

  async function page(
    text: string,
    query: Query,
    sort: Sort,
    [offset, limit]: [number, number],
    pause: Pause,
  ): Promise<{ total: number; rowids: number[] }> {
    const order = query.sort ?? sort
    if (!query.tree) {
      fresh()
      const rowids = ordering.page(order === 'relevance' ? 'saved-desc' : order, offset, limit)
      return { total: live(), rowids }
    }
    const list = await listOf(text, query, sort, pause)
    return { total: list.total, rowids: [...list.part(offset, limit)] }
  }

  async function list(
    pause: Pause,
    text: string,
    sort: Sort,
    offset: number,
    limit: number,
  ): Promise<CallOutput<'articles.list'>> {
    const query = parseQuery(text)
    const { total, rowids } = await page(text, query, sort, [offset, limit], pause)
    await pause()
    if (total === 0) query.notes.push(...(await spelling.notes(query.understood, (word) => anyHas(word, pause))))
    const titleNeedles = needlesOf(query, 'title')
    const textNeedles = needlesOf(query, 'text')
    const texts = textNeedles.length > 0 ? textsOf(rowids) : undefined
    const rows: Row[] = []
    for (const { rowid, row } of rowsOf(rowids)) {
      if (rows.length > 0 && rows.length % SNIPPED_AT_ONCE === 0) await pause()
      if (titleNeedles.length > 0) row.titleHits = hitsIn(row.title, titleNeedles, row.lang)
      if (texts) row.snippet = snippetIn(texts.get(rowid), textNeedles, row.lang)
      rows.push(row)
    }
    return { total, rows, understood: query.understood, notes: query.notes }
  }

  return {
    ...createRuleReads(database, sets, fresh),
    ...createTagSuggest(database, fresh),
    list,
    /** Searches as a person would, so that the first key that one types finds code, statements and pages ready. */
    async warm(pause: Pause): Promise<void> {
      await sets.readAhead(pause)
      const titles = rowsOf(ordering.page('saved-desc', 0, TRIED_TITLES)).map(({ row }) => row.title)
      for (const text of trialSearches(titles)) await list(pause, text, 'relevance', 0, WARMED_ROWS)
    },
    async ids(pause: Pause, text: string, sort: Sort): Promise<string[]> {
      const list = await listOf(text, parseQuery(text), sort, pause)
      const sql = `SELECT group_concat(id) FROM (SELECT a.id FROM json_each(?) w CROSS JOIN articles a ON a.rowid = w.value
        ORDER BY w.key)`
      const joined = database.rows(sql, JSON.stringify([...list.all()]))[0]?.[0]
      return typeof joined === 'string' ? joined.split(',') : []
    },
    rows: (_: Pause, ids: readonly string[]): Row[] => rowsOf(rowidsOfIds(ids)).map(({ row }) => row),
    /** the words of an article's text that are other forms of these */
    forms(_: Pause, id: string, words: readonly string[]): string[] {
      const found = rowsOf(rowidsOfIds([id]))
      return found.flatMap(({ rowid, row }) => formsIn(inflate(textsOf([rowid]).get(rowid)), words, row.lang))
    },
    /** articles that went into the trash before an instant (ISO 8601) */
    trashedBefore(_: Pause, instant: string): string[] {
      const sql = `SELECT a.id FROM articles a JOIN rows r ON r.rowid = a.rowid
        WHERE a.trashed = 1 AND json_extract(r.json, '$.trashed') < ?`
      return database.rows(sql, instant).map(([id]) => String(id))
    },
    places(pause: Pause, ...given: Parameters<typeof aggregates.places> extends [Pause, ...infer R] ? R : never) {
      fresh()
      return aggregates.places(pause, ...given)
    },
    tags(_: Pause, ...given: Parameters<typeof aggregates.tags>) {
      fresh()
      return aggregates.tags(...given)
    },
    tagsOf(_: Pause, ids: readonly string[]): CallOutput<'tags.ofSelection'> {
      const rowids = rowidsOfIds(ids)
      const sql = `SELECT min(t.tag), count(*) FROM json_each(?) w CROSS JOIN tags t INDEXED BY tags_of ON t.article = w.value
        WHERE t.own = 1 GROUP BY t.key`
      const counts = database.rows(sql, JSON.stringify(rowids))
      return {
        articles: rowids.length,
        tags: Object.fromEntries(counts.map(([tag, count]) => [String(tag), Number(count)])),
      }
    },
    async marks(
      pause: Pause,
      { offset, limit, ...wanted }: MarksWanted & { offset: number; limit: number },
    ): Promise<CallOutput<'marks.list'>> {
      fresh()
      const began = version
      const { total, marks: found } = await marks.page(wanted, [offset, limit], pause)
      // found in a state that is no longer: not kept
      if (version !== began) marks.clear()
      const rows = jsonOf([...new Set(found.map(({ article }) => article))])
      return {
        total,
        marks: found.flatMap(({ article, mark }) => {
          const row = rows.get(article)
          return row ? [{ article: row, mark }] : []
        }),
      }
    },
    /** `part` undefined: any part of that file */
    bySource: (_: Pause, sha256: string, part: string | undefined): string | undefined =>
      articleOf(database, sha256, part),
    mergedInto: (_: Pause, hash: string, part: string | undefined): string | undefined =>
      mergedInto(database, hash, part),
    /** the article made of exactly this part, or of the whole when `part` is undefined */
    bySourceExactly(_: Pause, sha256: string, part: string | undefined): string | undefined {
      return database
        .rows('SELECT id FROM articles WHERE source = ? AND part IS ? LIMIT 1', sha256, part ?? null)[0]?.[0]
        ?.toString()
    },
    byText: (_: Pause, hash: string): string | undefined =>
      database.rows('SELECT id FROM articles WHERE texthash = ? LIMIT 1', hash)[0]?.[0]?.toString(),
    /** what `createKnownHashes` knows hashes by: of each article the beginnings of both of its hashes, one behind the other, then those of merged ones */
    hashStarts(_: Pause): string {
      const start = (column: string): string =>
        `substr(${column} || '${'0'.repeat(HASH_START)}', 1, ${String(HASH_START)})`
      const sql = `SELECT group_concat(${start('source')} || ${start('texthash')}, '') FROM articles
        UNION ALL SELECT group_concat(${start('sha256')}, '') FROM merged`
      return database
        .rows(sql)
        .map(([starts]) => String(starts ?? ''))
        .join('')
    },
    /** values of a field that are meant by `typed`, most used first */
    async values(
      pause: Pause,
      field: 'tag' | 'site' | 'author' | 'lang' | 'format',
      typed: string,
    ): Promise<{ value: string; count: number }[]> {
      fresh()
      return field === 'tag' || field === 'site' ? aggregates.named(field, typed) : named.like(field, typed, pause)
    },
    older(_: Pause, version: number): { older: number; all: number } {
      const sql = 'SELECT coalesce(sum(extractor < ?), 0), count(*) FROM articles WHERE trashed = 0'
      const [older, all] = database.rows(sql, version)[0] ?? []
      return { older: Number(older), all: Number(all) }
    },
    async overview(pause: Pause, text: string, info: Record<string, TagInfo>): Promise<CallOutput<'overview.get'>> {
      fresh()
      return overview.of(await sets.found(parseQuery(text), pause), info, pause)
    },
    /** what the articles that a query finds have in common, each group counted as if nothing were chosen from it */
    async facets(pause: Pause, text: string): Promise<Facets> {
      fresh()
      const query = parseQuery(text)
      const of = async <T>(field: string, count: (set: RowSet, from: Columns) => T): Promise<T> => {
        const found = await sets.found(withoutChoices(query, field), pause)
        const counted = count(found, await columns.get())
        await pause()
        return counted
      }
      return {
        total: (await sets.found(query, pause)).count,
        tags: await of('tag', tagsIn),
        years: await of('saved', yearsIn),
        sites: nameSites(database, await of('site', hostsIn)),
        langs: await of('lang', langsIn),
        formats: await of('format', formatsIn),
        lengths: await of('words', lengthsIn),
        states: await of('is', statesIn),
      }
    },
    stats(_: Pause) {
      return aggregates.stats()
    },
    ...createDuplicates(database, jsonOf),
    ...createLinks(database, jsonOf),
  }
}
