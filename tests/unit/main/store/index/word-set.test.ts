import { expect, test } from 'vitest'
import { Letter } from '../../../../../main/platform/letters.ts'
import { WORD, WORD_LETTERS } from '../../../../../main/store/index/fold.ts'
import { wordSet } from '../../../../../main/store/index/word-set.ts'

const STEMMED = Letter.letter | Letter.number | Letter.sign
const byExpression = (text: string, of: RegExp): string[] => [...new Set(text.match(of))]

test.each([
  ['nothing', ''],
  ['words and what stands between them', '“One, two” – one! two3 4'],
  ['accents as letters of their own', 'e\u0301te\u0301 été'],
  ['letters outside the first plane, side by side with what is none', '𠮷野家 😀x𝒳😀𝒳'],
  ['halves of letters', 'a\ud800b \udc00c\ud835'],
  ['letters that share their first half', '\u{1d4b3}\u{1f600} \u{1d4b3}'],
  ['a private letter', 'x\ue001y'],
])('%s: the words that an expression finds', (_, text) => {
  for (const [kinds, of] of [
    [STEMMED, /[\p{L}\p{N}\p{M}]+/gu],
    [WORD_LETTERS, WORD],
  ] as const) {
    expect([...wordSet(text, kinds)]).toEqual(byExpression(text, of))
    // the second time from what was noted
    expect([...wordSet(text, kinds)]).toEqual(byExpression(text, of))
  }
})
