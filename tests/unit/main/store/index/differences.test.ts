import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { differences } from '../../../../../main/store/index/fill.ts'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'
import { folderIn } from '../../../../../main/store/records/folders.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

/** As a sync service or a text editor does. */
const touch = (id: string): Promise<void> =>
  appendFile(join(folderIn(library.root, 'articles', id), 'article.json'), '\n')

test('the look through the records rests when it is told to, and then finds what changed', async () => {
  await library.add('One')
  const changed = await library.add('Two')
  await touch(changed.id)
  const database = openDatabase(join(library.root, 'index.sqlite'), { readOnly: true })
  try {
    let goOn = (): void => undefined
    const rest = new Promise<void>((done) => (goOn = done))
    let found: string[] | undefined
    const looking = differences(database, library.root, new AbortController().signal, () => rest).then(
      (ids) => (found = ids),
    )
    await wait(100)
    expect(found).toBeUndefined()
    goOn()
    await looking
    expect(found).toEqual([changed.id])
  } finally {
    database.close()
  }
})

test('what changed outside is taken in although somebody has just searched', async () => {
  const changed = await library.add('One')
  await touch(changed.id)
  const list = (): Promise<unknown> => library.store.list({ query: 'one', sort: 'relevance', offset: 0, limit: 9 })
  await list()
  const [ids] = await Promise.all([library.store.refresh(), list(), list()])
  expect(ids).toEqual([changed.id])
})
