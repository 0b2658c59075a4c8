import type { QueryNote, Understood } from '../../shared/ipc/contract.ts'
import { editDistance } from '../../shared/query/nearest.ts'
import { fold, isUnspaced } from './fold.ts'
import type { Database } from './sqlite.ts'

/** Shorter words have too many neighbours to guess. */
const SHORTEST = 4
/** From this length on two mistakes are forgiven. */
const LONG = 8
/** Letters at the beginning that are taken for right: they choose the part of the vocabulary that is looked through. */
const BEGINNING = 2

/** Guesses what was meant by a word that no article has: the nearest word that some have, the more frequent the better. */
export function createSpelling(database: Database) {
  let made = false

  function nearest(typed: string): string | undefined {
    if (!made) {
      // a view of the full-text tables, which lives in this connection only
      database.exec(`CREATE VIRTUAL TABLE temp.text_words USING fts5vocab (main, terms, row);
        CREATE VIRTUAL TABLE temp.head_words USING fts5vocab (main, heads, row)`)
      made = true
    }
    const word = fold(typed)
    if (word.length < SHORTEST || isUnspaced(word) || !/^[\p{L}\p{M}]+$/u.test(word)) return undefined
    const most = word.length < LONG ? 1 : 2
    const from = word.slice(0, BEGINNING)
    let best: { term: string; edits: number; articles: number } | undefined
    for (const table of ['text_words', 'head_words']) {
      const sql = `SELECT term, doc FROM temp.${table} WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?`
      const found = database.rows(sql, from, `${from}\u{10ffff}`, word.length - most, word.length + most)
      for (const [term, doc] of found) {
        const candidate = { term: String(term), articles: Number(doc), edits: editDistance(word, String(term)) }
        if (candidate.edits === 0 || candidate.edits > most) continue
        const nearer = !best || candidate.edits < best.edits
        if (nearer || (candidate.edits === best?.edits && candidate.articles > best.articles)) best = candidate
      }
    }
    return best?.term
  }

  return {
    /** A note for each word that nothing has and something near has. `isThere`: whether any article has the word. */
    async notes(understood: readonly Understood[], isThere: (word: string) => Promise<boolean>): Promise<QueryNote[]> {
      const notes: QueryNote[] = []
      for (const { from, to, kind, value, negated } of understood) {
        if (kind !== 'word' || negated || (await isThere(value))) continue
        const suggestion = nearest(value)
        if (suggestion !== undefined) notes.push({ from, to, message: 'query.spelled', suggestion })
      }
      return notes
    },
  }
}
