import { expect, test } from 'vitest'
import { sortedStats } from '../../../../main/archive/stats.ts'

test('languages are counted by their primary subtag, the most frequent first', () => {
  const { articles, languages } = sortedStats({ articles: 9, languages: { 'en-GB': 2, de: 3, en: 2, 'zh-Hant-TW': 1 } })
  expect(articles).toBe(9)
  expect(Object.entries(languages ?? {})).toEqual([
    ['en', 4],
    ['de', 3],
    ['zh', 1],
  ])
})
