import { expect, test } from 'vitest'
import { createWordSet } from '../../../../main/store/index/word-set.ts'

const LETTER = /[\p{L}\p{N}\p{M}]/u
const wordSet = createWordSet(LETTER)
const byExpression = (text: string): string[] => [...new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu))]

test.each([
  ['nothing', ''],
  ['words and what stands between them', '“One, two” – one! two3 4'],
  ['accents as letters of their own', 'e\u0301te\u0301 été'],
  ['letters outside the first plane, side by side with what is none', '𠮷野家 😀x𝒳😀𝒳'],
  ['halves of letters', 'a\ud800b \udc00c\ud835'],
  ['letters that share their first half', '\u{1d4b3}\u{1f600} \u{1d4b3}'],
  ['a private letter', 'x\ue001y'],
])('%s: the words that an expression finds', (_, text) => {
  expect([...wordSet(text)]).toEqual(byExpression(text))
  // the second time from what was noted
  expect([...wordSet(text)]).toEqual(byExpression(text))
})
