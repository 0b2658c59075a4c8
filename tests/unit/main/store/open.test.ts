import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../../main/store/open.ts'
import { makeLibrary, makeNew, type TestLibrary } from './library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(async () => {
  await library.remove()
})

async function reopen(): Promise<void> {
  await library.close()
  await library.open()
}

test('what was added is found by its words in several scripts, also without an index', async () => {
  await library.add('Café', 'Überraschung am Morgen')
  await library.add('漢字', '日本語の文章を検索する')
  await library.add('خبر', 'قالَ الرئيسُ اليوم')
  for (const again of [false, true]) {
    if (again) {
      await library.close()
      await rm(join(library.root, 'index.sqlite'))
      await library.open()
    }
    expect(await library.titles('cafe')).toEqual(['Café'])
    expect(await library.titles('uberra')).toEqual(['Café'])
    expect(await library.titles('文章')).toEqual(['漢字'])
    expect(await library.titles('الرئيس')).toEqual(['خبر'])
    expect(await library.titles('-cafe')).toHaveLength(2)
  }
})

test('a tag finds those below it, and a retag is taken back after a restart', async () => {
  const { id } = await library.add('One', 'word', { tags: ['politics/ukraine'] })
  expect(await library.titles('tag:politics')).toEqual(['One'])
  await library.store.change({ name: 'retag', articles: [{ id, after: { tags: ['other'] } }] })
  expect(await library.titles('tag:politics')).toEqual([])
  await reopen()
  expect((await library.store.undo())?.undoes).toBeDefined()
  expect(await library.titles('tag:politics')).toEqual(['One'])
  expect((await library.store.record(id)).tags).toEqual(['politics/ukraine'])
})

test('undoing an import moves what it added to the trash', async () => {
  const { id } = await library.add('One', 'word')
  await library.store.change({ name: 'import', moved: [{ id, to: 'articles' }] })
  await library.store.undo()
  expect(await library.titles('')).toEqual([])
  expect(await library.titles('is:trashed')).toEqual(['One'])
  expect(library.store.folder(id)).toContain('trash')
  expect((await library.store.places()).trash).toBe(1)
})

test('a change that was written down before a crash is completed at the next start', async () => {
  const { id } = await library.add('One', 'word')
  await library.close()
  const at = new Date().toISOString()
  const change = {
    id: 'c1',
    at,
    name: 'star',
    subject: '',
    moved: [],
    articles: [{ id, before: { starred: false }, after: { starred: true } }],
  }
  await writeFile(join(library.root, 'history.ndjson'), `${JSON.stringify(change)}\n{"id":"cut`)
  await library.open()
  expect(await library.titles('is:starred')).toEqual(['One'])
  expect((await library.store.record(id)).starred).toBe(true)
})

test('a second writer is refused, a reader is not', async () => {
  await library.add('One', 'word')
  await expect(openStore(library.root, { owner: 'other' })).rejects.toMatchObject({
    problem: { code: 'library.locked' },
  })
  const reader = await openStore(library.root, { owner: 'other', readOnly: true })
  expect((await reader.list({ query: 'word', sort: 'relevance', offset: 0, limit: 5 })).total).toBe(1)
  await reader.close()
})

test('a record changed by another program is taken in', async () => {
  const { id } = await library.add('One', 'word')
  const path = join(library.store.folder(id), 'article.json')
  await writeFile(path, (await readFile(path, 'utf8')).replace('"One"', '"Changed"'))
  expect(await library.store.refresh()).toEqual([id])
  expect(await library.titles('')).toEqual(['Changed'])
})

test('what changed outside is looked for after an opening, but not while articles are being added', async () => {
  const { id } = await library.add('One', 'word')
  const path = join(library.store.folder(id), 'article.json')
  await library.close()
  await writeFile(path, (await readFile(path, 'utf8')).replace('"One"', '"Changed"'))
  await library.open()
  const opened = performance.now()
  const seen: string[] = []
  library.store.onChange(({ ids = [] }) => seen.push(...ids))
  const more = await makeNew(library.dir, 'More', 'word')
  // a while longer than an opening waits before it looks
  for (let at = 0; performance.now() - opened < 5000; at++) {
    await library.store.add({ ...more, record: { ...more.record, hashes: { source: '', text: String(at) } } })
  }
  expect(seen).not.toContain(id)
  await expect.poll(() => seen, { timeout: 10_000 }).toContain(id)
  expect(await library.titles('title:changed')).toEqual(['Changed'])
})

test('a changed original is found by verify', async () => {
  const { id } = await library.add('One', 'word')
  expect((await library.store.verify()).findings).toEqual([])
  await writeFile(join(library.store.folder(id), 'original/page.html'), 'x')
  expect((await library.store.verify()).findings).toMatchObject([{ id, problem: { code: 'format.damaged' } }])
})

test('a damaged index and a damaged record do not stop the rest', async () => {
  await library.add('One', 'word')
  const two = await library.add('Two', 'word')
  const broken = join(library.store.folder(two.id), 'article.json')
  await library.close()
  await writeFile(broken, '{')
  await writeFile(join(library.root, 'index.sqlite'), 'no index')
  await library.open()
  expect(await library.titles('word')).toEqual(['One'])
  expect((await library.store.rebuild()).findings).toMatchObject([{ id: two.id, problem: { code: 'record.damaged' } }])
})

test('what is left of an index whose building was cut off goes with the first change', async () => {
  await library.add('One', 'word')
  await library.close()
  const left = join(library.root, 'index.sqlite.new')
  await writeFile(left, 'half')
  await library.open()
  await library.add('Two', 'word')
  expect(existsSync(left)).toBe(false)
  expect(await library.titles('word')).toHaveLength(2)
})
