import { TextDecoder } from '@exodus/bytes/encoding.js'

/** Bytes that are looked through for UTF-16 of another script than Latin. */
const LOOKED_THROUGH = 8192
/** Blanks, line ends, markup: of these one of the two bytes is NUL. A text of single bytes has none. */
const LEAST_NULS = 2
/** Bytes that are no ASCII: fewer are a text of single bytes with stray NULs in it. */
const OTHER_SHARE = 0.1
/** Letters that are of one script, or of Latin beside it; what is binary is spread over all of Unicode. */
const ONE_SCRIPT_SHARE = 0.9
const LEAST_LETTERS = 4

/** Scripts as they are written together. */
const SCRIPTS: readonly RegExp[] = [
  ...['Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Thai', 'Hangul', 'Devanagari', 'Bengali', 'Tamil', 'Telugu'],
  ...['Armenian', 'Georgian', 'Gujarati', 'Gurmukhi', 'Kannada', 'Malayalam', 'Sinhala', 'Lao', 'Khmer', 'Myanmar'],
].map((name) => new RegExp(`\\p{Script=${name}}`, 'gu'))
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/gu

/** What no text holds: control characters, and places where Unicode has no character. */
const NO_TEXT = /[^\P{Cc}\t\n\f\r]|[\p{Cn}\p{Co}\p{Cs}]/u

function textAs(charset: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes)
    return NO_TEXT.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function isOfOneScript(text: string): boolean {
  const letters = count(text, /[\p{L}\p{M}]/gu) - count(text, /\p{Script=Latin}/gu)
  const most = Math.max(...[...SCRIPTS, EAST_ASIAN].map((script) => count(text, script)))
  return letters >= LEAST_LETTERS && most >= letters * ONE_SCRIPT_SHARE
}

/** Whether bytes are UTF-8 but for their NULs: what a text in UTF-16 has of other control characters are halves (Cyrillic: 04). */
const isNarrow = (bytes: Uint8Array): boolean =>
  textAs(
    'utf-8',
    bytes.filter((byte) => byte !== 0),
  ) !== undefined

/** Without the first half of a character that was cut at the end. */
function wholeOf(bytes: Uint8Array, littleEndian: boolean): Uint8Array {
  const high = bytes[bytes.length - (littleEndian ? 1 : 2)] ?? 0
  return high >= 0xd8 && high < 0xdc ? bytes.subarray(0, -2) : bytes
}

/**
 * UTF-16 without a mark in a script whose letters have no NUL. The byte order in which more NULs are those of ASCII comes first; that
 * is the wrong one where a frequent letter has its NUL on the other side (一 is 4E00, the blank of Chinese and Japanese 3000).
 */
function otherScript(bytes: Uint8Array): 'utf-16be' | 'utf-16le' | undefined {
  const looked = bytes.subarray(0, Math.min(bytes.length, LOOKED_THROUGH) & ~1)
  let even = 0
  let odd = 0
  let other = 0
  for (let at = 0; at < looked.length; at++) {
    const byte = looked[at] ?? 0
    if (byte > 0x7e || (byte < 0x20 && byte !== 0)) other++
    if (byte !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  if (even + odd < LEAST_NULS || other < looked.length * OTHER_SHARE) return undefined
  const orders = ['utf-16le', 'utf-16be'] as const
  for (const charset of even > odd ? orders.toReversed() : orders) {
    const whole = wholeOf(looked, charset === 'utf-16le')
    const text = textAs(charset, whole)
    if (text !== undefined && isOfOneScript(text)) return isNarrow(whole) ? undefined : charset
  }
  return undefined
}

/** UTF-16 or UTF-32 without a mark: nearly every second byte of markup is NUL, or three of four. */
export function unmarkedWide(bytes: Uint8Array): string | undefined {
  const start = Array.from(bytes.subarray(0, 8), (byte) => (byte === 0 ? '0' : 'x')).join('')
  if (start === '000x000x') return 'utf-32be'
  if (start === 'x000x000') return 'utf-32le'
  const end = Math.min(bytes.length, 512) & ~1
  if (end < 8) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const half = end / 2
  if (even > half * 0.7 && odd < half * 0.1) return 'utf-16be'
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le'
  return otherScript(bytes)
}
