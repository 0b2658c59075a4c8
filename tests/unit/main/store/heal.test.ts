import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../../main/store/index/sqlite.ts'
import { makeLibrary, makeNew, type TestLibrary } from './library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

/** Breaks a full-text table of an index that is in use. */
function damage(path: string): void {
  const database = openDatabase(path)
  database.exec("UPDATE terms_data SET block = x'ffffffffffffffffffff' WHERE id = 10")
  database.close()
}

test('an article that is handed over while the index breaks is added all the same, once', async () => {
  await library.add('One', 'first')
  damage(join(library.root, 'index.sqlite'))
  const article = await makeNew(library.dir, 'Two', 'second')
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const record = await library.store.add({ ...article, html: bytes('<p>second</p>'), text: bytes('second') })
  expect(await library.store.html(record.id)).toBe('<p>second</p>')
  expect(await library.titles('second')).toEqual(['Two'])
  expect(await library.titles('')).toHaveLength(2)
})
