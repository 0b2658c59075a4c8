import { endOf, numberAt, UnknownFormat } from '../../index/segments/format.ts'
import { firstRowidOf, type TakeList } from './posting-pages.ts'

/* Lists with places: for each article in which a word stands, in which columns and as their how-manieth words. */

/** Says in a list of places that those of another column follow. */
export const COLUMN = 1

export const isDead = (dead: Uint32Array | undefined, rowid: number): boolean =>
  dead !== undefined && (((dead[rowid >>> 5] ?? 0) >>> (rowid & 31)) & 1) === 1

/** Takes the places of a word in one article, as they are written. */
export type TakePlaces = (rowid: number, bytes: Uint8Array, from: number, to: number) => void

/** Takes lists with places, the places of one article after the other. */
export function placesOf(dead: Uint32Array | undefined, take: TakePlaces): TakeList {
  /** the article whose places are cut off at the end of a page, and how many bytes of them are missing */
  let [cutIn, missing] = [0, 0]
  let cut = new Uint8Array(0)
  return (bytes, from, to, goesOn) => {
    let at = from
    if (!goesOn) missing = 0
    else {
      if (missing > 0) {
        const end = Math.min(to, from + missing)
        cut.set(bytes.subarray(from, end), cut.length - missing)
        missing -= end - from
        if (missing > 0) return
        at = end
        if (!isDead(dead, cutIn)) take(cutIn, cut, 0, cut.length)
      }
      if (to > at && firstRowidOf(bytes) !== at) throw new UnknownFormat('a list goes on in another way')
    }
    let rowid = 0
    while (at < to) {
      const step = bytes[at] ?? 0
      if (step < 0x80) {
        rowid += step
        at++
      } else {
        rowid += numberAt(bytes, at)
        at = endOf()
      }
      let size = bytes[at] ?? 0
      if (size < 0x80) at++
      else {
        size = numberAt(bytes, at)
        at = endOf()
      }
      if (size % 2 === 1) throw new UnknownFormat('a deleted row in a list')
      const end = at + size / 2
      if (end > to) {
        cut = new Uint8Array(end - at)
        cut.set(bytes.subarray(at, to))
        missing = end - to
        cutIn = rowid
        return
      }
      if (!isDead(dead, rowid)) take(rowid, bytes, at, end)
      at = end
    }
  }
}
