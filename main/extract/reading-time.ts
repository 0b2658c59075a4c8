/** Adults read 238 words of English non-fiction a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047); a little less for the rest. */
const WORDS_A_MINUTE = 230

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu
/** Scripts that set no spaces between words; a word is about two characters there. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
const CHARACTERS_A_WORD = 2

/** How many words a text has; in scripts without spaces, half its characters. */
export function countWords(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0
  const rest = unspaced > 0 ? text.replace(UNSPACED, ' ') : text
  return (rest.match(WORDS)?.length ?? 0) + Math.round(unspaced / CHARACTERS_A_WORD)
}

/** Minutes to read that many words, at least one when there are any. */
export const minutesOf = (words: number): number => (words === 0 ? 0 : Math.max(1, Math.round(words / WORDS_A_MINUTE)))
