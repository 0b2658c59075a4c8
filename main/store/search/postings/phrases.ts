import { endOf, numberAt, UnknownFormat } from '../../index/segments/format.ts'
import { has, rowidsInBoth, setOf, type RowSet } from '../row-set.ts'
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

/** Places of a phrase that are kept: a phrase in more of them is counted anew when it goes on. */
const MOST_ENDS = 100_000

/** Where a phrase ends in each article that has it: the place behind it, where its next word would stand. */
export interface PhraseEnds {
  rowids: Int32Array
  /** where the places of each begin, and of one more */
  from: Int32Array
  places: Int32Array
}

/** Gathers where a phrase ends in each of so many articles at most; it ends in too many places to be kept when nothing is found. */
export function createEnds(articles: number) {
  const [rowids, from] = [new Int32Array(articles), new Int32Array(articles + 1)]
  const places = new Int32Array(MOST_ENDS)
  let [having, count] = [0, 0]
  return {
    take(rowid: number, times: number, behind: Int32Array): void {
      if (count + times <= MOST_ENDS) for (let at = 0; at < times; at++) places[count + at] = behind[at] ?? 0
      count += times
      rowids[having++] = rowid
      from[having] = count
    },
    found: (): PhraseEnds | undefined =>
      count > MOST_ENDS
        ? undefined
        : { rowids: rowids.slice(0, having), from: from.slice(0, having + 1), places: places.slice(0, count) },
  }
}

/** Numbers of the articles that are looked at, by rowid: kept, since a place for each article is garbage of half a megabyte. */
let numbers = new Int32Array(0)

/** Numbers these articles from 0. */
function numbered(rowids: Int32Array, among: RowSet): Int32Array {
  const rows = among.bits.length * 32
  if (numbers.length < rows) numbers = new Int32Array(rows)
  for (let number = 0; number < rowids.length; number++) numbers[rowids[number] ?? 0] = number
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
/** numbers that the text before has used from `none` on */
let used = 0
/** Numbers before they begin anew, well within 32 bits. */
const MOST_NUMBERS = 2 ** 30

/** where `meet` met */
let met = new Int32Array(ROOM)

/* The two loops that take most of the time of a phrase are alike, each with only what it needs. */

/** Sets `now` at each place of a word; gives the last of them. */
function mark(bytes: Uint8Array, from: number, to: number, shift: number, now: number): number {
  const marks = fits
  let place = shift
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
    marks[place] = now
  }
  return place
}

/** Sets `now` where `before` stands, at the places of a word; gives how often. */
function meet(bytes: Uint8Array, from: number, to: number, shift: number, before: number, now: number): number {
  const [marks, places] = [fits, met]
  let [place, count] = [shift, 0]
  for (let at = from; at < to;) {
    let step = bytes[at++] ?? 0
    if (step >= 0x80) {
      const next = bytes[at] ?? 0
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
    if (marks[place] === before) {
      marks[place] = now
      places[count++] = place
    }
  }
  return count
}

/** Begins another text, in which so many words are met. */
function begin(words: number): void {
  none += used
  used = words
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
  const rowids = new Int32Array(among.count)
  rowidsInBoth(among, among, rowids)
  const numberOf = numbered(rowids, among)
  const written = new Map<string, Written>()
  for (const token of tokens) {
    if (token !== commonest && !written.has(token)) written.set(token, writtenPlaces(read, token, among, numberOf))
  }
  const others = [...tokens.keys()].filter((offset) => tokens[offset] !== commonest)
  const last = [...tokens.keys()].filter((offset) => tokens[offset] === commonest)
  const steps = [...others, ...last].map((offset) => ({
    places: written.get(tokens[offset] ?? ''),
    shift: tokens.length - offset,
  }))
  read(commonest, (rowid, streamed, streamedFrom, streamedTo) => {
    if (!has(among, rowid)) return
    const number = numberOf[rowid] ?? 0
    begin(steps.length)
    let [now, count] = [none, 0]
    for (const { places, shift } of steps) {
      const bytes = places ? places.pieces[places.piece[number] ?? 0] : streamed
      const from = places ? (places.from[number] ?? 0) : streamedFrom
      const to = places ? (places.to[number] ?? 0) : streamedTo
      if (!bytes) return
      if (now === none) {
        const furthest = mark(bytes, from, to, shift, now)
        if (furthest >= fits.length) {
          grow(furthest)
          mark(bytes, from, to, shift, now)
        }
      } else {
        count = meet(bytes, from, to, shift, now - 1, now)
        if (count === 0) return
      }
      now++
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
