import { expect, test } from 'vitest'
import { trialSearches } from '../../../../../main/store/search/trial.ts'

test('a letter, a word and the shortest pair of words are tried', () => {
  expect(trialSearches(['Harbours of yesterday', 'Harbours of the north', 'Version 2 0'])).toEqual([
    'h',
    'harbours ',
    '"of the"',
  ])
})

test('a single word is tried as a phrase, as scripts without spaces have them', () => {
  expect(trialSearches(['', '日本の港'])).toEqual(['日', '日本の港 ', '"日本の港"'])
})

test('nothing is tried in a library without words', () => {
  expect(trialSearches([])).toEqual([])
  expect(trialSearches(['—'])).toEqual([])
})
