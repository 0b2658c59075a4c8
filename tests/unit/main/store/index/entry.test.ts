import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordSchema } from '../../../../../shared/model/article.ts'
import { newId } from '../../../../../main/store/records/ids.ts'
import { applyBatch, type Entry } from '../../../../../main/store/index/entry.ts'
import { createTables, tune } from '../../../../../main/store/index/schema.ts'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'

function entry(number: number): Entry {
  const now = new Date().toISOString()
  const text = `The ${String(number)}. harbour of a coast, with boats and words.`
  const record = recordSchema.parse({
    ...{ id: newId(), version: 1, added: now, changed: now, title: `Harbour ${String(number)}`, lang: 'en' },
    ...{ url: `https://harbours.test/${String(number)}`, format: 'html', words: 9, minutes: 1 },
    original: { main: 'page.html', files: [] },
    hashes: { source: String(number).padStart(64, '0'), text: String(number).padStart(64, '1') },
  })
  return { record, text, facts: { links: [`https://coasts.test/${String(number)}`], pictures: 1 } }
}

test('the words of a transaction become one piece of each full-text table, however many articles it has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-entries-'))
  const database = openDatabase(join(folder, 'index.sqlite'))
  try {
    tune(database)
    createTables(database)
    const pieces = (table: string) => database.rows(`SELECT count(DISTINCT segid) FROM ${table}_idx`)[0]?.[0]
    applyBatch(database, folder, { entries: [1, 2, 3, 4, 5].map(entry), gone: [] })
    expect(['heads', 'terms', 'body'].map(pieces)).toEqual([1, 1, 1])
    applyBatch(database, folder, { entries: [6, 7].map(entry), gone: [] })
    expect(['heads', 'terms', 'body'].map(pieces)).toEqual([2, 2, 2])
  } finally {
    database.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('an article that comes twice in a transaction is found by what it said last, and by nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-entries-'))
  const database = openDatabase(join(folder, 'index.sqlite'))
  const first = entry(1)
  const tagged = (entry: Entry, text: string): Entry => ({
    record: { ...entry.record, title: `About ${text}`, tags: [text] },
    ...{ text: `A text of ${text}.`, facts: entry.facts },
  })
  const found = (table: string, word: string) =>
    database.rows(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`, word).length
  try {
    tune(database)
    createTables(database)
    for (const [before, after] of [
      ['islands', 'straits'],
      ['rivers', 'deltas'],
    ] as const) {
      applyBatch(database, folder, { entries: [tagged(first, before), entry(2), tagged(first, after)], gone: [] })
      for (const table of ['heads', 'terms', 'body', 'labels']) {
        expect([table, found(table, before), found(table, after)]).toEqual([table, 0, 1])
      }
    }
    expect(['islands', 'straits'].map((word) => found('body', word))).toEqual([0, 0])
  } finally {
    database.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('an article that comes a second time in a transaction, in another language, keeps the places of its words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-entries-'))
  const database = openDatabase(join(folder, 'index.sqlite'))
  const [first, other] = [entry(1), entry(2)]
  const inFrench: Entry = { ...first, record: { ...first.record, lang: 'fr' } }
  try {
    tune(database)
    createTables(database)
    applyBatch(database, folder, { entries: [first, inFrench, other], gone: [] })
    expect(database.rows(`SELECT rowid FROM body WHERE body MATCH '"with boats"'`)).toHaveLength(2)
    expect(database.rows(`SELECT rowid FROM terms WHERE terms MATCH 'boats'`)).toHaveLength(2)
  } finally {
    database.close()
    await rm(folder, { recursive: true, force: true })
  }
})
