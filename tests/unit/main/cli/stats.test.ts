import { expect, test } from 'vitest'
import { statsText } from '../../../../main/cli/stats.ts'

test('counts are aligned, lists are short', () => {
  const sites = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`site${String(at)}.example`, 12 - at]))
  expect(statsText({ articles: 1234, bytes: 56_780_000, languages: { de: 20, zh: 3 }, sites, formats: {} })).toBe(
    [
      'Articles     1,234',
      'Originals  56.8 MB',
      '',
      'Languages',
      '  de  20',
      '  zh   3',
      '',
      'Sites',
      ...Array.from({ length: 10 }, (_, at) => `  site${String(at)}.example  ${String(12 - at).padStart(2)}`),
      '  and 2 more',
    ].join('\n'),
  )
})

test('years come newest first', () => {
  expect(statsText({ articles: 3, years: { 2019: 1, 2024: 2 } })).toBe('Articles  3\n\nYears\n  2024  2\n  2019  1')
})
