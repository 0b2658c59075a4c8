import { letterBits } from '../../../platform/letters.ts'
import { WORD_LETTERS } from '../fold.ts'
import { sortedWords } from './sorted-words.ts'

/** Most bytes of a word: FTS5 cuts off what is longer (`FTS5_MAX_TOKEN_SIZE`). */
const LONGEST = 32_768
/** Room for words at the start; it doubles whenever it is full. */
const [FIRST_WORDS, FIRST_BYTES] = [1 << 12, 1 << 15]
/** Places of the table of hashes for every word: with two of three empty, the first one looked at is nearly always right. */
const SLOTS_A_WORD = 2
const FNV_START = 0x811c9dc5
const FNV_PRIME = 0x01000193

const ASCII = 0x80
const isLetter = Uint8Array.from({ length: ASCII }, (_, code) => letterBits(code) & WORD_LETTERS)

/** The different words of some texts, each with a number, as bytes of UTF-8. */
export interface Vocabulary {
  /** the numbers of the words of a folded text in their order, cut where FTS5's tokenizer unicode61 cuts */
  numbersOf(text: string): Uint32Array
  readonly size: number
  /** all numbers, by the bytes of their words */
  sorted(): Uint32Array
  /** where the bytes of each word begin; those of the last one end at `starts[size]` */
  readonly starts: Uint32Array
  readonly bytes: Uint8Array
}

function grown<T extends Uint8Array | Uint32Array>(full: T, larger: T): T {
  larger.set(full)
  return larger
}

const slotsFor = (words: number): Uint32Array => new Uint32Array(2 ** Math.ceil(Math.log2(words * SLOTS_A_WORD)))

export function createVocabulary(): Vocabulary {
  const encoder = new TextEncoder()
  let size = 0
  let starts = new Uint32Array(FIRST_WORDS + 1)
  let hashes = new Uint32Array(FIRST_WORDS)
  let bytes = new Uint8Array(FIRST_BYTES)
  /** numbers from 1 by hash, 0 where there is none */
  let slots = slotsFor(FIRST_WORDS)
  let text8 = new Uint8Array(FIRST_BYTES)

  function grow(): void {
    starts = grown(starts, new Uint32Array(size * 2 + 1))
    hashes = grown(hashes, new Uint32Array(size * 2))
    slots = slotsFor(size * 2)
    for (let number = 0; number < size; number++) {
      let slot = slotOf(hashes[number] ?? 0, slots)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = number + 1
    }
  }

  function added(hash: number, slot: number, from: number, to: number): number {
    const start = starts[size] ?? 0
    const end = start + to - from
    if (end > bytes.length) bytes = grown(bytes, new Uint8Array(end * 2))
    bytes.set(text8.subarray(from, to), start)
    hashes[size] = hash
    slots[slot] = size + 1
    starts[++size] = end
    if (size === hashes.length) grow()
    return size - 1
  }

  function numberOf(hash: number, from: number, to: number): number {
    const last = slots.length - 1
    for (let slot = slotOf(hash, slots); ; slot = (slot + 1) & last) {
      const number = (slots[slot] ?? 0) - 1
      if (number < 0) return added(hash, slot, from, Math.min(to, from + LONGEST))
      if (hashes[number] === hash && isSame(number, from, to)) return number
    }
  }

  function isSame(number: number, from: number, to: number): boolean {
    let at = starts[number] ?? 0
    if ((starts[number + 1] ?? 0) - at !== to - from) return false
    for (let place = from; place < to; place++) if (bytes[at++] !== text8[place]) return false
    return true
  }

  return {
    get size() {
      return size
    },
    get starts() {
      return starts
    },
    get bytes() {
      return bytes
    },
    numbersOf(text) {
      if (text8.length < text.length * 3 + 1) text8 = new Uint8Array(text.length * 3 + 1)
      const end = encoder.encodeInto(text, text8).written
      const letters = text8
      // ends the last word
      letters[end] = 0
      const numbers = new Uint32Array((end >> 1) + 1)
      let count = 0
      let from = 0
      let hash = FNV_START
      for (let at = 0; at <= end;) {
        const byte = letters[at] ?? 0
        let next = at + 1
        if (byte < ASCII) {
          if (isLetter[byte] !== 0) {
            hash = Math.imul(hash ^ byte, FNV_PRIME)
            at = next
            continue
          }
        } else {
          next = at + unitsOf(byte)
          if ((letterBits(pointAt(letters, at)) & WORD_LETTERS) !== 0) {
            while (at < next) hash = Math.imul(hash ^ (letters[at++] ?? 0), FNV_PRIME)
            continue
          }
        }
        if (from < at) {
          numbers[count++] = numberOf(hash >>> 0, from, at)
          hash = FNV_START
        }
        at = from = next
      }
      return numbers.slice(0, count)
    },
    sorted: () => sortedWords(bytes, starts, size),
  }
}

const slotOf = (hash: number, slots: Uint32Array): number => (hash ^ (hash >>> 15)) & (slots.length - 1)

/** Bytes of a character by its first one. */
const unitsOf = (byte: number): number => (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4)

function pointAt(letters: Uint8Array, at: number): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = [
    letters[at],
    letters[at + 1],
    letters[at + 2],
    letters[at + 3],
  ]
  if (first < 0xe0) return ((first & 0x1f) << 6) | (second & 0x3f)
  if (first < 0xf0) return ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
  return ((first & 0x07) << 18) | ((second & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f)
}
