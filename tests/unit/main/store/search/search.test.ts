import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIST_LIMIT, sorts } from '../../../../../shared/ipc/contract.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

/** More than two pages of the largest list. */
const MANY = 1010
const TIMEOUT_MS = 120_000

let library: TestLibrary
beforeAll(async () => {
  library = await makeLibrary()
  const day = (number: number): string => new Date(Date.UTC(2020, 0, 1 + number)).toISOString()
  await Promise.all(
    Array.from({ length: MANY }, (_, number) =>
      library.add(`Title ${String((number * 7) % MANY).padStart(4, '0')}`, `common text number${String(number)}`, {
        site: number % 3 === 0 ? undefined : `Site ${String(number % 5)}`,
        saved: day((number * 13) % MANY),
        published: number % 4 === 0 ? undefined : day((number * 17) % 400),
        words: (number * 11) % 300,
      }),
    ),
  )
}, TIMEOUT_MS)
afterAll(() => library.remove())

/** All rows, as the window reads them: page after page. */
async function all(query: string, sort: (typeof sorts)[number]) {
  const rows = []
  for (let offset = 0; offset < MANY; offset += LIST_LIMIT) {
    const page = await library.store.list({ query, sort, offset, limit: LIST_LIMIT })
    expect(page.total).toBe(MANY)
    rows.push(...page.rows)
  }
  return rows
}

const keys = {
  relevance: undefined,
  'saved-desc': ['saved', -1],
  'saved-asc': ['saved', 1],
  'added-desc': ['added', -1],
  'added-asc': ['added', 1],
  'published-desc': ['published', -1],
  'published-asc': ['published', 1],
  'title-asc': ['title', 1],
  'title-desc': ['title', -1],
  'site-asc': ['site', 1],
  'words-desc': ['words', -1],
  'words-asc': ['words', 1],
  'opened-desc': undefined,
} as const

for (const sort of sorts) {
  for (const query of ['', 'common']) {
    test(`${sort} of ${query === '' ? 'everything' : 'a word in all'}: every row once, in order, over all pages`, async () => {
      const rows = await all(query, sort)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY)
      const [field, way] = keys[sort] ?? []
      if (field === undefined) return
      const values = rows.map((row) => row[field]).filter((value) => value !== undefined)
      const sorted = values.toSorted((a, b) => (a < b ? -way : a > b ? way : 0))
      expect(values).toEqual(sorted)
      // what has no value comes last, whichever way
      expect(rows.slice(0, values.length).every((row) => row[field] !== undefined)).toBe(true)
    })
  }
}

test('every article is found by its own word, and several words narrow it down', async () => {
  expect((await library.store.list({ query: 'common number77 ', sort: 'relevance', offset: 0, limit: 9 })).total).toBe(
    1,
  )
  const total = async (query: string): Promise<number> =>
    (await library.store.list({ query, sort: 'relevance', offset: 0, limit: 1 })).total
  expect(await total('number1')).toBe(1 + 10 + 100 + 10)
  expect(await total('-number7 common')).toBe(MANY - 1)
  expect(await total('number7 or number8 ')).toBe(2)
  expect(await total('"common text"')).toBe(MANY)
  expect(await total('"text common"')).toBe(0)
  expect(await total('(number7 or number8) -number8')).toBe(1)
})

test('of several lists asked for, the last is answered first, and a dropped one ends', async () => {
  const answered: string[] = []
  const ask = async (query: string): Promise<void> => {
    await library.store.list({ query, sort: 'title-asc', offset: 0, limit: 50 })
    answered.push(query)
  }
  const drop = new AbortController()
  const dropped = library.store.list({ query: 'comm', sort: 'relevance', offset: 0, limit: 50 }, drop.signal)
  const refused = expect(dropped).rejects.toMatchObject({ problem: { code: 'job.cancelled' } })
  drop.abort()
  await Promise.all([ask('nu'), ask('num'), ask('numb'), ask('numbe')])
  // the first is begun at once when the dropped one has ended by then, and waits like the others when it has not
  const waited = ['numbe', 'numb', 'num']
  expect([
    ['nu', ...waited],
    [...waited, 'nu'],
  ]).toContainEqual(answered)
  await refused
})
