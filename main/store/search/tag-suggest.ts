import { tagKey, type TagSuggestion } from '../../../shared/model/tag.ts'
import { isUnspaced, wordsOf } from '../index/fold.ts'
import { inflate } from '../index/entry.ts'
import type { Pause } from './query-sets.ts'
import { rowidsIn } from './row-set.ts'
import type { Database } from '../index/sqlite.ts'

/** Words looked at for how rare they are, and those of them that then tell what is like the article. */
const CANDIDATES = 40
const TERMS = 14
/** A word in more articles than this says little about one; counting stops there. */
const COMMON = 2000
const COMMON_SHARE = 0.4
/** Shorter words are articles and endings in most languages. */
const SHORTEST = 4
/** Characters of a text that are read: what an article is about shows early. */
const READ = 40_000
/** A word of the title counts for so many in the text. */
const TITLE_WEIGHT = 4
/** The articles that are asked for their tags. */
const NEIGHBOURS = 40
/** Tagged articles of a site from which its habits can be told. */
const SITE_LEAST = 3
/** Below this it is guessing. */
const LEAST = 0.2
const MOST = 8
/** New words that are offered when the library has few tags for an article. */
const NEW = 3

interface Term {
  word: string
  /** as it stands in the text */
  shown: string
  weight: number
  inTitle: boolean
  count: number
  rowids: Int32Array
}

/** Tags for an article: from its own words, and from how articles like it and others of its site are tagged. */
export function createTagSuggest(database: Database, fresh: () => void) {
  const one = (sql: string, ...values: (string | number)[]): unknown[] => database.rows(sql, ...values)[0] ?? []

  /** The words that tell this article from others, rarest and most used first. */
  async function termsOf(title: string, text: string, all: number, pause: Pause): Promise<Term[]> {
    const counts = new Map<string, { count: number; shown: string; inTitle: boolean }>()
    const take = (source: string, inTitle: boolean): void => {
      for (const { from, to, word } of wordsOf(source)) {
        if (word.length < SHORTEST || /\d/.test(word) || isUnspaced(word)) continue
        const known = counts.get(word) ?? { count: 0, shown: source.slice(from, to), inTitle: false }
        known.count += inTitle ? TITLE_WEIGHT : 1
        known.inTitle ||= inTitle
        counts.set(word, known)
      }
    }
    take(title, true)
    take(text.slice(0, READ), false)
    const candidates = [...counts].sort(([, a], [, b]) => b.count - a.count).slice(0, CANDIDATES)
    const terms: Term[] = []
    for (const [word, { count, shown, inTitle }] of candidates) {
      await pause()
      const sql = `SELECT group_concat(rowid) FROM (SELECT rowid FROM terms WHERE terms MATCH ? LIMIT ${String(COMMON + 1)})`
      const rowids = rowidsIn(one(sql, `"${word}"`)[0])
      if (rowids.length === 0 || rowids.length > Math.min(COMMON, Math.max(2, all * COMMON_SHARE))) continue
      const weight = (1 + Math.log(count)) * Math.log(1 + all / rowids.length)
      terms.push({ word, shown, weight, inTitle, count, rowids })
    }
    return terms.sort((a, b) => b.weight - a.weight).slice(0, TERMS)
  }

  /** How the articles are tagged that share those words: tag -> share of them, by likeness. */
  function fromSimilar(rowid: number, terms: readonly Term[]): Map<string, number> {
    const likeness = new Map<number, number>()
    for (const { rowids, weight } of terms) {
      for (const other of rowids) if (other !== rowid) likeness.set(other, (likeness.get(other) ?? 0) + weight)
    }
    const whole = terms.reduce((sum, { weight }) => sum + weight, 0)
    const nearest = [...likeness].sort(([, a], [, b]) => b - a).slice(0, NEIGHBOURS * 4)
    const sql = `SELECT t.article, t.tag FROM json_each(?) w CROSS JOIN tags t INDEXED BY tags_of ON t.article = w.value
      WHERE t.own = 1 AND t.live = 1`
    const tagged = new Map<number, string[]>()
    for (const [article, tag] of database.rows(sql, JSON.stringify(nearest.map(([other]) => other)))) {
      tagged.set(Number(article), [...(tagged.get(Number(article)) ?? []), String(tag)])
    }
    const votes = new Map<string, number>()
    let all = 0
    for (const [other, like] of nearest.filter(([other]) => tagged.has(other)).slice(0, NEIGHBOURS)) {
      // one shared word is chance, half of them is the same subject
      const vote = (like / whole) ** 2
      all += vote
      for (const tag of tagged.get(other) ?? []) votes.set(tag, (votes.get(tag) ?? 0) + vote)
    }
    // a few weak votes are no majority
    return new Map([...votes].map(([tag, vote]) => [tag, vote / (all + 0.1)]))
  }

  /** What share of the tagged articles of a site has each tag. */
  function fromSite(rowid: number, host: string): Map<string, number> {
    const sql = `SELECT min(t.tag), count(*), (SELECT count(*) FROM articles WHERE host = ?1 AND trashed = 0 AND tagged > 0 AND rowid <> ?2)
      FROM articles a INDEXED BY by_host JOIN tags t ON t.article = a.rowid
      WHERE a.host = ?1 AND a.trashed = 0 AND a.rowid <> ?2 AND t.own = 1 GROUP BY t.key ORDER BY 2 DESC LIMIT 20`
    const rows = database.rows(sql, host, rowid).filter(([, , all]) => Number(all) >= SITE_LEAST)
    return new Map(rows.map(([tag, count, all]) => [String(tag), (0.9 * Number(count)) / (Number(all) + 1)]))
  }

  /** Tags whose words stand in the article. */
  function fromWords(title: string, text: string): Map<string, number> {
    const spaced = (source: string): string => ` ${[...wordsOf(source)].map(({ word }) => word).join(' ')} `
    const [inTitle, inText] = [spaced(title), spaced(text.slice(0, READ))]
    const found = new Map<string, number>()
    for (const [tag] of database.rows('SELECT min(tag) FROM tags WHERE live = 1 AND own = 1 GROUP BY key')) {
      const name = String(tag).split('/').at(-1) ?? ''
      const words = [...wordsOf(name)].map(({ word }) => word).join(' ')
      if (words.length < 2) continue
      const needle = isUnspaced(words) ? words : ` ${words} `
      const times = inText.split(needle).length - 1
      const score = (inTitle.includes(needle) ? 0.6 : 0) + Math.min(0.35, 0.07 * times)
      if (score > 0) found.set(String(tag), Math.min(0.9, score))
    }
    return found
  }

  return {
    async suggestTags(pause: Pause, id: string): Promise<TagSuggestion[]> {
      fresh()
      const [rowid, host, json] = one(
        'SELECT a.rowid, a.host, r.json FROM articles a JOIN rows r ON r.rowid = a.rowid WHERE a.id = ?',
        id,
      )
      if (typeof rowid !== 'number') return []
      const row: unknown = JSON.parse(String(json))
      const title = typeof row === 'object' && row !== null && 'title' in row ? String(row.title) : ''
      const text = inflate(one('SELECT text FROM texts WHERE rowid = ?', rowid)[0])
      const [all] = one('SELECT count(*) FROM articles')
      const present = database.rows('SELECT key FROM tags WHERE article = ?', rowid).map(([key]) => String(key))
      const taken = new Set(present)
      const terms = await termsOf(title, text, Number(all), pause)
      const voices = [
        { why: 'words', tags: fromWords(title, text) },
        { why: 'similar', tags: fromSimilar(rowid, terms) },
        { why: 'site', tags: typeof host === 'string' ? fromSite(rowid, host) : new Map<string, number>() },
      ] as const
      const scores = new Map<string, TagSuggestion & { loudest: number }>()
      for (const { why, tags } of voices) {
        for (const [tag, score] of tags) {
          if (taken.has(tagKey(tag))) continue
          const before = scores.get(tagKey(tag)) ?? { tag, why, score: 0, loudest: 0 }
          // each voice takes its share of what doubt the others have left
          const together = 1 - (1 - before.score) * (1 - score)
          const louder = score > before.loudest
          const loudest = Math.max(score, before.loudest)
          scores.set(tagKey(tag), { ...before, score: together, loudest, why: louder ? why : before.why })
        }
      }
      const known = [...scores.values()]
        .filter(({ score }) => score >= LEAST)
        .sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1))
        .slice(0, MOST)
        .map(({ tag, why, score }) => ({ tag, why, score }))
      const fromOwn = terms
        .filter((term) => term.inTitle && term.count > TITLE_WEIGHT && term.rowids.length > 1)
        .map(({ shown }) => shown.toLowerCase())
        .filter((word) => !taken.has(tagKey(word)) && !scores.has(tagKey(word)))
        .slice(0, Math.max(0, Math.min(NEW, MOST - known.length)))
        .map((tag): TagSuggestion => ({ tag, why: 'new', score: LEAST }))
      return [...known, ...fromOwn]
    },
  }
}
