import { Letter } from '../../platform/letters.ts'

/** Scripts written without spaces between words (and Hangul, whose words take endings): cut into pairs of letters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]+/gu
/** The letters of words of a folded text, and such words, as the index cuts them. */
export const WORD_LETTERS = Letter.letter | Letter.number | Letter.sign | Letter.own
export const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
/** Marks that are only dress on a letter; those of Indic and Thai scripts are letters in their own right. */
const DRESS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

/** Lower case, one form for each letter (NFKC), without accents, vowel points and tatweel. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(DRESS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => PLAIN[letter] ?? letter)
}

function pairs(run: string, withLast: boolean): string {
  const letters = [...run]
  if (letters.length === 1) return run
  const out: string[] = []
  for (let i = 0; i + 1 < letters.length; i++) out.push((letters[i] ?? '') + (letters[i + 1] ?? ''))
  // alone, so that a search for the last letter by itself finds it too
  if (withLast) out.push(letters.at(-1) ?? '')
  return out.join(' ')
}

/** Text as the full-text index stores it: folded, with unspaced scripts as overlapping pairs of letters. */
export function foldForIndex(text: string): string {
  const folded = fold(text)
  return folded.replace(UNSPACED, (run) => ` ${pairs(run, true)} `)
}

/**
 * The tokens of a search, as the index has them; those from unspaced scripts must stand side by side. Only at the end of the
 * search may a word go on: before another word its last letter stands alone, as it does in the index.
 */
export function foldForSearch(text: string): string[] {
  const folded = fold(text)
  const wordFollows = (from: number): boolean => /[\p{L}\p{N}\p{M}\p{Co}]/u.test(folded.slice(from))
  return (
    folded.replace(UNSPACED, (run, at: number) => ` ${pairs(run, wordFollows(at + run.length))} `).match(WORD) ?? []
  )
}

/** Whether a folded word is a single letter of an unspaced script, which the index only has as the start of a pair. */
export function isLoneLetter(word: string): boolean {
  return [...word].length === 1 && word.replace(UNSPACED, '') === ''
}

/** Whether a folded word is a pair of letters of an unspaced script: as the index has no longer ones, nothing begins with it but itself. */
export function isPair(word: string): boolean {
  return [...word].length === 2 && isUnspaced(word)
}

/** Words of a text with their places. */
export function* wordsOf(text: string): Generator<{ from: number; to: number; word: string }> {
  for (const { 0: word, index } of text.matchAll(WORD)) yield { from: index, to: index + word.length, word: fold(word) }
}

export function isUnspaced(text: string): boolean {
  return text.search(UNSPACED) >= 0
}
