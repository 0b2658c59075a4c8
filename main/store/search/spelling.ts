import type { QueryNote, Understood } from '../../../shared/ipc/contract.ts'
import { editDistance } from '../../../shared/query/nearest.ts'
import { fold, isUnspaced } from '../index/fold.ts'
import type { Database } from '../index/sqlite.ts'

/** Shorter words have too many neighbours to guess. */
const SHORTEST = 4
/** From this length on two mistakes are forgiven. */
const LONG = 8
/** Letters at the beginning that are taken for right: they choose the part of the vocabulary that is looked through. */
const BEGINNING = 2

/** What is left of Latin letters once they are folded, but for the rarest. */
const LATIN = [...'abcdefghijklmnopqrstuvwxyz']

/** Views of the words of the full-text tables, which live in this connection only. */
const VIEWS = ['text_words', 'head_words'] as const
type View = (typeof VIEWS)[number]

interface Candidate {
  term: string
  articles: number
  edits: number
}

/** Guesses what was meant by a word that no article has: the nearest word that some have, the more frequent the better. */
export function createSpelling(database: Database) {
  let made = false

  function between(view: View, from: string, word: string, most: number): unknown[][] {
    const sql = `SELECT term, doc FROM temp.${view} WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?`
    return database.rows(sql, from, `${from}\u{10ffff}`, word.length - most, word.length + most)
  }

  /** the letters that follow a beginning in any word: for an alphabet other than ours found by jumping from one to the next */
  function lettersAfter(view: View, beginning: string): readonly string[] {
    if (/^[a-z]+$/.test(beginning)) return LATIN
    const letters: string[] = []
    const sql = `SELECT term FROM temp.${view} WHERE term >= ? AND term < ? LIMIT 1`
    for (let from = beginning; ;) {
      const term = database.rows(sql, from, `${beginning}\u{10ffff}`)[0]?.[0]
      if (typeof term !== 'string') return letters
      const letter = term.codePointAt(beginning.length)
      if (letter === undefined) from = `${term}\u0001`
      else {
        letters.push(String.fromCodePoint(letter))
        // above these come the halves of letters, which are none
        from = beginning + String.fromCodePoint(letter === 0xd7ff ? 0xe000 : letter + 1)
      }
    }
  }

  /** Words one mistake away: the letter after the beginning is right, or it is where the mistake is. A tenth of the reading. */
  function oneAway(view: View, word: string): unknown[][] {
    const [beginning, letter, rest] = [word.slice(0, BEGINNING), word.charAt(BEGINNING), word.slice(BEGINNING + 1)]
    const others = new Set([beginning + rest, beginning + rest.charAt(0) + letter + rest.slice(1)])
    for (const other of lettersAfter(view, beginning)) {
      others.add(beginning + other + rest).add(beginning + other + letter + rest)
    }
    const sql = `SELECT w.term, w.doc FROM json_each(?) o CROSS JOIN temp.${view} w ON w.term = o.value`
    return [...between(view, beginning + letter, word, 1), ...database.rows(sql, JSON.stringify([...others]))]
  }

  /** the nearest of some words, at most so many mistakes away */
  function best(word: string, found: unknown[][][], most: number): Candidate | undefined {
    const candidates = found.flatMap((rows) =>
      rows
        .map(([term, doc]) => ({ term: String(term), articles: Number(doc), edits: editDistance(word, String(term)) }))
        .sort((a, b) => (a.term < b.term ? -1 : 1)),
    )
    let nearest: Candidate | undefined
    for (const candidate of candidates) {
      if (candidate.edits === 0 || candidate.edits > most) continue
      const nearer = !nearest || candidate.edits < nearest.edits
      if (nearer || (candidate.edits === nearest?.edits && candidate.articles > nearest.articles)) nearest = candidate
    }
    return nearest
  }

  function nearest(typed: string): string | undefined {
    if (!made) {
      database.exec(`CREATE VIRTUAL TABLE temp.text_words USING fts5vocab (main, terms, row);
        CREATE VIRTUAL TABLE temp.head_words USING fts5vocab (main, heads, row)`)
      made = true
    }
    const word = fold(typed)
    if (word.length < SHORTEST || isUnspaced(word) || !/^[\p{L}\p{M}]+$/u.test(word)) return undefined
    const near = best(
      word,
      VIEWS.map((view) => oneAway(view, word)),
      1,
    )
    if (near || word.length < LONG) return near?.term
    const from = word.slice(0, BEGINNING)
    return best(
      word,
      VIEWS.map((view) => between(view, from, word, 2)),
      2,
    )?.term
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
