import { numberAt, endOf, UnknownFormat } from './posting-pages.ts'
import { has, type RowSet } from './row-set.ts'
import type { TakePlaces } from './word-places.ts'

/** Reads the places of a word in every text that has it. */
export type ReadPlaces = (token: string, take: TakePlaces) => void

/** Where the places of a word are written, by article. */
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

function writtenPlaces(read: ReadPlaces, token: string, rows: number, among: RowSet): Written {
  const written = { piece: new Int32Array(rows), from: new Int32Array(rows), to: new Int32Array(rows) }
  const pieces: Uint8Array[] = []
  let last: Uint8Array | undefined
  read(token, (rowid, bytes, from, to) => {
    if (!has(among, rowid)) return
    if (bytes !== last) {
      last = bytes
      pieces.push(bytes)
    }
    written.piece[rowid] = pieces.length - 1
    written.from[rowid] = from
    written.to[rowid] = to
  })
  return { ...written, pieces }
}

/**
 * How many words of a phrase stand where they would if it began at a place, for every place of a text: counted from a number that
 * is the text's own, so that nothing has to be put back to 0.
 */
type Fits = Int32Array<ArrayBuffer>

/** For the first word of them: it may stand anywhere. */
const ANYWHERE = 0

/** the furthest place that `meet` came to */
let furthest = 0

/** Sets `now` where `before` stands, for each place of a word; gives how often. */
function meet(
  fits: Fits,
  bytes: Uint8Array,
  from: number,
  to: number,
  shift: number,
  before: number,
  now: number,
): number {
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
    if (before === ANYWHERE || fits[place] === before) {
      fits[place] = now
      count++
    }
  }
  furthest = place
  return count
}

function grown(numbers: Int32Array<ArrayBuffer>, until: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * until)
  larger.set(numbers)
  return larger
}

/**
 * Counts words that stand side by side, in the texts `among` all that have all of them. Of all words but the one in most texts it is
 * first found where their places are written; they are read when those of that one come, text by text.
 */
export function countPhrase(
  tokens: readonly string[],
  { read, rows, among, commonest }: { read: ReadPlaces; rows: number; among: RowSet; commonest: string },
  take: (rowid: number, count: number) => void,
): void {
  const written = new Map<string, Written>()
  for (const token of tokens) {
    if (token !== commonest && !written.has(token)) written.set(token, writtenPlaces(read, token, rows, among))
  }
  const others = [...tokens.keys()].filter((offset) => tokens[offset] !== commonest)
  const last = [...tokens.keys()].filter((offset) => tokens[offset] === commonest)
  const order = [...others, ...last]
  let fits = new Int32Array(ROOM)
  let none = 1
  read(commonest, (rowid, streamed, streamedFrom, streamedTo) => {
    if (!has(among, rowid)) return
    none += order.length
    let count = 0
    for (let met = 0; met < order.length; met++) {
      const offset = order[met] ?? 0
      const places = met < others.length ? written.get(tokens[offset] ?? '') : undefined
      const bytes = places ? places.pieces[places.piece[rowid] ?? 0] : streamed
      const from = places ? (places.from[rowid] ?? 0) : streamedFrom
      const to = places ? (places.to[rowid] ?? 0) : streamedTo
      if (!bytes) return
      const shift = tokens.length - offset
      const before = met === 0 ? ANYWHERE : none + met - 1
      count = meet(fits, bytes, from, to, shift, before, none + met)
      if (met === 0 && furthest >= fits.length) {
        fits = grown(fits, furthest)
        meet(fits, bytes, from, to, shift, before, none)
      }
      if (count === 0) return
    }
    take(rowid, count)
  })
}
