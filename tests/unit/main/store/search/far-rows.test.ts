import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTables } from '../../../../../main/store/index/schema.ts'
import { openDatabase, type Database } from '../../../../../main/store/index/sqlite.ts'
import { createColumns, LIVE, TRASHED } from '../../../../../main/store/search/columns.ts'
import { createOrdering } from '../../../../../main/store/search/ordering.ts'

/** More than are read or passed over in one go. */
const ARTICLES = 12_000

let database: Database
beforeEach(() => {
  database = openDatabase(':memory:')
  createTables(database)
})
afterEach(() => database.close())

/** Articles with these numbers as rowids, every tenth in the trash; many are saved at the same time. */
function fill(from: number, to: number): void {
  const sql = `INSERT INTO articles (rowid, id, trashed, read, starred, marks, notes, image, saved, added, words, format, title, source,
      texthash, bytes, tagged, extractor, mtime, size, changed, rev, tagset, headskey, textkey, labelskey)
    WITH RECURSIVE n (i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < CAST(? AS INTEGER))
    SELECT i, 'id' || i, i % 10 = 0, 0, 0, i % 3, 0, 0, i * 7919 % 997, i, 1, 'html', 'Title ' || i * 31 % 500, '',
      '', 1, 0, 1, 0, 0, 0, 1, '', x'', x'', x'' FROM n`
  database.run(sql, String(from), String(to))
}

test('a page far down is the one that the database counts its way to', () => {
  fill(1, ARTICLES)
  const sql = 'SELECT rowid FROM articles WHERE trashed = 0 ORDER BY saved DESC, rowid DESC LIMIT 60 OFFSET ?'
  for (const offset of [0, 4990, 5000, 5001, 9000, 10_790, 20_000]) {
    const expected = database.rows(sql, offset).map(([rowid]) => Number(rowid))
    expect(createOrdering(database).page('saved-desc', offset, 60)).toEqual(expected)
  }
})

test('columns have the articles behind a gap of thousands that were deleted', async () => {
  fill(1, 9)
  fill(ARTICLES, ARTICLES + 7)
  const { end, flags, marks } = await createColumns(database).get()
  expect(end).toBe(ARTICLES + 8)
  expect([...flags.subarray(0, 11)]).toEqual([0, ...Array.from({ length: 9 }, () => LIVE), 0])
  expect(flags.subarray(11, ARTICLES).every((bits) => bits === 0)).toBe(true)
  expect([...flags.subarray(ARTICLES, end)]).toEqual([TRASHED, ...Array.from({ length: 7 }, () => LIVE)])
  expect(marks[ARTICLES + 7]).toBe((ARTICLES + 7) % 3)
})
