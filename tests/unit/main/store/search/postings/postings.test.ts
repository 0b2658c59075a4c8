import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordSchema } from '../../../../../../shared/model/article.ts'
import { newId } from '../../../../../../main/store/records/ids.ts'
import { applyBatch, type Entry } from '../../../../../../main/store/index/entry.ts'
import { createTables, tune } from '../../../../../../main/store/index/schema.ts'
import { openDatabase, type Database } from '../../../../../../main/store/index/sqlite.ts'
import { createPostings } from '../../../../../../main/store/search/postings/postings.ts'
import { rowidsOf, setOf, type RowSet } from '../../../../../../main/store/search/row-set.ts'
import { createTextWeights } from '../../../../../../main/store/search/postings/text-weights.ts'

/** Enough for lists of words that go over several pages of 4 KB. */
const ARTICLES = 6000
const BATCH = 500
const TIMEOUT_MS = 120_000

const ids = Array.from({ length: ARTICLES }, () => newId())

/** The same article for the same number; `often` is a word that stands in some so often that its places fill pages. */
function entry(number: number, more = ''): Entry {
  const now = new Date(Date.UTC(2026, 0, 1)).toISOString()
  const often = number % 1000 === 7 ? 'often '.repeat(9000) : ''
  const text = `harbour ${often}boat${String(number % 300)} boats ${number % 3 === 0 ? 'haven hafen ' : ''}日本語 ${more}`
  const record = recordSchema.parse({
    ...{
      id: ids[number],
      version: 1,
      added: now,
      changed: now,
      title: `Harbour boat${String(number % 7)}`,
      lang: 'en',
    },
    ...{ url: `https://harbours${String(number % 11)}.test/`, format: 'html', words: 9, minutes: 1 },
    ...{ byline: number % 2 === 0 ? 'Harbour Master' : undefined, tags: number % 5 === 0 ? ['boats', 'harbour'] : [] },
    original: { main: 'page.html', files: [] },
    hashes: { source: String(number).padStart(64, '0'), text: String(number).padStart(64, '1') },
  })
  return { record, text, facts: { links: [], pictures: 0 } }
}

let folder = ''
let database: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-postings-'))
  database = openDatabase(join(folder, 'index.sqlite'))
  tune(database)
  createTables(database)
  for (let at = 0; at < ARTICLES; at += BATCH) {
    applyBatch(database, folder, { entries: ids.slice(at, at + BATCH).map((_, i) => entry(at + i)), gone: [] })
  }
  // changed, gone, and come again: deleted rows in old pieces, new pieces behind them
  const changed = [3, 77, 1007, 5999].map((number) => entry(number, 'changed boathouse'))
  applyBatch(database, folder, { entries: changed, gone: [] })
  applyBatch(database, folder, { entries: [], gone: ids.filter((_, number) => number % 13 === 5) })
  applyBatch(database, folder, { entries: [entry(5, 'again')], gone: [] })
}, TIMEOUT_MS)
afterAll(async () => {
  database.close()
  await rm(folder, { recursive: true, force: true })
})

function byFts(table: string, match: string): number[] {
  const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid`
  return database.rows(sql, match).map(([rowid]) => Number(rowid))
}

const words = [
  '"harbour"',
  '"boats"',
  '"boat7"',
  '"boat299"',
  '"haven"',
  '"changed"',
  '"again"',
  '"日本"',
  '"nothing"',
  '"zz"',
]
const beginnings = [
  '"h" *',
  '"ha" *',
  '"har" *',
  '"harb" *',
  '"boat" *',
  '"boat2" *',
  '"boathouse" *',
  '"日" *',
  '"zzzzz" *',
]

for (const match of [...words, ...beginnings, '"haven" OR "boat7"', '"boat29" * OR "again" OR "haven"']) {
  test(`lists of the texts' words give what FTS5 gives: ${match}`, () => {
    const found = createPostings(database).set('terms', match)
    expect(found && rowidsOf(found)).toEqual(byFts('terms', match))
  })
}

for (const [table, columns] of [
  ['heads', ['title', 'author', 'site', 'stems']],
  ['labels', ['tags', 'notes']],
] as const) {
  for (const match of [...words, ...beginnings, '"harbour" OR "boat3"']) {
    test(`lists with places tell columns apart as FTS5 does: ${table} ${match}`, () => {
      const postings = createPostings(database)
      for (const column of columns) {
        const query = `{${column}} : (${match})`
        const found = postings.set(table, query)
        expect(found && rowidsOf(found)).toEqual(byFts(table, query))
      }
    })
  }
}

const phrases = [
  '"harbour boat7"',
  '"boat7 boats"',
  '"harbour boats"',
  '"often often"',
  '"often often often boat7"',
  '"harbour often"',
  '"boats haven hafen"',
  '"hafen 日本 本語"',
  '"語 changed boathouse"',
  '"語 again"',
  '"boat299 nothing"',
]

for (const match of phrases) {
  test(`words side by side are found as FTS5 finds them: ${match}`, () => {
    const found = createTextWeights(database, createPostings(database)).found(match)
    expect(found && rowidsOf(found)).toEqual(byFts('body', match))
  })
}

for (const match of phrases) {
  test(`a phrase that is typed word by word is counted as one that comes at once: ${match}`, () => {
    const postings = createPostings(database)
    const words = match.slice(1, -1).split(' ')
    const typed = words.slice(1).map((_, at) => postings.counts(`"${words.slice(0, at + 2).join(' ')}"`))
    expect(typed.at(-1)).toEqual(createPostings(database).counts(match))
  })
}

const weighed = ['"harbour"', '"often"', '"boat7"', '"boat29" *', '"haven"', '"changed"', '"日本"', '"nothing"']
for (const match of [...weighed, ...phrases, '"harbour boat29" *']) {
  test(`weights are those of FTS5's bm25(): ${match}`, () => {
    const rows = database.rows('SELECT rowid, bm25(body) FROM body WHERE body MATCH ? ORDER BY rowid', match)
    const weights = createTextWeights(database, createPostings(database))
    const found: [number, number][] = []
    weights.weigh(match, setOf(rows.map(([rowid]) => Number(rowid))), (...each) => found.push(each))
    expect(found.map(([rowid]) => rowid)).toEqual(rows.map(([rowid]) => Number(rowid)))
    for (const [at, [, weight]] of found.entries()) expect(weight).toBeCloseTo(-Number(rows[at]?.[1]), 10)
  })
}

test('lengths that were read ahead are those of the texts as they are now', async () => {
  const postings = createPostings(database)
  const weightOf = (): number | undefined => {
    const found = new Map<number, number>()
    createTextWeights(database, postings).weigh('"boat7"', boats(), (rowid, weight) => found.set(rowid, weight))
    return found.get(rowidOf(7))
  }
  const boats = (): RowSet => setOf(byFts('terms', '"boat7"'))
  const rowidOf = (number: number): number =>
    Number(database.rows('SELECT rowid FROM articles WHERE id = ?', ids[number] ?? '')[0]?.[0])
  await postings.readAhead(() => Promise.resolve())
  const before = weightOf()
  applyBatch(database, folder, { entries: [entry(7, 'far longer than it was '.repeat(2000))], gone: [] })
  postings.clear()
  const after = weightOf()
  const bm25 = database.rows(`SELECT rowid, bm25(body) FROM body WHERE body MATCH '"boat7"'`)
  expect(after).toBeCloseTo(-Number(bm25.find(([rowid]) => rowid === rowidOf(7))?.[1]), 10)
  expect(after).toBeLessThan(before ?? 0)
})

test('what is no list of a word is left to FTS5', () => {
  const postings = createPostings(database)
  expect(postings.set('heads', '{title} : ("harbour boat3")')).toBeUndefined()
  expect(postings.counts('"harbour boat29" *')).toBeUndefined()
  expect(postings.set('terms', 'NOT "harbour"')).toBeUndefined()
})

test('an index that is written in another way is left to FTS5', () => {
  const structure = database.rows('SELECT hex(block) FROM terms_data WHERE id = 10')[0]?.[0]
  database.run(`UPDATE terms_data SET block = x'00000000010000' WHERE id = 10`)
  try {
    expect(createPostings(database).set('terms', '"harbour"')).toBeUndefined()
  } finally {
    database.run(`UPDATE terms_data SET block = x'${String(structure)}' WHERE id = 10`)
  }
})
