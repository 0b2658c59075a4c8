import { expect, test } from 'vitest'
import { capOf, periodsOf, tagLine, yearBars } from '../../../../renderer/components/overview/periods.ts'
import { narrowed } from '../../../../renderer/composables/list/narrowed.ts'

/** Months from one to another, `saved` counting up from 1. */
function months(from: [number, number], count: number) {
  return Array.from({ length: count }, (_, at) => {
    const date = new Date(Date.UTC(from[0], from[1] - 1 + at, 1))
    return { month: date.toISOString().slice(0, 7), saved: at + 1, read: 1 }
  })
}

test('a year and two are months, whatever there is before', () => {
  const all = months([2019, 3], 90)
  expect(periodsOf(all, 'year').map(({ value }) => value)).toHaveLength(12)
  const two = periodsOf(all, 'two')
  expect([two[0]?.value, two.at(-1)?.value, two.length]).toEqual(['2024-09', '2026-08', 24])
  expect(two.at(-1)).toMatchObject({ kind: 'month', saved: 90, read: 1 })
})

test('all is months, quarters or years, whichever gives bars that can be hit', () => {
  expect(periodsOf(months([2025, 1], 30), 'all')[0]?.kind).toBe('month')
  const quarters = periodsOf(months([2019, 3], 90), 'all')
  expect(quarters[0]).toMatchObject({ kind: 'quarter', value: '2019-01..2019-03', from: 0, to: 1, saved: 1 })
  expect(quarters[1]).toMatchObject({ value: '2019-04..2019-06', saved: 2 + 3 + 4 })
  const years = periodsOf(months([2001, 11], 280), 'all')
  expect(years.slice(0, 2)).toMatchObject([
    { kind: 'year', value: '2001', saved: 3 },
    { kind: 'year', value: '2002', read: 12 },
  ])
  expect(years.reduce((sum, { saved }) => sum + saved, 0)).toBe((280 * 281) / 2)
})

test('years have no gaps, and the oldest are one bar', () => {
  expect(yearBars([])).toEqual([])
  expect(
    yearBars([
      { year: 2020, count: 2 },
      { year: 2022, count: 1 },
    ]).map(({ count }) => count),
  ).toEqual([2, 0, 1])
  const long = yearBars([
    { year: 1851, count: 1 },
    { year: 1990, count: 2 },
    { year: 2026, count: 5 },
  ])
  expect(long[0]).toEqual({ year: 2003, before: true, count: 3 })
  expect(long).toHaveLength(25)
})

test('only one bar far above the others is cut', () => {
  expect(capOf([1, 2, 3, 4, 5, 6])).toBeUndefined()
  expect(capOf([0, 0, 0, 9])).toBeUndefined()
  expect(capOf([5, 6, 8, 7, 90])).toBe(7 * 1.25)
})

test('a tag is counted in the periods that are shown', () => {
  const all = months([2026, 1], 4)
  expect(tagLine([1, 2, 3, 4], periodsOf(all, 'all'))).toEqual([1, 2, 3, 4])
})

test('a mark within a search keeps that search as it was typed', () => {
  expect(narrowed('saved:2026', '')).toBe('saved:2026')
  expect(narrowed('saved:2026', 'light hou')).toBe('saved:2026 light hou')
  expect(narrowed('saved:2026', 'light or dark')).toBe('saved:2026 (light or dark)')
})
