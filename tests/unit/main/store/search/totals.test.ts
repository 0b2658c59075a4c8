import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'
import { createColumns } from '../../../../../main/store/search/columns.ts'
import { totalsByIndex, totalsOf, type Totals } from '../../../../../main/store/search/totals.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

/** What is shown of them, in one order; the indexes do not know when a tag was used. */
function shown({ hosts, tags, ...numbers }: Totals) {
  return {
    ...numbers,
    hosts: hosts
      .filter(({ value, count }) => value !== '' && count > 0)
      .map((host) => JSON.stringify(host))
      .sort(),
    tags: tags
      .filter(({ total }) => total > 0)
      .map(({ tag, own, total }) => JSON.stringify([tag, own, total]))
      .sort(),
  }
}

test('what the first window counts along indexes is what the columns count', async () => {
  await library.add('One', 'sea', { url: 'https://one.example/a', tags: ['Sea', 'water/deep'] })
  await library.add('Two', 'sea', { url: 'https://one.example/b', tags: ['sea', 'water'], read: true, starred: true })
  await library.add('Three', 'sea', { url: 'https://two.example/', tags: ['Water/Deep/Cold'], starred: true })
  await library.add('Four', 'sea', { url: undefined })
  const gone = await library.add('Five', 'sea', { url: 'https://three.example/', tags: ['sea', 'gone'] })
  await library.store.change({ name: 'trash', moved: [{ id: gone.id, to: 'trash' }] })

  const database = openDatabase(join(library.root, 'index.sqlite'), { readOnly: true })
  try {
    const byIndex = shown(await totalsByIndex(database, () => setImmediate()))
    expect(byIndex).toEqual(shown(totalsOf(await createColumns(database).get())))
    expect(byIndex).toMatchObject({ all: 4, unread: 3, starred: 2, trash: 1 })
    expect(byIndex.tags).toContain('["water/deep",1,1]')
  } finally {
    database.close()
  }
})
