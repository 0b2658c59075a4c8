import { expect, test } from 'vitest'
import { cleaningOf, nearPairs } from '../../../../../main/archive/tags/cleaning.ts'

const tags = (counts: Record<string, number>) => Object.entries(counts).map(([tag, total]) => ({ tag, total }))
const pairs = (counts: Record<string, number>) =>
  nearPairs(tags(counts)).map(({ keep, drop, why }) => `${drop} -> ${keep} ${why}`)

test('the tag on more articles stays', () => {
  expect(nearPairs(tags({ archive: 9, archives: 4 }))).toEqual([
    { keep: 'archive', drop: 'archives', why: 'plural', articles: 4 },
  ])
})

test('case, accents, hyphens, plurals and slips of the pen are seen', () => {
  expect(pairs({ 'Open Source': 1, 'open-source': 5 })).toEqual(['Open Source -> open-source spelling'])
  expect(pairs({ café: 3, cafe: 1 })).toEqual(['cafe -> café spelling'])
  expect(pairs({ library: 1, libraries: 2 })).toEqual(['library -> libraries plural'])
  expect(pairs({ Karte: 3, Karten: 2 })).toEqual(['Karten -> Karte plural'])
  expect(pairs({ harbour: 5, harbuor: 1 })).toEqual(['harbuor -> harbour letters'])
  expect(pairs({ photography: 5, fotografy: 1 })).toEqual([])
  expect(pairs({ infrastructure: 5, infrastucutre: 1 })).toEqual(['infrastucutre -> infrastructure letters'])
  expect(pairs({ tides: 1, 'archives/tides': 5 })).toEqual(['tides -> archives/tides path'])
})

test('what only looks alike stays two', () => {
  expect(pairs({ 'year 2021': 1, 'year 2022': 1 })).toEqual([])
  expect(pairs({ art: 1, ant: 1, car: 4, cat: 1 })).toEqual([])
  expect(pairs({ maps: 1, 'maps/old': 1 })).toEqual([])
  expect(pairs({ 'a/north': 1, 'b/south': 1 })).toEqual([])
})

test('thousands of tags take a moment', () => {
  const many = Array.from({ length: 3000 }, (_, i) => ({ tag: `topic ${(i * 7919).toString(36)}x`, total: 1 }))
  expect(nearPairs([...many, ...tags({ harbour: 2, harbours: 1 })])[0]?.drop).toBe('harbours')
})

test('tags used once and unused ones are listed', () => {
  const count = (tag: string, own: number, total: number) => ({ tag, count: own, total, description: '' })
  const found = cleaningOf([count('often', 4, 4), count('single', 1, 1), count('top', 1, 3), count('never', 0, 0)])
  expect(found).toMatchObject({ once: ['single'], unused: ['never'] })
})
