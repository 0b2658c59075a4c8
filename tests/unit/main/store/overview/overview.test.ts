import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendarOf, daysBefore } from '../../../../../main/store/overview/calendar.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
const month = (back: number): Date => {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth() - back, 1, 12)
}
const name = (date: Date): string => `${String(date.getFullYear())}-${String(date.getMonth() + 1).padStart(2, '0')}`

beforeAll(async () => {
  library = await makeLibrary()
  const now = new Date().toISOString()
  const one = { published: '2019-05-04', lang: 'en-GB', words: 300 }
  await library.add('one', 'apples', { ...one, saved: month(2).toISOString(), tags: ['fruit/apple', 'food'] })
  await library.add('two', 'apples and pears', {
    ...{ saved: month(2).toISOString(), lang: 'en', words: 5000, url: 'https://b.example/2', site: 'Bee' },
    ...{ read: true, opened: now, progress: 1, tags: ['fruit', 'food'], published: '2021-05-04T10:00:00Z' },
  })
  await library.add('three', 'pears', {
    ...{ saved: month(0).toISOString(), lang: 'de', words: 1000, url: 'https://b.example/3', format: 'mhtml' },
    ...{ read: true, published: '1969-07-20' },
  })
  const gone = await library.add('gone', 'apples', { saved: month(9).toISOString(), tags: ['fruit'] })
  await library.store.change({ name: 'trash', moved: [{ id: gone.id, to: 'trash' }] })
})
afterAll(() => library.remove())

test('counts everything that is not in the trash', async () => {
  const overview = await library.store.overview('')
  expect(overview).toMatchObject({ articles: 3, sites: 2, read: 2, unread: 1, marks: 0 })
  expect(overview.minutes).toMatchObject({ aWeek: 5000 / 230 / 8, unread: 300 / 230, median: 1000 / 230 })
  expect(overview.hosts).toEqual([
    { host: 'b.example', site: 'Bee', count: 2 },
    { host: 'example.org', site: undefined, count: 1 },
  ])
  expect(overview.languages).toEqual([
    { lang: 'en', count: 2 },
    { lang: 'de', count: 1 },
  ])
  expect(overview.years).toEqual([1969, 2019, 2021].map((year) => ({ year, count: 1 })))
  expect(overview.lengths.map(({ count }) => count)).toEqual([1, 1, 0, 0, 1, 0])
  expect(overview.formats.map(({ format, count }) => [format, count])).toEqual([
    ['html', 2],
    ['mhtml', 1],
  ])
  expect(overview.bytes).toBe(overview.formats.reduce((sum, { bytes }) => sum + bytes, 0))
})

test('has a place for every month, and a read article in the month it was opened', async () => {
  const { months, days } = await library.store.overview('')
  expect(months).toEqual([
    { month: name(month(2)), saved: 2, read: 0 },
    { month: name(month(1)), saved: 0, read: 0 },
    { month: name(month(0)), saved: 1, read: 1 },
  ])
  expect(days.at(-1)?.count).toBe(1)
})

test('tags count with what lies below them, and a step is no pair with its own path', async () => {
  const { tags, pairs } = await library.store.overview('')
  expect(tags.map(({ tag, count }) => [tag, count])).toEqual([
    ['food', 2],
    ['fruit', 2],
    ['fruit/apple', 1],
  ])
  expect(tags[0]?.months).toEqual([2, 0, 0])
  expect(pairs).toEqual([
    { one: 0, other: 1, count: 2 },
    { one: 0, other: 2, count: 1 },
  ])
})

test('every figure is what its search finds, also within another search', async () => {
  const total = async (query: string): Promise<number> =>
    (await library.store.list({ query, sort: 'saved-desc', offset: 0, limit: 1 })).total
  for (const query of ['', 'pears', 'is:trashed']) {
    const overview = await library.store.overview(query)
    expect(overview.articles).toBe(await total(query))
    for (const { month: of, saved, read } of overview.months) {
      expect(await total(`saved:${of} ${query}`)).toBe(saved)
      expect(await total(`is:read opened:${of} ${query}`)).toBe(read)
    }
    for (const { day, count } of overview.days) expect(await total(`opened:${day} ${query}`)).toBe(count)
    for (const { year, count } of overview.years) expect(await total(`published:${String(year)} ${query}`)).toBe(count)
    for (const { host, count } of overview.hosts) expect(await total(`site:${host} ${query}`)).toBe(count)
    for (const { lang, count } of overview.languages) expect(await total(`lang:${lang} ${query}`)).toBe(count)
    for (const { format, count } of overview.formats) expect(await total(`format:${format} ${query}`)).toBe(count)
    for (const { tag, count } of overview.tags) expect(await total(`tag:${tag} ${query}`)).toBe(count)
    for (const { from, to, count } of overview.lengths) {
      expect(await total(`words:${String(from)}..${to === undefined ? '' : String(to)} ${query}`)).toBe(count)
    }
  }
})

test('follows what changes', async () => {
  expect((await library.store.overview('')).articles).toBe(3)
  await library.add('four', 'plums', { saved: month(0).toISOString() })
  expect((await library.store.overview('')).articles).toBe(4)
})

test('months end with the one of now, whatever the dates', () => {
  const now = new Date(2026, 2, 3)
  const instants = Float64Array.from([0, Number.NaN, new Date(2025, 11, 31).getTime(), new Date(2031, 0, 1).getTime()])
  const { starts, at } = calendarOf(instants, Int32Array.from([0, 1, 2, 3]), now)
  expect(starts).toHaveLength(4)
  expect([...instants].map(at)).toEqual([-1, -1, 0, -1])
  expect(at(new Date(2026, 2, 31, 23).getTime())).toBe(3)
})

test('the calendar has whole weeks from a Monday to today', () => {
  const days = daysBefore(new Date(2026, 10, 25), 14)
  expect([days.at(0), days.at(-1), days.length]).toEqual(['2026-11-16', '2026-11-25', 10])
})
