import { expect, test } from 'vitest'
import { parseQuery } from '../../../../../shared/query/parse.ts'
import { hitsIn, needlesOf, snippetOf } from '../../../../../main/store/search/hits.ts'

const needles = (query: string) => needlesOf(parseQuery(query), 'text')

test('where the first hit is does not matter for what is marked', () => {
  expect(snippetOf('Café: a harbour master', needles('"harbour master" '), 'en')?.ranges).toEqual([[8, 22]])
})

test('a phrase is found where it begins, behind words that begin as it does', () => {
  const text = 'harbours harbour masters harbour master'
  expect(hitsIn(text, needles('"harbour master" '), 'en')?.ranges).toEqual([[25, 39]])
  expect(hitsIn(text, needles('harbour-master'), 'en')?.ranges).toEqual([
    [9, 24],
    [25, 39],
  ])
})

test('hits have their places in the text as it stands, whatever folding does to its length', () => {
  expect(hitsIn('Straße — STRASSE, strassen', needles('"strasse" '), 'de')?.ranges).toEqual([
    [0, 6],
    [9, 16],
  ])
})

test('letters that folding takes apart are found in scripts without spaces, however they were typed', () => {
  // the vowel of the word is one letter or two
  const [one, two] = ['น\u0e49\u0e33', 'น\u0e49\u0e4d\u0e32']
  expect(snippetOf(`ฝนตก${one}ท่วม`, needles(one), 'th')?.ranges).toEqual([[4, 7]])
  expect(snippetOf(`ฝนตก${one}ท่วม`, needles(two), 'th')?.ranges).toEqual([[4, 7]])
  expect(snippetOf(`ฝนตก${two}ท่วม`, needles(one), 'th')?.ranges).toEqual([[4, 8]])
})
