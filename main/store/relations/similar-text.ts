import { codeAt } from '../../platform/letters.ts'

/*
 * Near-same texts, by MinHash (Broder 1997) with one permutation (Li, Owen, Zhang 2012): every run of words is hashed
 * once, the hash says which of the sketch's places it competes for, and the least of each place stays, cut to a byte (Li
 * and König 2010). The share of equal places is the share of runs that two texts have in common.
 */

/** Places of a sketch: a share is known within some 6 %. */
export const SKETCH_PLACES = 64
/** Places that must all be equal for two texts to be compared: 4 of 64, 16 times. Texts that share 70 % meet in 99 of 100. */
export const BAND_PLACES = 4
/** From this share of common runs on, texts count as the same. Quoting or a new frame around a text changes less. */
export const SAME_FROM = 0.7
/** From this share on they need no second look: what differs is a word here and there. */
export const CERTAIN_FROM = 0.9

/** Words of a run, and letters of one in a script without spaces. */
const WORDS = 3
const LETTERS = 5
/** Fewer runs say nothing: every short notice is like another. */
const LEAST_RUNS = 48

const FNV_START = 0x811c9dc5
const FNV_PRIME = 0x01000193
const PLACE_BITS = 6

/** Spreads a hash over its 32 bits. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x7feb352d)
  h ^= h >>> 15
  h = Math.imul(h, 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

const NONE = 0
const WORD = 1
const LETTER = 2

/** What each UTF-16 unit is: between words, part of one, or a letter that stands for itself (Han, Kana, Thai, Lao, Khmer …). */
const kinds = new Uint8Array(0x10000)
for (let code = 0; code < kinds.length; code++) {
  const letter = String.fromCharCode(code)
  // halves of rarer letters, nearly all of them Han
  if (code >= 0xd800 && code < 0xe000) kinds[code] = LETTER
  else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/u.test(letter))
    kinds[code] = LETTER
  else if (/[\p{Script=Khmer}\p{Script=Myanmar}ー々〆]/u.test(letter)) kinds[code] = LETTER
  else if (/[\p{L}\p{N}\p{M}]/u.test(letter)) kinds[code] = WORD
}

/** The sketch of a text; undefined when it is too short to tell it from others. */
export function sketchOf(text: string): Uint8Array | undefined {
  const lower = text.toLowerCase()
  const least = new Uint32Array(SKETCH_PLACES).fill(0xffffffff)
  const filled = new Uint8Array(SKETCH_PLACES)
  // hashes of the last words, the newest last
  const last = new Uint32Array(LETTERS)
  let count = 0
  let runs = 0

  function take(hash: number, length: number): void {
    last.copyWithin(0, 1)
    last[LETTERS - 1] = hash
    if (++count < length) return
    let run = length
    for (let at = LETTERS - length; at < LETTERS; at++) run = mixed(Math.imul(run, FNV_PRIME) ^ (last[at] ?? 0))
    runs++
    const place = run >>> (32 - PLACE_BITS)
    if (run <= (least[place] ?? 0)) least[place] = run
    filled[place] = 1
  }

  let hash = FNV_START
  let inWord = false
  const { length } = lower
  for (let at = 0; at < length; at++) {
    const code = codeAt(lower, at)
    const kind = kinds[code] ?? NONE
    if (kind === WORD) {
      hash = Math.imul(hash ^ code, FNV_PRIME)
      inWord = true
      continue
    }
    if (inWord) take(hash >>> 0, WORDS)
    hash = FNV_START
    inWord = false
    if (kind === LETTER) take(mixed(code), LETTERS)
  }
  if (inWord) take(hash >>> 0, WORDS)
  if (runs < LEAST_RUNS) return undefined
  return Uint8Array.from(least, (_, place) => byteOf(least, filled, place))
}

/** A place that no run competed for takes what the next one has, changed by the distance, so that both texts do the same. */
function byteOf(least: Uint32Array, filled: Uint8Array, place: number): number {
  let steps = 0
  while (filled[(place + steps) % SKETCH_PLACES] === 0) steps++
  return mixed((least[(place + steps) % SKETCH_PLACES] ?? 0) + steps) & 0xff
}

/** The share of runs that two texts have in common, 0 to 1, by their sketches; one of 256 places is equal by chance. */
export function likeness(a: Uint8Array, b: Uint8Array): number {
  let equal = 0
  for (let place = 0; place < SKETCH_PLACES; place++) if (a[place] === b[place]) equal++
  const share = equal / SKETCH_PLACES
  return Math.max(0, (share - 1 / 256) / (1 - 1 / 256))
}
