/** What a character is, as bits. */
export const Letter = {
  letter: 1,
  /** a combining sign */
  sign: 2,
  number: 4,
  /** of a script that sets no spaces between words */
  unspaced: 8,
  /** of a script that runs from right to left */
  rightToLeft: 16,
  upper: 32,
  /** of a private area of Unicode */
  own: 64,
} as const

const TESTS: readonly (readonly [bit: number, of: RegExp])[] = [
  [Letter.letter, /\p{L}/u],
  [Letter.sign, /\p{M}/u],
  [Letter.number, /\p{N}/u],
  [Letter.upper, /\p{Lu}/u],
  [Letter.own, /\p{Co}/u],
  [
    Letter.unspaced,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
  ],
  [Letter.rightToLeft, /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u],
]
const KNOWN = 0x80
const BASIC = 0x10000
/** What is known of the characters that have been asked about. */
const table = new Uint8Array(BASIC)

function classify(point: number): number {
  const character = String.fromCodePoint(point)
  let bits = KNOWN
  for (const [bit, of] of TESTS) if (of.test(character)) bits |= bit
  return bits
}

/** The bits of a character: each is tested by pattern once, and looked up from then on. */
export function letterBits(point: number): number {
  if (point >= BASIC) return classify(point)
  const bits = table[point] ?? 0
  return bits === 0 ? (table[point] = classify(point)) : bits
}

/**
 * The unit at a place of a text. V8 has a dozen kinds of strings, and a place in the code that has met five of them looks up
 * `charCodeAt` and `length` anew for every letter, which takes five times as long as reading it: called like this the function is
 * known whatever the kind is. In a loop over a text its length belongs into a variable for the same reason. `at` is a place in the
 * text: asked for one outside even once, V8 calls the slow function ever after, everywhere.
 */
export const codeAt = (text: string, at: number): number => String.prototype.charCodeAt.call(text, at)

/** The character at a place: two units when it is beyond the basic ones. */
export function pointAt(text: string, at: number): number {
  const code = codeAt(text, at)
  return code >= 0xd800 && code < 0xdc00 ? (text.codePointAt(at) ?? code) : code
}

/** How many units a character takes. */
export const unitsOf = (point: number): number => (point >= BASIC ? 2 : 1)
