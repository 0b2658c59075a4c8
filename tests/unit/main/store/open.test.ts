import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../../main/store/open.ts'
import type { NewArticle, Store } from '../../../../main/store/store.ts'

let dir = ''
let store: Store
const root = (): string => join(dir, 'library')
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keepleaf-store-'))
  store = await openStore(root(), { create: true, owner: 'test' })
})
afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true, force: true })
})

async function article(title: string, text: string, tags: string[] = []): Promise<NewArticle> {
  const path = join(dir, 'page.html')
  await writeFile(path, `<title>${title}</title>${text}`)
  return {
    record: {
      title,
      dir: 'ltr',
      url: 'https://www.example.org/a',
      format: 'html',
      words: text.length,
      minutes: 1,
      sources: {},
      alternatives: {},
      warnings: [],
      tags,
      tagRules: {},
      read: false,
      starred: false,
      progress: 0,
      marks: [],
      original: { main: 'page.html' },
      hashes: { source: '', text: title },
      provenance: [],
    },
    html: `<p>${text}</p>`,
    text,
    assets: [],
    files: [{ path, as: 'page.html' }],
  }
}
async function reopen(): Promise<void> {
  await store.close()
  store = await openStore(root(), { owner: 'test' })
}
const found = async (query: string): Promise<string[]> =>
  (await store.list({ query, sort: 'title-asc', offset: 0, limit: 50 })).rows.map(({ title }) => title)

test('what was added is found by its words in several scripts, also without an index', async () => {
  await store.add(await article('Café', 'Überraschung am Morgen'))
  await store.add(await article('漢字', '日本語の文章を検索する'))
  await store.add(await article('خبر', 'قالَ الرئيسُ اليوم'))
  for (const again of [false, true]) {
    if (again) {
      await store.close()
      await rm(join(root(), 'index.sqlite'))
      store = await openStore(root(), { owner: 'test' })
    }
    expect(await found('cafe')).toEqual(['Café'])
    expect(await found('uberra')).toEqual(['Café'])
    expect(await found('文章')).toEqual(['漢字'])
    expect(await found('الرئيس')).toEqual(['خبر'])
    expect(await found('-cafe')).toHaveLength(2)
  }
})

test('a tag finds those below it, and a retag is taken back after a restart', async () => {
  const { id } = await store.add(await article('One', 'word', ['politics/ukraine']))
  expect(await found('tag:politics')).toEqual(['One'])
  await store.change({ name: 'retag', articles: [{ id, after: { tags: ['other'] } }] })
  expect(await found('tag:politics')).toEqual([])
  await reopen()
  expect((await store.undo())?.undoes).toBeDefined()
  expect(await found('tag:politics')).toEqual(['One'])
  expect((await store.record(id)).tags).toEqual(['politics/ukraine'])
})

test('undoing an import moves what it added to the trash', async () => {
  const { id } = await store.add(await article('One', 'word'))
  await store.change({ name: 'import', moved: [{ id, to: 'articles' }] })
  await store.undo()
  expect(await found('')).toEqual([])
  expect(await found('is:trashed')).toEqual(['One'])
  expect(store.folder(id)).toContain('trash')
  expect((await store.places()).trash).toBe(1)
})

test('a change that was written down before a crash is completed at the next start', async () => {
  const { id } = await store.add(await article('One', 'word'))
  await store.close()
  const at = new Date().toISOString()
  const change = {
    id: 'c1',
    at,
    name: 'star',
    subject: '',
    moved: [],
    articles: [{ id, before: { starred: false }, after: { starred: true } }],
  }
  await writeFile(join(root(), 'history.ndjson'), `${JSON.stringify(change)}\n{"id":"cut`)
  store = await openStore(root(), { owner: 'test' })
  expect(await found('is:starred')).toEqual(['One'])
  expect((await store.record(id)).starred).toBe(true)
})

test('a second writer is refused, a reader is not', async () => {
  await store.add(await article('One', 'word'))
  await expect(openStore(root(), { owner: 'other' })).rejects.toMatchObject({ problem: { code: 'library.locked' } })
  const reader = await openStore(root(), { owner: 'other', readOnly: true })
  expect((await reader.list({ query: 'word', sort: 'relevance', offset: 0, limit: 5 })).total).toBe(1)
  await reader.close()
})

test('a record changed by another program is taken in', async () => {
  const { id } = await store.add(await article('One', 'word'))
  const path = join(store.folder(id), 'article.json')
  await writeFile(path, (await readFile(path, 'utf8')).replace('"One"', '"Changed"'))
  expect(await store.refresh()).toEqual([id])
  expect(await found('')).toEqual(['Changed'])
})

test('a changed original is found by verify', async () => {
  const { id } = await store.add(await article('One', 'word'))
  expect((await store.verify()).findings).toEqual([])
  await writeFile(join(store.folder(id), 'original/page.html'), 'x')
  expect((await store.verify()).findings).toMatchObject([{ id, problem: { code: 'format.damaged' } }])
})

test('a damaged index and a damaged record do not stop the rest', async () => {
  await store.add(await article('One', 'word'))
  const two = await store.add(await article('Two', 'word'))
  const broken = join(store.folder(two.id), 'article.json')
  await store.close()
  await writeFile(broken, '{')
  await writeFile(join(root(), 'index.sqlite'), 'no index')
  store = await openStore(root(), { owner: 'test' })
  expect(await found('word')).toEqual(['One'])
  expect((await store.rebuild()).findings).toMatchObject([{ id: two.id, problem: { code: 'record.damaged' } }])
})
