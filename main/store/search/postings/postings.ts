import { HEAD_WEIGHTS, LABEL_WEIGHTS } from '../../index/schema.ts'
import type { Database } from '../../index/sqlite.ts'
import { countLonger, countPhrase, createEnds, type PhraseEnds, type ReadPlaces, type TakePhrase } from './phrases.ts'
import { bytesOf, endOf, numberAt, UnknownFormat } from '../../index/segments/format.ts'
import { createPostingPages, firstRowidOf, type TakeList } from './posting-pages.ts'
import type { Pause } from '../query-sets.ts'
import { intersect, setOfBits, type RowSet } from '../row-set.ts'
import { createTextLengths } from './text-lengths.ts'
import { COLUMN, placesOf, type TakePlaces } from './word-places.ts'

/** Tables whose beginnings of so many letters have lists of their own. */
const BEGINNINGS: Readonly<Record<string, number>> = { heads: 3, terms: 3, labels: 3, body: 0 }
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  heads: HEAD_WEIGHTS.map(([column]) => column),
  labels: LABEL_WEIGHTS.map(([column]) => column),
}
/** Searches whose articles by column are kept, for the next column that is asked for; phrases whose ends are, for their next word. */
const KEPT = 4

interface Word {
  token: string
  prefix: boolean
}
interface Match {
  column: string | undefined
  words: Word[]
}

/** How often something stands in each article that has it. */
export interface Counts {
  rowids: Int32Array
  counts: Int32Array
}

/** A query as `query-sql.ts` makes them for words; undefined for any other. */
function matchOf(text: string): Match | undefined {
  const [, column, inner = text] = /^\{(\w+)\} : \((.*)\)$/s.exec(text) ?? []
  const words: Word[] = []
  for (const part of inner.split(' OR ')) {
    const [, token, star] = /^"([^" ]+)"( \*)?$/.exec(part) ?? []
    if (token === undefined) return undefined
    words.push({ token, prefix: star !== undefined })
  }
  return { column, words }
}

/** The words of a phrase as `query-sql.ts` makes them; undefined for any other query, also for one that ends with a beginning. */
const phraseOf = (text: string): string[] | undefined => /^"([^" ]+(?: [^" ]+)+)"$/.exec(text)?.[1]?.split(' ')

/** What stands in the index for a word or a beginning of words, and whether all that begin so are meant. */
function keyOf(table: string, token: string, prefix: boolean): [key: string, isBeginning: boolean] {
  const letters = Array.from(token).length
  if (prefix && letters <= (BEGINNINGS[table] ?? 0)) return [`${String(letters)}${token}`, false]
  return [`0${token}`, prefix]
}

/** Takes lists without places into bits. On every page a list begins anew, at 0. */
function intoBits(bits: Uint32Array): TakeList {
  return (bytes, from, to, goesOn) => {
    if (goesOn && to > from && firstRowidOf(bytes) !== from) throw new UnknownFormat('a list goes on in another way')
    let rowid = 0
    for (let at = from; at < to;) {
      let step = bytes[at++] ?? 0
      if (step === 0) throw new UnknownFormat('a deleted row in a list')
      if (step >= 0x80) {
        const next = bytes[at] ?? 0
        // as most steps are in the list of a rare word
        if (next < 0x80) {
          step = ((step & 0x7f) << 7) | next
          at++
        } else {
          step = numberAt(bytes, at - 1)
          at = endOf()
        }
      }
      rowid += step
      const word = rowid >>> 5
      bits[word] = (bits[word] ?? 0) | (1 << (rowid & 31))
    }
    // they rise: the last one is the largest
    if (rowid >>> 5 >= bits.length) throw new UnknownFormat('a row that is not there')
  }
}

function keep<T>(all: Map<string, T>, key: string, value: T): void {
  if (all.size >= KEPT) for (const [oldest] of [...all].slice(0, 1)) all.delete(oldest)
  all.set(key, value)
}

/** Finds articles by FTS5's own lists; what it does not know is undefined, and FTS5 has to be asked. */
export type Postings = ReturnType<typeof createPostings>

export function createPostings(database: Database) {
  const pages = createPostingPages(database)
  const byColumn = new Map<string, Uint32Array[]>()
  const ends = new Map<string, PhraseEnds>()
  let rows = 0
  /** for `counts`; kept, since a place for each article is garbage of half a megabyte */
  let times = new Int32Array(0)
  const lengths = createTextLengths(database)

  const rowsNow = (): number => (rows ||= Number(database.rows('SELECT max(rowid) FROM articles')[0]?.[0] ?? 0) + 1)
  const wordsNow = (): number => (rowsNow() >>> 5) + 1

  /** undefined when the lists are not as they are expected */
  function reading<T>(work: () => T): T | undefined {
    try {
      return database.snapshot(work)
    } catch (error) {
      if (error instanceof UnknownFormat) return undefined
      throw error
    }
  }

  /** The lists of some words: looked up together, which costs little more than one. */
  function eachList(table: string, words: Word[], listOf: (dead: Uint32Array | undefined) => TakeList): void {
    const keys = words.map(({ token, prefix }) => keyOf(table, token, prefix))
    for (const isBeginning of [false, true]) {
      const wanted = keys.filter(([, beginning]) => beginning === isBeginning).map(([key]) => key)
      if (wanted.length > 0) pages.each(table, [...new Set(wanted)], isBeginning, listOf)
    }
  }
  const eachPlace = (table: string, words: Word[], take: TakePlaces): void =>
    eachList(table, words, (dead) => placesOf(dead, take))

  /** the articles that have any of some words, by column */
  function columnsWith(table: string, words: Word[]): Uint32Array[] {
    const key = JSON.stringify([table, words])
    const known = byColumn.get(key)
    if (known) return known
    const end = wordsNow()
    const sets = (COLUMNS[table] ?? []).map(() => new Uint32Array(end))
    eachPlace(table, words, (rowid, bytes, from, to) => {
      const place = rowid >>> 5
      if (place >= end) throw new UnknownFormat('a row that is not there')
      const bit = 1 << (rowid & 31)
      let set = bytes[from] === COLUMN ? undefined : sets[0]
      for (let at = from; at < to;) {
        if (bytes[at] === COLUMN) {
          set = sets[bytes[at + 1] ?? 0]
          at += 2
        }
        if (!set) throw new UnknownFormat('a column that is not there')
        set[place] = (set[place] ?? 0) | bit
        // the places in the column do not matter: on to the next one
        while (at < to && bytes[at] !== COLUMN) while ((bytes[at++] ?? 0) >= 0x80);
      }
    })
    keep(byColumn, key, sets)
    return sets
  }

  function inColumns(table: string, { column, words }: Match): RowSet {
    const wanted = COLUMNS[table]?.indexOf(column ?? '') ?? -1
    return setOfBits(columnsWith(table, words)[wanted] ?? new Uint32Array(0))
  }

  function withWords(table: string, words: Word[]): RowSet {
    const all = new Uint32Array(wordsNow())
    // of a piece with deleted rows: they are taken out of all its lists at once
    const pieces = new Map<Uint32Array, Uint32Array>()
    eachList(table, words, (dead) => {
      const bits = dead ? (pieces.get(dead) ?? new Uint32Array(all.length)) : all
      if (dead) pieces.set(dead, bits)
      return intoBits(bits)
    })
    for (const [dead, bits] of pieces)
      for (let at = 0; at < all.length; at++) all[at] = (all[at] ?? 0) | ((bits[at] ?? 0) & ~(dead[at] ?? 0))
    return setOfBits(all)
  }

  type Add = (rowid: number, count: number) => void

  function countTogether(tokens: string[], add: Add): void {
    const gathered = createEnds(rowsNow())
    const take = (rowid: number, count: number, behind: Int32Array): void => {
      add(rowid, count)
      gathered.take(rowid, count, behind)
    }
    const read = (token: string, take: TakePlaces): void => eachPlace('body', [{ token, prefix: false }], take)
    const before = ends.get(tokens.slice(0, -1).join(' '))
    if (before) countLonger(before, tokens.at(-1) ?? '', read, take)
    else countAll(tokens, read, take)
    const found = gathered.found()
    if (found) keep(ends, tokens.join(' '), found)
  }

  function countAll(tokens: string[], read: ReadPlaces, take: TakePhrase): void {
    let [commonest = '', most] = ['', -1]
    let among: RowSet | undefined
    for (const token of new Set(tokens)) {
      const having = withWords('terms', [{ token, prefix: false }])
      if (having.count > most) [commonest, most] = [token, having.count]
      among = among ? intersect(among, having) : having
      if (among.count === 0) return
    }
    if (among) countPhrase(tokens, { read, among, commonest }, take)
  }

  function countWord(word: Word, add: Add): void {
    eachPlace('body', [word], (rowid, bytes, from, to) => {
      let count = 0
      for (let at = from; at < to; at++) if ((bytes[at] ?? 0) < 0x80) count++
      add(rowid, count)
    })
  }

  return {
    clear() {
      pages.clear()
      byColumn.clear()
      ends.clear()
      lengths.clear()
      rows = 0
    },
    /** the articles that FTS5 would find in a table */
    set(table: string, text: string): RowSet | undefined {
      const match = matchOf(text)
      if (!match) return undefined
      if (table === 'terms' && match.column === undefined) return reading(() => withWords(table, match.words))
      return COLUMNS[table] && match.column !== undefined ? reading(() => inColumns(table, match)) : undefined
    },
    /** how often a word, or words side by side, stand in the text of each article that has them */
    counts(text: string): Counts | undefined {
      const together = phraseOf(text)
      const [word, ...others] = matchOf(text)?.words ?? []
      if ((!word && !together) || others.length > 0) return undefined
      return reading(() => {
        const end = rowsNow()
        if (times.length < end) times = new Int32Array(end)
        else times.fill(0)
        let found = 0
        const add = (rowid: number, count: number): void => {
          if (rowid >= end) throw new UnknownFormat('a row that is not there')
          const before = times[rowid] ?? 0
          if (before === 0) found++
          times[rowid] = before + count
        }
        if (together) countTogether(together, add)
        else if (word) countWord(word, add)
        const counts: Counts = { rowids: new Int32Array(found), counts: new Int32Array(found) }
        let at = 0
        for (let rowid = 0; at < found; rowid++) {
          const count = times[rowid] ?? 0
          if (count === 0) continue
          counts.rowids[at] = rowid
          counts.counts[at++] = count
        }
        return counts
      })
    },
    /** the numbers of words of texts, and how many there are of all texts together */
    lengths(rowids: Int32Array): { lengths: Int32Array; texts: number; words: number } | undefined {
      return reading(() => {
        const totals = bytesOf(database.rows('SELECT block FROM body_data WHERE id = 1')[0]?.[0])
        const texts = numberAt(totals, 0)
        const words = numberAt(totals, endOf())
        return { lengths: lengths.of(rowids, rowsNow()), texts, words }
      })
    },
    /** reads the numbers of words of all texts ahead; does nothing when they are not as they are expected */
    async readAhead(pause: Pause): Promise<void> {
      try {
        await lengths.readAhead(rowsNow(), pause)
      } catch (error) {
        if (!(error instanceof UnknownFormat)) throw error
      }
    },
  }
}
