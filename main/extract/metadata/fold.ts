import { squeeze } from '../dom/walk.ts'
import { codeAt } from '../../platform/letters.ts'

/** Spellings of the same mark, after NFKC; a soft hyphen is none. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...['‘', '’', '‚', '′', '`', '´'].map((mark) => [mark, "'"] as const),
  ...['“', '”', '„', '«', '»', '″'].map((mark) => [mark, '"'] as const),
  ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212'].map((mark) => [mark, '-'] as const),
  ['…', '...'],
  ['\u00AD', ''],
])
const SPELLED = /[‘’‚′`´“”„«»″\u2010-\u2015\u2212…\u00AD]/g

/** Texts that NFKC would leave as they are: Latin and Cyrillic letters, and the marks that stand between them. */
function isComposed(text: string): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (code < 0xa0) continue
    const isLetter =
      (code >= 0xc0 && code < 0x132) || (code >= 0x141 && code < 0x149) || (code >= 0x400 && code < 0x460)
    const isMark =
      code === 0xa0 || code === 0xab || code === 0xbb || code === 0x2013 || code === 0x2014 || code === 0x2026
    if (!isLetter && !isMark && !(code >= 0x2018 && code <= 0x201e)) return false
  }
  return true
}

function isAscii(text: string): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) if (codeAt(text, at) > 0x7e) return false
  return true
}

/** Text as two people would call it the same: case, quotation marks, dashes and spaces do not count. */
export function fold(text: string): string {
  // most texts have none of what the rest is about
  if (isAscii(text)) {
    const folded = squeeze(text).toLowerCase()
    return folded.includes('`') ? folded.replaceAll('`', "'") : folded
  }
  const composed = isComposed(text) ? text : text.normalize('NFKC')
  return squeeze(composed)
    .toLowerCase()
    .replace(SPELLED, (mark) => SPELLINGS.get(mark) ?? mark)
}

/** Letters and digits alone: for names that are written as a domain, with or without spaces. */
export const bare = (text: string): string => lettersOf(fold(text))

/** Letters and digits of what is folded already. */
export const lettersOf = (folded: string): string =>
  folded.replace(isAscii(folded) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, '')

/** The first ASCII letter or digit of a text in lower case; 0 when another letter may stand before it. */
function firstLetter(text: string): number {
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (code >= 0x80) return 0
    const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code
    const isLetter = (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39)
    // a sign behind a letter may become one with it
    if (isLetter) return at + 1 < length && codeAt(text, at + 1) >= 0x80 ? 0 : lower
  }
  return 0
}

/** Whether `bare` of a text is this: of most texts the first letter tells that it is not. */
export function isBare(text: string, wanted: string): boolean {
  const first = firstLetter(text)
  return (first === 0 || (wanted !== '' && first === codeAt(wanted, 0))) && bare(text) === wanted
}

/** Whether `fold` of a text is this. */
export function isFolded(text: string, wanted: string): boolean {
  const first = firstLetter(text)
  return (first === 0 || first === firstLetter(wanted) || firstLetter(wanted) === 0) && fold(text) === wanted
}
