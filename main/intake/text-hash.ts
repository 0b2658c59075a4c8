import { Letter, letterBits, pointAt, unitsOf } from '../platform/letters.ts'
import { sha256 } from '../platform/hash.ts'

/** Letters and digits below which equal texts prove nothing: a cookie notice, a login wall, an error page. */
const SHORT_TEXT = 200

/**
 * SHA-256 of the folded words of a text: NFKC, lower case, letters and digits only, so that two savings of one page have the
 * same hash whatever their spaces, quotes and line breaks. The address takes part when the text is too short to tell pages
 * apart, and `source` (the file's own hash) when there is no address, so that empty pages are never one.
 */
export function textHash(text: string, url: string | undefined, source: string): string {
  const { bytes, length } = lettersOf(text.normalize('NFKC').toLowerCase())
  return sha256(length >= SHORT_TEXT ? bytes : `${bytes.toString()}\n${url ?? source}`)
}

/** The letters and digits of a text as UTF-8, and how many units they had. */
function lettersOf(text: string): { bytes: Buffer; length: number } {
  // a unit of a string is three bytes at most
  const { length: units } = text
  const bytes = Buffer.allocUnsafe(units * 3)
  let end = 0
  let length = 0
  for (let at = 0; at < units;) {
    const point = pointAt(text, at)
    at += unitsOf(point)
    if ((letterBits(point) & (Letter.letter | Letter.number)) === 0) continue
    length += unitsOf(point)
    if (point < 0x80) bytes[end++] = point
    else end += bytes.write(String.fromCodePoint(point), end)
  }
  return { bytes: bytes.subarray(0, end), length }
}
