import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../../../../../main/platform/hash.ts'
import { openDatabase } from '../../../../../main/store/index/sqlite.ts'
import { makeLibrary, makeNew, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

async function addMany(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push((await library.add(`Article ${String(i)}`)).id)
  return ids
}

test('a bulk change says how far it is', async () => {
  const ids = await addMany(40)
  const seen: number[] = []
  await library.store.change(
    { name: 'retag', articles: ids.map((id) => ({ id, after: { tags: ['new'] } })) },
    { onProgress: ({ done, total }) => seen.push(done, total ?? 0) },
  )
  expect(seen.slice(-2)).toEqual([40, 40])
  // once before the first, then one by one
  expect(seen).toHaveLength(82)
  expect((await library.store.list({ query: 'tag:new', sort: 'saved-desc', offset: 0, limit: 1 })).total).toBe(40)
})

test('a bulk change that is stopped half-way leaves nothing behind', async () => {
  const ids = await addMany(60)
  const stop = new AbortController()
  const change = library.store.change(
    {
      name: 'retag',
      articles: ids.map((id) => ({ id, after: { tags: ['new'] } })),
      library: { tags: { new: { description: 'x' } } },
    },
    { signal: stop.signal, onProgress: ({ done }) => done === 20 && stop.abort() },
  )
  await expect(change).rejects.toMatchObject({ problem: { code: 'change.cancelled' } })
  expect((await Promise.all(ids.map((id) => library.store.record(id)))).flatMap(({ tags }) => tags)).toEqual([])
  expect(await library.titles('tag:new')).toEqual([])
  expect(library.store.library().tags).toEqual({})
  expect(library.store.history()).toEqual([])
  await library.close()
  await library.open()
  expect(await library.titles('tag:new')).toEqual([])
})

test('a change of hundreds, whose records are read ahead: stopped, made, taken back, and refused for a damaged one', async () => {
  const ids = await addMany(230)
  const tagged = async (): Promise<number> =>
    (await library.store.list({ query: 'tag:new', sort: 'saved-desc', offset: 0, limit: 1 })).total
  const request = { name: 'tag', each: { ids, edit: () => ({ tags: ['new'] }) } } as const
  const stop = new AbortController()
  const stopped = library.store.change(request, {
    signal: stop.signal,
    onProgress: ({ done }) => done === 150 && stop.abort(),
  })
  await expect(stopped).rejects.toMatchObject({ problem: { code: 'change.cancelled' } })
  expect(await tagged()).toBe(0)
  expect((await Promise.all(ids.map((id) => library.store.record(id)))).flatMap(({ tags }) => tags)).toEqual([])

  expect((await library.store.change(request)).articles.map(({ id }) => id).sort()).toEqual(ids)
  expect(await tagged()).toBe(230)
  await library.store.undo()
  expect(await tagged()).toBe(0)

  const broken = ids[120] ?? ''
  await writeFile(join(library.store.folder(broken), 'article.json'), '{')
  await expect(library.store.change(request)).rejects.toMatchObject({ problem: { code: 'record.damaged' } })
  expect(await tagged()).toBe(0)
}, 120_000)

test('a change of tags is found by its words, and the text still is', async () => {
  const { id } = await library.add('One', 'harbour')
  await library.store.change({ name: 'retag', articles: [{ id, after: { tags: ['politics/ukraine'] } }] })
  expect(await library.titles('ukraine')).toEqual(['One'])
  expect(await library.titles('harbour ukrai')).toEqual(['One'])
  await library.store.change({ name: 'retag', articles: [{ id, after: { tags: [] } }] })
  expect(await library.titles('ukraine')).toEqual([])
  expect(await library.titles('harbour')).toEqual(['One'])
  await library.store.change({ name: 'edit', articles: [{ id, after: { title: 'Two' } }] })
  expect(await library.titles('two harbour')).toEqual(['Two'])
  expect(await library.titles('title:one')).toEqual([])
})

test('tags whose words stay the same when one becomes two are found anew', async () => {
  const { id } = await library.add('One', 'harbour', { tags: ['science fiction'] })
  await library.store.change({ name: 'retag', articles: [{ id, after: { tags: ['science', 'fiction'] } }] })
  expect(await library.titles('tag:science')).toEqual(['One'])
  expect(await library.titles('tag:"science fiction"')).toEqual([])
})

test('a tag may be called like something that every object has', async () => {
  const { id } = await library.add('One', 'harbour')
  await library.store.change({ name: 'tag', articles: [{ id, after: { tags: ['constructor', 'toString'] } }] })
  expect(await library.titles('tag:constructor')).toEqual(['One'])
  expect((await library.store.tags()).map(({ tag, count }) => [tag, count])).toEqual([
    ['constructor', 1],
    ['toString', 1],
  ])
})

test('what is gone cannot be taken back, and does not stand in the way of what came before', async () => {
  const [one, two] = [await library.add('One'), await library.add('Two')]
  await library.store.change({ name: 'star', articles: [{ id: one.id, after: { starred: true } }] })
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  expect(await library.store.purge([one.id, two.id])).toBe(1)
  await expect(library.store.undo()).rejects.toMatchObject({ problem: { code: 'undo.conflict' } })
  await library.store.undo()
  expect(await library.titles('is:starred')).toEqual([])
  expect(await library.store.undo()).toBeUndefined()
})

test('what is in the trash for more than 30 days goes at the next start', async () => {
  const [old, young] = [await library.add('Old'), await library.add('Young')]
  await library.store.change({
    name: 'trash',
    moved: [old, young].map(({ id }) => ({ id, to: 'trash' as const })),
  })
  const path = join(library.store.folder(old.id), 'article.json')
  const long = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000).toISOString()
  const record = await library.store.record(old.id)
  await writeFile(path, JSON.stringify({ ...record, trashed: long }))
  await library.store.refresh()
  await library.close()
  await library.open()
  await library.store.refresh()
  await expect.poll(() => library.titles('is:trashed')).toEqual(['Young'])
  expect(() => library.store.folder(old.id)).toThrow('no article')
})

test('the days in the trash of an article that was put there by hand begin when it is found there', async () => {
  const { id } = await library.add('Old')
  const folder = library.store.folder(id)
  const long = new Date(Date.now() - 90 * 24 * 60 * 60 * 1000).toISOString()
  const record = await library.store.record(id)
  await writeFile(join(folder, 'article.json'), JSON.stringify({ ...record, added: long, changed: long }))
  await library.close()
  const trash = folder.replace(/([\\/])articles([\\/])/, '$1trash$2')
  await mkdir(dirname(trash), { recursive: true })
  await rename(folder, trash)
  for (let start = 0; start < 2; start++) {
    await library.open()
    await library.store.refresh()
    // what a start does by itself comes before a second look
    await library.store.refresh()
    expect(await library.titles('is:trashed')).toEqual(['Old'])
    await library.close()
  }
  await library.open()
})

test('the same main file given twice at once goes in once', async () => {
  const hashes = { source: sha256('page'), text: 'text' }
  const article = await makeNew(library.dir, 'One', 'word', { hashes })
  const [one, two] = await Promise.all([library.store.add(article), library.store.add(article)])
  const three = await library.store.add(article)
  expect(new Set([one.id, two.id, three.id]).size).toBe(1)
  expect(await library.titles('')).toEqual(['One'])
  expect((await library.store.verify()).articles).toBe(1)
})

test('an article that could not go in is not known either', async () => {
  const hashes = { source: sha256('page'), text: 'text' }
  const article = await makeNew(library.dir, 'One', 'word', { hashes })
  await rm(join(library.dir, 'page.html'))
  await expect(library.store.add(article)).rejects.toMatchObject({ problem: { code: 'file.vanished' } })
  expect(await library.store.bySource(hashes.source)).toBeUndefined()
  expect(await library.store.byText('text')).toBeUndefined()
  expect((await library.store.verify()).findings).toEqual([])
})

test('an index that refuses an article leaves no folder and no trace of it', async () => {
  await library.add('First')
  const database = openDatabase(join(library.root, 'index.sqlite'))
  database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON articles BEGIN SELECT raise(ABORT, 'refused'); END`)
  database.close()
  const hashes = { source: sha256('page'), text: 'text' }
  const article = await makeNew(library.dir, 'One', 'word', { hashes })
  await expect(library.store.add(article)).rejects.toThrow('refused')
  expect(await library.store.bySource(hashes.source)).toBeUndefined()
  expect(await library.store.byText('text')).toBeUndefined()
  expect((await library.store.verify()).articles).toBe(1)
})
