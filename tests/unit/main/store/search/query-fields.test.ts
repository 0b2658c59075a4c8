import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldNames } from '../../../../../shared/query/fields.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

/** About the same: words that only these two have. */
const KILNS = 'porcelain kilns glaze cobalt firing celadon'

let library: TestLibrary
let first = ''
beforeAll(async () => {
  library = await makeLibrary()
  first = await library
    .add('Amber', `${KILNS} morning harbour`, {
      url: 'https://news.example.org/2022/amber',
      byline: 'Ann Bell',
      site: 'Daily News',
      lang: 'en-GB',
      format: 'mhtml',
      saved: '2022-04-10T12:00:00Z',
      published: '2021-02-03',
      words: 500,
      tags: ['craft/glass'],
      starred: true,
      read: true,
      image: 'assets/a.png',
    })
    .then(({ id }) => id)
  await library.add('Birch', `${KILNS} evening river`, {
    url: 'https://other.example/b',
    site: 'Other',
    lang: 'de',
    saved: '2023-06-01T12:00:00Z',
    words: 1500,
    tags: ['craft'],
    opened: '2024-01-02T12:00:00Z',
    marks: [
      {
        ...{ id: 'm', quote: 'evening', before: '', after: '', start: 0, colour: 'amber' },
        ...{ note: 'remember', made: '2024-01-02T12:00:00Z' },
      },
    ],
  })
  await library.add('Cedar', 'something else entirely, by amber light', { url: 'https://c.example/c', words: 40 })
  const { id } = await library.add('Dune', 'harbour', { words: 1 })
  await library.store.change({ name: 'trash', articles: [{ id, after: { trashed: new Date().toISOString() } }] })
})
afterAll(() => library.remove())

const asked: readonly [query: string, ...titles: string[]][] = [
  ['title:amber', 'Amber'],
  ['text:amber', 'Cedar'],
  ['amber', 'Amber', 'Cedar'],
  ['text:"morning harbour"', 'Amber'],
  ['kil*', 'Amber', 'Birch'],
  ['author:bell', 'Amber'],
  ['author:"ann bell"', 'Amber'],
  ['tag:craft', 'Amber', 'Birch'],
  ['tag:craft/glass', 'Amber'],
  ['-tag:craft', 'Cedar'],
  ['site:example.org', 'Amber'],
  ['site:"daily news"', 'Amber'],
  ['url:/2022/', 'Amber'],
  ['lang:en', 'Amber'],
  ['lang:de', 'Birch'],
  ['format:mhtml', 'Amber'],
  ['is:read', 'Amber'],
  ['is:unread', 'Birch', 'Cedar'],
  ['is:starred', 'Amber'],
  ['is:marked', 'Birch'],
  ['is:trashed', 'Dune'],
  ['has:note', 'Birch'],
  ['has:mark', 'Birch'],
  ['has:image', 'Amber'],
  ['no:tag', 'Cedar'],
  ['no:author', 'Birch', 'Cedar'],
  ['no:site', 'Cedar'],
  ['no:published', 'Birch', 'Cedar'],
  ['saved:2022-04', 'Amber'],
  ['saved:2022..2023', 'Amber', 'Birch'],
  ['saved:<2023', 'Amber'],
  // a page that does not say when it was saved counts from the day it was added
  ['saved:>2022', 'Birch', 'Cedar'],
  ['published:<=2021', 'Amber'],
  ['added:<1d', 'Amber', 'Birch', 'Cedar'],
  ['added:>1d'],
  ['opened:2024-01', 'Birch'],
  ['words:500', 'Amber'],
  ['words:>500', 'Birch'],
  ['words:>=500', 'Amber', 'Birch'],
  ['words:<500', 'Cedar'],
  ['words:<=500', 'Amber', 'Cedar'],
  ['words:40..500', 'Amber', 'Cedar'],
  ['similar:ID', 'Birch'],
  ['-similar:ID', 'Amber', 'Cedar'],
  ['morning or evening', 'Amber', 'Birch'],
  ['kilns -(morning or river)'],
  ['(title:birch or title:cedar) no:author -river', 'Cedar'],
]

test.each(asked)('%s finds what it says and nothing else', async (query, ...titles) => {
  expect(await library.titles(query.replace('ID', first))).toEqual(titles)
})

test('sort: in the query goes before the order of the list', async () => {
  const list = await library.store.list({ query: 'sort:words', sort: 'title-asc', offset: 0, limit: 10 })
  expect(list.rows.map(({ title }) => title)).toEqual(['Birch', 'Amber', 'Cedar'])
})

describe('what is only known to be of a year or a month', () => {
  let papers: TestLibrary
  beforeAll(async () => {
    papers = await makeLibrary()
    for (const published of ['1998', '1998-05', '1998-05-12', '1998-01-01', '1954'])
      await papers.add(published, 'peat', { published })
  })
  afterAll(() => papers.remove())

  test.each<[query: string, ...titles: string[]]>([
    ['published:1998', '1998', '1998-01-01', '1998-05', '1998-05-12'],
    ['published:1998-05', '1998-05', '1998-05-12'],
    ['published:1998-01', '1998-01-01'],
    ['published:1998-01-01', '1998-01-01'],
    ['published:1998-05-01'],
    ['published:<1998-06', '1954', '1998-01-01', '1998-05', '1998-05-12'],
    ['published:<1998-05-12', '1954', '1998-01-01'],
    ['published:1998-01..1998-12', '1998', '1998-01-01', '1998-05', '1998-05-12'],
    ['published:>1998-01', '1998-05', '1998-05-12'],
    ['published:<1990', '1954'],
    ['-published:1998-01', '1954', '1998', '1998-05', '1998-05-12'],
  ])('%s finds it where all of it is asked for', async (query, ...titles) => {
    expect((await papers.titles(query)).sort()).toEqual(titles)
  })

  test('stands at the beginning of its year in the order of days', async () => {
    const list = await papers.store.list({ query: '', sort: 'published-asc', offset: 0, limit: 10 })
    expect(list.rows.map(({ title }) => title)).toEqual(['1954', '1998', '1998-01-01', '1998-05', '1998-05-12'])
  })
})

test('no field of the language is left out here', () => {
  const used = new Set(
    [...asked.map(([query]) => query), 'sort:'].flatMap((query) => query.match(/[a-z]+(?=:)/g) ?? []),
  )
  expect([...used].sort()).toEqual([...fieldNames].sort())
})
