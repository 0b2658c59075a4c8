import { sha256 } from '../platform/hash.ts'

/** Letters and digits below which equal texts prove nothing: a cookie notice, a login wall, an error page. */
const SHORT_TEXT = 200

/**
 * SHA-256 of the folded words of a text: NFKC, lower case, letters and digits only, so that two savings of one page have the
 * same hash whatever their spaces, quotes and line breaks. The address takes part when the text is too short to tell pages
 * apart, and `source` (the file's own hash) when there is no address, so that empty pages are never one.
 */
export function textHash(text: string, url: string | undefined, source: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return sha256(folded.length >= SHORT_TEXT ? folded : `${folded}\n${url ?? source}`)
}
