import type { Rule } from '../../../shared/model/library.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import { tagKey } from '../../../shared/model/tag.ts'
import type { createQuerySets, Pause } from '../search/query-sets.ts'
import { has, intersect, rowidsOf, setIn, setOf, subtract, type RowSet } from '../search/row-set.ts'
import type { Database } from './sqlite.ts'

/** What a rule finds and does, without its name. */
export type RuleEffect = Pick<Rule, 'query' | 'tags' | 'star' | 'trash'>

export interface RuleCounts {
  /** articles that the query finds */
  matches: number
  /** those that would be different after it */
  changes: number
  /** articles with a tag that this rule gave them */
  given: number
}

/** One tag that a rule gave: the articles that lose it with the rule, and those to which another rule gives it as well. */
export interface TakeBack {
  tag: string
  loses: string[]
  keeps: { rule: string; ids: string[] }[]
}

/** What is asked of the index about rules. */
export function createRuleReads(database: Database, sets: ReturnType<typeof createQuerySets>, fresh: () => void) {
  /** A rule means whole words: the space says that nobody is typing. One that says nothing finds nothing. */
  async function foundBy(query: string, pause: Pause): Promise<RowSet> {
    const parsed = parseQuery(`${query} `)
    return parsed.tree ? sets.found(parsed, pause) : setOf([])
  }
  const select = (sql: string, value: string | number): RowSet =>
    setIn(database.rows(`SELECT group_concat(rowid) FROM (${sql})`, value)[0]?.[0])
  const tagged = (tag: string): RowSet =>
    select('SELECT article AS rowid FROM tags WHERE own = 1 AND key = ?', tagKey(tag))

  function idsOf(set: RowSet): string[] {
    const sql = `SELECT group_concat(id) FROM (SELECT a.id FROM json_each(?) w CROSS JOIN articles a ON a.rowid = w.value)`
    const joined = database.rows(sql, JSON.stringify(rowidsOf(set)))[0]?.[0]
    return typeof joined === 'string' ? joined.split(',') : []
  }

  /** articles on which the rule has nothing left to do */
  function done({ tags, star, trash }: RuleEffect): RowSet {
    const parts = tags.map(tagged)
    if (star) parts.push(select('SELECT rowid FROM articles INDEXED BY flags WHERE trashed = 0 AND starred = ?', 1))
    if (trash) parts.push(select('SELECT rowid FROM articles INDEXED BY flags WHERE trashed = ?', 1))
    return parts.reduce(intersect)
  }

  return {
    /** articles that a rule's query finds, all of them or some of those named */
    async ruleMatches(pause: Pause, query: string, among: readonly string[] | undefined): Promise<string[]> {
      fresh()
      const found = await foundBy(query, pause)
      if (!among) return idsOf(found)
      const sql = 'SELECT a.rowid, a.id FROM json_each(?) w CROSS JOIN articles a ON a.id = w.value'
      return database
        .rows(sql, JSON.stringify(among))
        .filter(([rowid]) => has(found, Number(rowid)))
        .map(([, id]) => String(id))
    },
    async ruleCounts(pause: Pause, rule: RuleEffect & { id?: string | undefined }): Promise<RuleCounts> {
      fresh()
      const found = await foundBy(rule.query, pause)
      const idle = rule.tags.length === 0 && !rule.star && !rule.trash
      const sql = 'SELECT count(DISTINCT article) FROM tags WHERE rule = ?'
      return {
        matches: found.count,
        changes: idle ? 0 : subtract(found, done(rule)).count,
        given: Number(database.rows(sql, rule.id ?? '')[0]?.[0]),
      }
    },
    /** what would have to be taken back when a rule goes, or becomes `next`; `others` are the rules that stay */
    async ruleTakeBack(
      pause: Pause,
      id: string,
      next: RuleEffect | undefined,
      others: readonly Rule[],
    ): Promise<TakeBack[]> {
      fresh()
      const sql = 'SELECT tag, group_concat(article) FROM tags WHERE rule = ? AND live = 1 GROUP BY tag'
      const given: TakeBack[] = []
      for (const [name, articles] of database.rows(sql, id)) {
        const tag = String(name)
        let left = setIn(articles)
        if (next?.tags.includes(tag)) left = subtract(left, await foundBy(next.query, pause))
        const keeps: TakeBack['keeps'] = []
        for (const other of others.filter(({ tags }) => tags.includes(tag))) {
          const theirs = intersect(left, await foundBy(other.query, pause))
          if (theirs.count > 0) keeps.push({ rule: other.id, ids: idsOf(theirs) })
          left = subtract(left, theirs)
        }
        if (left.count > 0 || keeps.length > 0) given.push({ tag, loses: idsOf(left), keeps })
      }
      return given
    },
  }
}
