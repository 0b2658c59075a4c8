import { expect, test } from 'vitest'
import { trialSearches } from '../../../../../main/store/search/trial.ts'

test('a letter, a beginning, a word and the shortest pairs of words are tried', () => {
  const titles = ['Harbours of yesterday', 'Harbours of the north', 'Harbours of the south', 'Version 2 0']
  expect(trialSearches(titles)).toEqual([
    'h',
    'harb',
    'harbours ',
    ...['"of the"', '"the north"', '"the south"', '"harbours of"', '"of yesterday"'],
  ])
})

test('no more phrases are tried than it takes', () => {
  const titles = Array.from({ length: 30 }, (_, at) => `harbour ${'ab'.repeat(at + 1)}`)
  expect(trialSearches(titles).filter((text) => text.startsWith('"'))).toHaveLength(6)
})

test('a single word is tried as a phrase, as scripts without spaces have them', () => {
  expect(trialSearches(['', '日本の港'])).toEqual(['日', '日本の港 ', '"日本の港"'])
})

test('nothing is tried in a library without words', () => {
  expect(trialSearches([])).toEqual([])
  expect(trialSearches(['—'])).toEqual([])
})
