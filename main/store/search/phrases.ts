import { numberAt, endOf, UnknownFormat } from './posting-pages.ts'
import { has, rowidsOf, setOf, type RowSet } from './row-set.ts'
import type { TakePlaces } from './word-places.ts'

/** Reads the places of a word in every text that has it. */
export type ReadPlaces = (token: string, take: TakePlaces) => void

/** Takes how often a phrase stands in an article, and as many places behind it. */
export type TakePhrase = (rowid: number, count: number, behind: Int32Array) => void

/** Where the places of a word are written, by the article's number among those looked at. */
interface Written {
  pieces: Uint8Array[]
  piece: Int32Array
  from: Int32Array
  to: Int32Array
}

/** A place is written as the distance to the one before it, and so much more. */
const PLACE = 2
/** Places of a text there is room for at first. */
const ROOM = 8192

/** Where a phrase ends in each article that has it: the place behind it, where its next word would stand. */
export interface PhraseEnds {
  rowids: number[]
  /** where the places of each begin, and of one more */
  from: number[]
  places: number[]
}

/** Numbers of the articles that are looked at, by rowid: kept, since a place for each article is garbage of half a megabyte. */
let numbers = new Int32Array(0)

/** Numbers these articles from 0. */
function numbered(rowids: readonly number[], among: RowSet): Int32Array {
  const rows = among.bits.length * 32
  if (numbers.length < rows) numbers = new Int32Array(rows)
  rowids.forEach((rowid, number) => (numbers[rowid] = number))
  return numbers
}

function writtenPlaces(read: ReadPlaces, token: string, among: RowSet, numberOf: Int32Array): Written {
  const room = (): Int32Array => new Int32Array(among.count)
  const [piece, from, to] = [room(), room(), room()]
  const pieces: Uint8Array[] = []
  let last: Uint8Array | undefined
  read(token, (rowid, bytes, start, end) => {
    if (!has(among, rowid)) return
    if (bytes !== last) {
      last = bytes
      pieces.push(bytes)
    }
    const number = numberOf[rowid] ?? 0
    piece[number] = pieces.length - 1
    from[number] = start
    to[number] = end
  })
  return { pieces, piece, from, to }
}

/**
 * How many words of a phrase stand where they would if it began at a place, for every place of a text: counted from a number that
 * is the text's own, so that nothing has to be put back to 0. A phrase is counted where the word behind it would stand.
 */
let fits = new Int32Array(ROOM)
let none = 1
/** Numbers before they begin anew, well within 32 bits. */
const MOST_NUMBERS = 2 ** 30

/** For the first word of them: it may stand anywhere. */
const ANYWHERE = 0

/** the furthest place that `meet` came to, and where it met */
let furthest = 0
let met = new Int32Array(ROOM)

/** Sets `now` where `before` stands, for each place of a word; gives how often. */
function meet(bytes: Uint8Array, from: number, to: number, shift: number, before: number, now: number): number {
  const [marks, places] = [fits, met]
  let [place, count] = [shift, 0]
  for (let at = from; at < to;) {
    let step = bytes[at++] ?? 0
    if (step >= 0x80) {
      const next = bytes[at] ?? 0
      // as most steps are that are not one byte
      if (next < 0x80) {
        step = ((step & 0x7f) << 7) | next
        at++
      } else {
        step = numberAt(bytes, at - 1)
        at = endOf()
      }
    }
    if (step < PLACE) throw new UnknownFormat('a text of more than one column')
    place += step - PLACE
    if (before === ANYWHERE || marks[place] === before) {
      marks[place] = now
      places[count++] = place
    }
  }
  furthest = place
  return count
}

/** Begins another text, in which so many words are met. */
function begin(words: number): void {
  none += words
  if (none < MOST_NUMBERS) return
  fits.fill(0)
  none = 1
}

/** Room for this place and for as much again. */
function grow(place: number): void {
  if (place < fits.length) return
  const larger = new Int32Array(2 * place)
  larger.set(fits)
  fits = larger
  met = new Int32Array(2 * place)
}

/**
 * Counts words that stand side by side, in the texts `among` all that have all of them. Of all words but the one in most texts it is
 * first found where their places are written; they are read when those of that one come, text by text.
 */
export function countPhrase(
  tokens: readonly string[],
  { read, among, commonest }: { read: ReadPlaces; among: RowSet; commonest: string },
  take: TakePhrase,
): void {
  const numberOf = numbered(rowidsOf(among), among)
  const written = new Map<string, Written>()
  for (const token of tokens) {
    if (token !== commonest && !written.has(token)) written.set(token, writtenPlaces(read, token, among, numberOf))
  }
  const others = [...tokens.keys()].filter((offset) => tokens[offset] !== commonest)
  const last = [...tokens.keys()].filter((offset) => tokens[offset] === commonest)
  const order = [...others, ...last]
  read(commonest, (rowid, streamed, streamedFrom, streamedTo) => {
    if (!has(among, rowid)) return
    const number = numberOf[rowid] ?? 0
    begin(order.length)
    let count = 0
    for (let at = 0; at < order.length; at++) {
      const offset = order[at] ?? 0
      const places = at < others.length ? written.get(tokens[offset] ?? '') : undefined
      const bytes = places ? places.pieces[places.piece[number] ?? 0] : streamed
      const from = places ? (places.from[number] ?? 0) : streamedFrom
      const to = places ? (places.to[number] ?? 0) : streamedTo
      if (!bytes) return
      const shift = tokens.length - offset
      const before = at === 0 ? ANYWHERE : none + at - 1
      count = meet(bytes, from, to, shift, before, none + at)
      if (at === 0 && furthest >= fits.length) {
        grow(furthest)
        meet(bytes, from, to, shift, before, none)
      }
      if (count === 0) return
    }
    take(rowid, count, met)
  })
}

/** Goes on with a phrase that was counted before, by one more word: what is typed letter by letter, and pair by pair in scripts without spaces. */
export function countLonger(before: PhraseEnds, token: string, read: ReadPlaces, take: TakePhrase): void {
  if (before.rowids.length === 0) return
  const { from: starts, places } = before
  const among = setOf(before.rowids)
  const numberOf = numbered(before.rowids, among)
  read(token, (rowid, bytes, from, to) => {
    if (!has(among, rowid)) return
    const number = numberOf[rowid] ?? 0
    begin(2)
    const end = starts[number + 1] ?? 0
    grow((places[end - 1] ?? 0) + 1)
    for (let at = starts[number] ?? 0; at < end; at++) fits[(places[at] ?? 0) + 1] = none
    const count = meet(bytes, from, to, 1, none, none + 1)
    if (count > 0) take(rowid, count, met)
  })
}
