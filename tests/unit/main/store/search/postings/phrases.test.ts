import { expect, test } from 'vitest'
import { countPhrase, type ReadPlaces } from '../../../../../../main/store/search/postings/phrases.ts'
import { setOf } from '../../../../../../main/store/search/row-set.ts'

const ARTICLE = 1

/** Places of words in one text, written as the index does: the distance to the one before, and 2. */
function textOf(places: Readonly<Record<string, number>>): ReadPlaces {
  return (token, take) => {
    const place = places[token]
    if (place !== undefined) take(ARTICLE, Uint8Array.of(place + 2), 0, 1)
  }
}

function found(phrase: string, places: Readonly<Record<string, number>>): number {
  const tokens = phrase.split(' ')
  let count = 0
  countPhrase(tokens, { read: textOf(places), among: setOf([ARTICLE]), commonest: tokens.at(-1) ?? '' }, () => count++)
  return count
}

test('a phrase is found where its words stand side by side, whatever longer one was looked for before', () => {
  expect(found('to be or not', { to: 0, be: 1, or: 2, not: 3 })).toBe(1)
  // all but the last word fit: what is left of that must not fit the next phrase
  expect(found('to be or not', { to: 0, be: 1, or: 2, not: 9 })).toBe(0)
  expect(found('that is', { that: 7, is: 3 })).toBe(0)
  expect(found('that is', { that: 2, is: 3 })).toBe(1)
})
