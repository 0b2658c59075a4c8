import { expect, test } from 'vitest'
import { countsText, duration } from '../../../../main/cli/report.ts'

const none = { added: 0, updated: 0, duplicate: 0, joined: 0, skipped: 0, failed: 0 }

test('the counts of an import as a sentence', () => {
  expect(countsText(none)).toBe('nothing to take in')
  expect(countsText({ ...none, added: 1 })).toBe('1 page added')
  expect(countsText({ ...none, duplicate: 1200, failed: 2 })).toBe('0 pages added, 1,200 already there, 2 failed')
})

test('a time that is left, in the two largest units', () => {
  expect([900, 59_000, 61_000, 7_500_000].map(duration)).toEqual(['1 s', '59 s', '1 min 1 s', '2 h 5 min'])
})
