import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const ADDRESS = '<link rel="canonical" href="https://paper.example/flood">'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

async function records(archive: Archive, query = ''): Promise<ArticleRecord[]> {
  const ids = await archive.store.ids(query, 'added-asc')
  return Promise.all(ids.map((id) => archive.store.record(id)))
}

test('a page saved again under its name takes the place of its article, with tags, marks, state and hand-set values', async () => {
  const path = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path], { tags: ['a'] })).items
  await archive.update({ ids: [id] }, { starred: true, read: true })
  await archive.edit(id, { byline: 'By hand' })
  const mark = { id: 'm', quote: 'the paper of that day', before: '', after: '', start: 9, note: 'so' }
  await archive.saveMark(id, { ...mark, colour: 'leaf', made: new Date().toISOString() })

  await place.put('page.html', article('Flood', 'The second flood', ADDRESS))
  const { items } = await importAll(archive, [path], { tags: ['b'] })
  expect(items).toMatchObject([{ status: 'updated', title: 'Flood', reason: { code: 'note' } }])
  const [now, ...others] = await records(archive)
  expect(others).toEqual([])
  expect(now).toMatchObject({ id: items[0]?.id, tags: ['a', 'b'], starred: true, read: true, byline: 'By hand' })
  expect(now?.sources.byline).toBe('you')
  expect(now?.marks).toMatchObject([mark])
  expect(now?.provenance).toMatchObject([{ path, how: 'updated' }])
  expect(await archive.store.text(now?.id ?? '')).toContain('The second flood')
})

test('the former state is whole in the trash, and taking the import back brings it back', async () => {
  const path = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  await place.put('page.html', article('Flood', 'The second flood', ADDRESS))
  await importAll(archive, [path])
  expect((await records(archive, 'is:trashed')).map((record) => record.id)).toEqual([id])
  expect(await archive.store.text(id)).toContain('The flood')
  await archive.undo()
  expect((await records(archive)).map((record) => record.id)).toEqual([id])
  expect((await archive.store.places()).trash).toBe(1)
})

test('after an import that was taken back the page saved anew takes the place of what came back', async () => {
  const path = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  await place.put('page.html', article('Flood', 'The second flood', ADDRESS))
  await importAll(archive, [path])
  await archive.undo()
  await archive.tag({ ids: [id] }, { add: ['kept'] })
  await place.put('page.html', article('Flood', 'The third flood', ADDRESS))
  expect((await importAll(archive, [path])).lines).toEqual(['updated page.html'])
  expect(await records(archive)).toMatchObject([{ tags: ['kept'], provenance: [{ path }] }])
})

test('it is updated again and again, also after the library was closed', async () => {
  const path = await place.put('page.html', article('Untold', 'The flood'))
  const first = await place.open()
  await importAll(first, [path])
  await first.close()
  for (const words of ['The second flood', 'The third flood']) {
    await place.put('page.html', article('Untold', words))
    const archive = await place.open()
    expect((await importAll(archive, [path])).lines).toEqual(['updated page.html'])
    const [now, ...others] = await records(archive)
    expect(others).toEqual([])
    expect(await archive.store.text(now?.id ?? '')).toContain(words)
    await archive.close()
  }
})

test('another page under the same name is another article', async () => {
  const path = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open()
  await importAll(archive, [path])
  await place.put('page.html', article('Harvest', 'The harvest', ADDRESS.replace('flood', 'harvest')))
  expect((await importAll(archive, [path])).lines).toEqual(['added page.html'])
  expect(await records(archive)).toHaveLength(2)
})

test('another capture of the same address elsewhere is an article of its own', async () => {
  await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  await place.put('later.html', article('Flood', 'The second flood', ADDRESS))
  const archive = await place.open()
  expect((await importAll(archive, [place.pages])).lines).toEqual(['added later.html', 'added page.html'])
})

test('a watched file that is overwritten updates its article', async () => {
  const settleMs = 200
  await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open({ settleMs })
  const seen: string[] = []
  const folders = [{ path: place.pages, tags: [], paused: false }]
  await archive.watch({ folders, onItem: ({ status }) => void seen.push(status) })
  await wait(settleMs)
  await place.put('page.html', article('Flood', 'The second flood', ADDRESS))
  const texts = async (): Promise<string[]> =>
    Promise.all((await records(archive)).map(async ({ id }) => (await archive.store.text(id)).slice(0, 200)))
  await expect.poll(texts, { timeout: 30_000 }).toEqual([expect.stringContaining('The second flood')])
  expect(seen).toEqual(['added', 'updated'])
  expect((await records(archive))[0]?.provenance.map(({ path }) => path)).toEqual([join(place.pages, 'page.html')])
})
