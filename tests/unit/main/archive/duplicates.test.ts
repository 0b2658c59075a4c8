import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../main/archive.ts'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const at = (path: string): string => `<link rel="canonical" href="https://paper.example/${path}">`
const words = Array.from({ length: 60 }, (_, number) => `word${String(number * number)}`).join(' ')

let place: Place
let archive: Archive
beforeEach(async () => {
  place = await makePlace()
  await place.put('a.html', article('Flood', words, at('flood')))
  await place.put('b.html', article('Flood again', `${words} tonight`, at('flood-again')))
  await place.put('c.html', article('Harvest', 'The harvest'))
  archive = await place.open()
  await importAll(archive, [place.pages])
})
afterEach(() => place.clear())

const duplicates = () => archive.store.relations.duplicates(0, 50)
const titles = async (query = ''): Promise<string[]> =>
  (await archive.store.list({ query, sort: 'title-asc', offset: 0, limit: 50 })).rows.map(({ title }) => title)

test('all suggested groups are merged in one change, and one undo brings everything back', async () => {
  const [group] = (await duplicates()).groups
  const [one = '', other = ''] = group?.members.map(({ id }) => id) ?? []
  await archive.tag({ ids: [one] }, { add: ['x'] })
  await archive.tag({ ids: [other] }, { add: ['y'] })
  const change = await archive.mergeDuplicates('suggested')
  expect(change).toMatchObject({ name: 'merge', count: 2 })
  expect(await titles()).toHaveLength(2)
  expect((await archive.store.record(group?.keep ?? '')).tags.sort()).toEqual(['x', 'y'])
  expect((await duplicates()).total).toBe(0)
  await archive.undo()
  expect(await titles()).toHaveLength(3)
  expect((await archive.store.record(one)).tags).toEqual(['x'])
  expect((await duplicates()).total).toBe(1)
})

test('told apart is remembered after the library was closed, and can be taken back', async () => {
  const [group] = (await duplicates()).groups
  await archive.tellApart(group?.members.map(({ id }) => id) ?? [])
  expect((await duplicates()).total).toBe(0)
  await archive.close()
  archive = await place.open()
  expect((await duplicates()).total).toBe(0)
  await archive.undo()
  expect((await duplicates()).total).toBe(1)
})

test('others at the same address stay with the kept one as versions', async () => {
  const [kept = '', other = ''] = await archive.store.ids('flood', 'title-asc')
  await archive.edit(other, { url: 'https://www.paper.example/flood/' })
  await archive.mergeDuplicates([{ keep: kept, others: [other] }])
  await archive.purge({ ids: [other] })
  const versions = await archive.store.relations.versions(kept)
  expect(versions.map(({ id, place }) => [id, place]).sort()).toEqual([
    [kept, 'here'],
    [other, 'kept'],
  ])
  expect(await archive.store.relations.versionText(kept, other)).toContain('tonight')
})

test('a page saved anew keeps its former state as a version', async () => {
  const path = await place.put('c.html', article('Harvest', 'The second harvest'))
  const { items } = await importAll(archive, [path])
  const id = items[0]?.id ?? ''
  expect(items).toMatchObject([{ status: 'updated' }])
  const versions = await archive.store.relations.versions(id)
  expect(versions.map(({ place }) => place).sort()).toEqual(['here', 'kept'])
  const former = versions.find(({ place }) => place === 'kept')?.id ?? ''
  expect(await archive.store.relations.versionText(id, former)).toContain('The harvest')
})
