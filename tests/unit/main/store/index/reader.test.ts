import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordSchema } from '../../../../../shared/model/article.ts'
import { applyBatch, type Entry } from '../../../../../main/store/index/entry.ts'
import { createReader } from '../../../../../main/store/index/reader.ts'
import { createTables, tune } from '../../../../../main/store/index/schema.ts'
import { openDatabase, type Database } from '../../../../../main/store/index/sqlite.ts'
import { newId } from '../../../../../main/store/records/ids.ts'

let folder = ''
let writing: Database
let reading: Database
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-reader-'))
  const path = join(folder, 'index.sqlite')
  writing = openDatabase(path)
  tune(writing)
  createTables(writing)
  reading = openDatabase(path)
})
afterEach(async () => {
  reading.close()
  writing.close()
  await rm(folder, { recursive: true, force: true })
})

function entry(tag: string): Entry {
  const now = '2026-01-01T00:00:00.000Z'
  const record = recordSchema.parse({
    ...{ id: newId(), version: 1, added: now, changed: now, title: 'A title', format: 'html', words: 9, minutes: 1 },
    ...{ tags: [tag], original: { main: 'page.html', files: [] }, hashes: { source: 'a', text: 'b' } },
  })
  return { record, text: 'harbour', facts: { links: [], pictures: 0 } }
}

test('a list that was being made while the index changed is not given to who asks for it afterwards', async () => {
  const reader = createReader(reading)
  const [one, other] = [entry('maps'), entry('maps')]
  applyBatch(writing, folder, { entries: [one], gone: [] })
  let pauses = 0
  /** the second one comes when the set is there and is to be put in order */
  const pause = async (): Promise<void> => {
    if (++pauses !== 2) return
    applyBatch(writing, folder, { entries: [other], gone: [] })
    // somebody else looks: what was kept is forgotten
    await reader.tags(pause, {})
  }
  expect(await reader.ids(pause, 'tag:maps', 'added-asc')).toEqual([one.record.id])
  expect(await reader.ids(pause, 'tag:maps', 'added-asc')).toHaveLength(2)
})
