import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LibraryEvent } from '../../../../../main/store/store.ts'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

const starring = (ids: string[]): string => {
  const articles = ids.map((id) => ({ id, before: { starred: false }, after: { starred: true } }))
  return `${JSON.stringify({ id: 'c1', at: new Date().toISOString(), name: 'star', subject: '', moved: [], articles })}\n`
}

test('an unfinished change with a damaged and a missing record is completed for the others, and said so', async () => {
  const [one, two, three] = [await library.add('One'), await library.add('Two'), await library.add('Three')]
  const damaged = join(library.store.folder(two.id), 'article.json')
  const gone = library.store.folder(three.id)
  await library.close()
  await writeFile(join(library.root, 'history.ndjson'), starring([two.id, three.id, one.id]))
  await writeFile(damaged, '{"id":')
  await rm(gone, { recursive: true })
  await library.open()
  expect(library.store.readOnly).toBe(false)
  expect(await library.titles('is:starred')).toEqual(['One'])
  expect(library.store.findings()).toContainEqual({
    id: two.id,
    path: damaged,
    problem: expect.objectContaining({ code: 'record.damaged' }),
  })
  // it is done with: the next start has nothing left to complete
  expect(await readFile(join(library.root, 'history.ndjson'), 'utf8')).toContain('{"done":"c1",')
})

test('what a look through the folders finds is told to the listener and kept', async () => {
  const { id } = await library.add('One')
  await writeFile(join(library.store.folder(id), 'article.json'), '{')
  const events: LibraryEvent[] = []
  library.store.onChange((event) => events.push(event))
  expect(await library.store.refresh()).toEqual([])
  expect(events.flatMap(({ findings }) => findings ?? [])).toMatchObject([{ id, problem: { code: 'record.damaged' } }])
  expect(library.store.findings()).toMatchObject([{ id, problem: { code: 'record.damaged' } }])
})

test('what the rebuild at the start cannot read is in the findings', async () => {
  const { id } = await library.add('One')
  const path = join(library.store.folder(id), 'article.json')
  await library.close()
  await writeFile(path, '{')
  await rm(join(library.root, 'index.sqlite'))
  await library.open()
  expect(library.store.findings()).toMatchObject([{ id, path, problem: { code: 'record.damaged' } }])
  // the look through the folders meets it again: it was said
  await library.store.refresh()
  expect(library.store.findings()).toHaveLength(1)
})

test('of a damaged library.json everything sound is kept, with a copy beside it', async () => {
  await library.store.change({
    name: 'search.save',
    library: {
      savedSearches: [{ id: 's1', name: 'One', query: 'one' }],
      tags: { war: { colour: 'rust', description: '' } },
    },
  })
  await library.close()
  const path = join(library.root, 'library.json')
  const text = await readFile(path, 'utf8')
  const damaged = JSON.stringify({
    ...JSON.parse(text),
    rules: [{ id: 5 }, { id: 'r', query: 'x' }],
    watchedFolders: 7,
  })
  await writeFile(path, damaged)
  await library.open()
  expect(library.store.readOnly).toBe(false)
  expect(library.store.problem?.code).toBe('library.damaged')
  expect(library.store.library()).toMatchObject({
    savedSearches: [{ id: 's1' }],
    tags: { war: { colour: 'rust' } },
    rules: [{ id: 'r' }],
    watchedFolders: [],
  })
  const kept = (await readdir(library.root)).find((name) => name.startsWith('library.damaged-'))
  expect(await readFile(join(library.root, kept ?? ''), 'utf8')).toBe(damaged)
})

test('a library.json that is no JSON or empty is begun anew, and the articles stay', async () => {
  await library.add('One')
  for (const text of ['{"version": 1, ', '']) {
    await library.close()
    await writeFile(join(library.root, 'library.json'), text)
    await library.open()
    expect(library.store.problem?.code).toBe('library.damaged')
    expect(await library.titles('')).toEqual(['One'])
  }
})

test('a library of a newer version is open for reading only, and its file is left as it is', async () => {
  await library.add('One')
  await library.close()
  const path = join(library.root, 'library.json')
  const newer = (await readFile(path, 'utf8')).replace('"version": 1', '"version": 2')
  await writeFile(path, newer)
  await library.open()
  expect(library.store).toMatchObject({ readOnly: true, problem: { code: 'library.newer' } })
  expect(await library.titles('word')).toEqual(['One'])
  await expect(library.store.change({ name: 'star' })).rejects.toMatchObject({ problem: { code: 'library.newer' } })
  expect(await readFile(path, 'utf8')).toBe(newer)
  expect(await readdir(library.root)).not.toContain('lock')
})

test('an index that is found damaged after opening is rebuilt by itself, and the search is answered', async () => {
  await library.add('One')
  await library.close()
  const path = join(library.root, 'index.sqlite')
  const database = openDatabase(path)
  const [[page], [size]] = [
    database.rows(`SELECT rootpage FROM sqlite_master WHERE name = 'rows'`)[0] ?? [],
    database.rows('PRAGMA page_size')[0] ?? [],
  ]
  database.close()
  const bytes = await readFile(path)
  // head and catalogue stay sound; what the rows of lists are read from does not
  bytes.fill(0xa5, (Number(page) - 1) * Number(size), Number(page) * Number(size))
  await writeFile(path, bytes)
  await library.open()
  expect(await library.titles('word')).toEqual(['One'])
  expect(library.store.findings()).toContainEqual(
    expect.objectContaining({ path, problem: { code: 'index.rebuilt', detail: {} } }),
  )
})
