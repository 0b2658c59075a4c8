import { bytesOfNumber } from './format.ts'
import type { Pages } from './pages.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The words of a row, by number. */
export interface RowWords {
  rowid: number
  words: Uint32Array
}

/** The letter before words of a table's own index; its n-th list of beginnings has the n-th one after it. */
const OWN_INDEX = 0x30
/** What a place is written as at the least: less says that another column begins. */
const PLACE_FROM = 2

/** The rows of each word, and the places in them, one word after the other. */
interface Grouped {
  /** where each word's begin; the last one's end at the end */
  starts: Uint32Array
  rows: Uint32Array
  places: Uint32Array
}

/** Sorts by counting: rows and places of a word come in their order. */
function grouped(rows: readonly RowWords[], size: number): Grouped {
  const starts = new Uint32Array(size + 2)
  let total = 0
  for (const { words } of rows) {
    total += words.length
    for (const word of words) starts[word + 2] = (starts[word + 2] ?? 0) + 1
  }
  for (let word = 2; word < starts.length; word++) starts[word] = (starts[word] ?? 0) + (starts[word - 1] ?? 0)
  const found: Grouped = { starts, rows: new Uint32Array(total), places: new Uint32Array(total) }
  rows.forEach(({ words }, row) => {
    for (let place = 0; place < words.length; place++) {
      const word = (words[place] ?? 0) + 1
      const at = starts[word] ?? 0
      starts[word] = at + 1
      found.rows[at] = row
      found.places[at] = place
    }
  })
  return found
}

/** Words with the places where they stand in their rows (`detail = full`, of a table with one column). */
export function writePlaces(
  pages: Pages,
  vocabulary: Vocabulary,
  rows: readonly RowWords[],
  sorted: Uint32Array,
): void {
  const { starts, rows: rowOf, places } = grouped(rows, vocabulary.size)
  for (const word of sorted) {
    const end = starts[word + 1] ?? 0
    let at = starts[word] ?? 0
    if (at === end) continue
    pages.word(OWN_INDEX, vocabulary, word)
    while (at < end) {
      const row = rowOf[at] ?? 0
      let [last, bytes, next] = [0, 0, at]
      for (; next < end && rowOf[next] === row; next++) {
        const place = places[next] ?? 0
        bytes += bytesOfNumber(place - last + PLACE_FROM)
        last = place
      }
      pages.row(rows[row]?.rowid ?? 0)
      pages.length(bytes)
      for (last = 0; at < next; at++) {
        const place = places[at] ?? 0
        pages.place(place - last + PLACE_FROM)
        last = place
      }
    }
  }
}

/** Words with their rows only (`detail = none`), and behind them the rows of their beginnings of one letter, two and so on. */
export function writeRows(
  pages: Pages,
  vocabulary: Vocabulary,
  rows: readonly RowWords[],
  sorted: Uint32Array,
  mostLetters: number,
): void {
  const { starts, rows: rowOf } = grouped(rows, vocabulary.size)
  const rowids = rows.map(({ rowid }) => rowid)
  const beginnings = Array.from({ length: mostLetters }, (_, at) => createBeginnings(vocabulary, at + 1, rows.length))
  for (const word of sorted) {
    const from = starts[word] ?? 0
    const to = starts[word + 1] ?? 0
    if (from === to) continue
    const shared = pages.word(OWN_INDEX, vocabulary, word)
    for (let at = from; at < to; at++) pages.row(rowids[rowOf[at] ?? 0] ?? 0)
    for (const beginning of beginnings) beginning.add(word, shared, rowOf, from, to)
  }
  beginnings.forEach((beginning, at) => {
    beginning.each((word, length, has) => {
      pages.word(OWN_INDEX + 1 + at, vocabulary, word, length)
      for (let at = 0; at < has.length; at++) {
        for (let left = has[at] ?? 0; left !== 0; left &= left - 1) {
          pages.row(rowids[at * BITS + BITS - 1 - Math.clz32(left & -left)] ?? 0)
        }
      }
    })
  })
}

const BITS = 32

/** Gathers the rows of all words that begin with the same letters; words come in their order. */
function createBeginnings(vocabulary: Vocabulary, letters: number, rows: number) {
  const each = Math.ceil(rows / BITS)
  let has = new Uint32Array(each * 64)
  const words: number[] = []
  const lengths: number[] = []
  let length = 0
  return {
    /** `shared`: bytes that the word has in common with the one before */
    add(word: number, shared: number, rowOf: Uint32Array, from: number, to: number): void {
      if (length === 0 || shared < length) {
        length = bytesOfLetters(vocabulary, word, letters)
        if (length === 0) return
        words.push(word)
        lengths.push(length)
        if (words.length * each > has.length) {
          const larger = new Uint32Array(has.length * 2)
          larger.set(has)
          has = larger
        }
      }
      const start = (words.length - 1) * each
      for (let at = from; at < to; at++) {
        const row = rowOf[at] ?? 0
        const place = start + (row >> 5)
        has[place] = (has[place] ?? 0) | (1 << (row & 31))
      }
    },
    each(take: (word: number, length: number, has: Uint32Array) => void): void {
      words.forEach((word, at) => take(word, lengths[at] ?? 0, has.subarray(at * each, (at + 1) * each)))
    },
  }
}

/** Bytes of the first so many letters of a word; 0 when it has fewer. */
function bytesOfLetters({ bytes, starts }: Vocabulary, word: number, letters: number): number {
  const [start = 0, end = 0] = [starts[word], starts[word + 1]]
  let at = start
  for (let left = letters; left > 0; left--) {
    if (at >= end) return 0
    // the bytes of a letter behind its first one begin with the bits 10
    do at++
    while (at < end && ((bytes[at] ?? 0) & 0xc0) === 0x80)
  }
  return at - start
}
