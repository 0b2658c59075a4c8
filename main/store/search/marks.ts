import { z } from 'zod'
import { markSchema, type Mark } from '../../../shared/model/mark.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import type { Query, QueryNode } from '../../../shared/query/tree.ts'
import type { Database } from '../index/sqlite.ts'
import { hitsIn, needlesOf } from './hits.ts'
import type { Pause, QuerySets } from './query-sets.ts'
import { mentionsTrash } from './query-sql.ts'
import { has } from './row-set.ts'

/** Marks read one after the other before a newer question goes first. */
const BATCH = 500

/** Which marks: words stand in the quote, the note or the title of the article; everything else is asked of the article. */
export interface MarksWanted {
  query: string
  /** none: all of them */
  colours: readonly Mark['colour'][]
}

interface Placed {
  /** rowid of its article */
  article: number
  json: string
}
/** What of a mark and its article is looked at. */
interface Candidate {
  article: number
  texts: string[]
  lang: string | undefined
}
type Fits = (candidate: Candidate) => boolean

const candidateSchema = z.tuple([z.number(), z.string(), z.string(), z.string(), z.string(), z.string().nullable()])

/** Of all, or of what is not in the trash; in some colours, or in any: three values. */
const AMONG = `marks m JOIN articles a ON a.rowid = m.article WHERE (? OR a.trashed = 0)
  AND (? = '[]' OR m.json ->> 'colour' IN (SELECT value FROM json_each(?)))`
const NEWEST_FIRST = 'ORDER BY m.made DESC, m.id'

/** Finds marks, newest first. What was found last is kept until `clear`. */
export function createMarkSearch(database: Database, sets: QuerySets) {
  let last: { key: string; found: Placed[] } | undefined

  /** What a branch asks of a mark. */
  async function fitsOf(node: QueryNode, query: Query, pause: Pause): Promise<Fits> {
    if (node.kind === 'and' || node.kind === 'or') {
      const branches: Fits[] = []
      for (const each of node.nodes) branches.push(await fitsOf(each, query, pause))
      return node.kind === 'and'
        ? (candidate) => branches.every((fits) => fits(candidate))
        : (candidate) => branches.some((fits) => fits(candidate))
    }
    if (node.kind === 'not') {
      const fits = await fitsOf(node.node, query, pause)
      return (candidate) => !fits(candidate)
    }
    const alone: Query = { ...query, tree: node }
    if (node.kind === 'text' && node.field === undefined) {
      const needles = needlesOf(alone, 'text')
      return ({ texts, lang }) => texts.some((text) => hitsIn(text, needles, lang) !== undefined)
    }
    const articles = await sets.found(alone, pause)
    return ({ article }) => has(articles, article)
  }

  /** Marks whose words have to be looked at one by one. */
  async function find(query: Query & { tree: QueryNode }, colours: string, pause: Pause): Promise<Placed[]> {
    const fits = await fitsOf(query.tree, query, pause)
    const sql = `SELECT m.article, m.json, m.json ->> 'quote', coalesce(m.json ->> 'note', ''), a.title, a.lang
      FROM ${AMONG} ${NEWEST_FIRST}`
    const found: Placed[] = []
    let read = 0
    for (const values of database.rows(sql, mentionsTrash(query.tree) ? 1 : 0, colours, colours)) {
      if (++read % BATCH === 0) await pause()
      const [article, json, quote, note, title, lang] = candidateSchema.parse(values)
      if (fits({ article, texts: [quote, note, title], lang: lang ?? undefined })) found.push({ article, json })
    }
    return found
  }

  async function found(
    query: Query & { tree: QueryNode },
    key: string,
    colours: string,
    pause: Pause,
  ): Promise<Placed[]> {
    if (last?.key === key) return last.found
    const found = await find(query, colours, pause)
    last = { key, found }
    return found
  }

  return {
    /** Some of the marks, and how many there are. */
    async page(
      { query: text, colours: wanted }: MarksWanted,
      [offset, limit]: [number, number],
      pause: Pause,
    ): Promise<{ total: number; marks: { article: number; mark: Mark }[] }> {
      const colours = JSON.stringify([...wanted].sort())
      const { tree, ...query } = parseQuery(text)
      if (tree) {
        const all = await found({ ...query, tree }, `${colours} ${text}`, colours, pause)
        return { total: all.length, marks: all.slice(offset, offset + limit).map(marked) }
      }
      const total = Number(database.rows(`SELECT count(*) FROM ${AMONG}`, 0, colours, colours)[0]?.[0])
      const sql = `SELECT m.article, m.json FROM ${AMONG} ${NEWEST_FIRST} LIMIT ? OFFSET ?`
      const rows = database.rows(sql, 0, colours, colours, limit, offset)
      return { total, marks: rows.map(([article, json]) => marked({ article: Number(article), json: String(json) })) }
    },
    clear() {
      last = undefined
    },
  }
}

const marked = ({ article, json }: Placed): { article: number; mark: Mark } => ({
  article,
  mark: markSchema.parse(JSON.parse(json)),
})
