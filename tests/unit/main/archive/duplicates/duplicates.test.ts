import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

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

test('one is let out of a merge by putting it back from the trash: with what it had, and told apart from then on', async () => {
  const [group] = (await duplicates()).groups
  const keep = group?.keep ?? ''
  const other = group?.members.map(({ id }) => id).find((id) => id !== keep) ?? ''
  const made = {
    ...{ id: 'm', before: '', after: '', start: 0, colour: 'leaf', note: 'so' },
    made: '2026-01-01T00:00:00Z',
  }
  await archive.tag({ ids: [keep] }, { add: ['kept'] })
  await archive.tag({ ids: [other] }, { add: ['own'] })
  await archive.saveMark(other, { ...made, colour: 'leaf', quote: 'word81' })
  const before = await archive.store.record(other)
  await archive.mergeDuplicates([{ keep, others: [other] }])
  expect(await archive.restore({ ids: [other] })).toMatchObject({ name: 'restore', count: 1 })
  expect(await archive.store.record(other)).toMatchObject({ tags: ['own'], marks: before.marks, title: before.title })
  expect(await archive.store.record(keep)).toMatchObject({ tags: ['kept', 'own'], marks: [{ quote: 'word81' }] })
  expect(await titles()).toHaveLength(3)
  expect((await duplicates()).total).toBe(1)
  await archive.tellApart([keep, other])
  expect((await duplicates()).total).toBe(0)
})

test('a file that was merged away is known when it comes again, also when the trash was emptied and after a start', async () => {
  const [group] = (await duplicates()).groups
  const keep = group?.keep ?? ''
  const others = group?.members.map(({ id }) => id).filter((id) => id !== keep) ?? []
  await archive.mergeDuplicates([{ keep, others }])
  const met = { status: 'duplicate', id: keep, reason: { remark: 'merged' } }
  const again = async () => (await importAll(archive, [place.pages])).items
  // not brought back from the trash either
  expect(await again()).toContainEqual(expect.objectContaining({ ...met, reason: expect.objectContaining(met.reason) }))
  expect(await titles()).toHaveLength(2)
  await archive.purge({ ids: others })
  await archive.close()
  archive = await place.open()
  // under another name, and noted with the article
  const copy = await place.put('copy.html', await readFile(join(place.pages, 'b.html'), 'utf8'))
  const items = await again()
  expect(items.filter(({ status }) => status !== 'duplicate')).toEqual([])
  expect(items.filter(({ id }) => id === keep).length).toBeGreaterThanOrEqual(2)
  expect((await archive.store.record(keep)).provenance.map(({ path }) => path)).toContain(copy)
  expect(await titles()).toHaveLength(2)
  const rebuilt = archive.rebuild()
  await archive.jobs.finished(rebuilt.id)
  expect((await again()).filter(({ status }) => status !== 'duplicate')).toEqual([])
})

test('another file of an article that was merged away belongs to the kept one, also when the trash was emptied', async () => {
  const other = await place.put('other.html', article('Saved once more', `${words} tonight`, at('flood-again')))
  expect((await importAll(archive, [other])).items).toMatchObject([{ status: 'joined' }])
  const [keep = '', gone = ''] = await archive.store.ids('flood', 'title-asc')
  await archive.mergeDuplicates([{ keep, others: [gone] }])
  const again = async () => (await importAll(archive, [other])).items
  // nor is it brought back from the trash
  expect(await again()).toMatchObject([{ status: 'joined', id: keep }])
  await archive.purge({ ids: [gone] })
  await archive.close()
  archive = await place.open()
  expect(await again()).toMatchObject([{ status: 'joined', id: keep }])
  const rebuilt = archive.rebuild()
  await archive.jobs.finished(rebuilt.id)
  expect(await again()).toMatchObject([{ status: 'joined', id: keep }])
  expect(await titles()).toEqual(['Flood', 'Harvest'])
})

test.each([
  ['another saving of the kept one', `${words} <!-- saved twice -->`],
  ['the kept page saved anew', 'The flood, told anew'],
])('a file that was merged away stays known when its name is given to %s', async (_, body) => {
  const [keep = '', gone = ''] = await archive.store.ids('flood', 'title-asc')
  await archive.mergeDuplicates([{ keep, others: [gone] }])
  await archive.purge({ ids: [gone] })
  const merged = await readFile(join(place.pages, 'b.html'), 'utf8')
  // the file is the kept one's from now on
  await importAll(archive, [place.pages])
  const path = await place.put('b.html', article('Flood', body, at('flood')))
  const [item] = (await importAll(archive, [path])).items
  expect(['joined', 'updated']).toContain(item?.status)
  const copy = await place.put('copy.html', merged)
  expect((await importAll(archive, [copy])).items).toMatchObject([
    { status: 'duplicate', id: item?.id, reason: { remark: 'merged' } },
  ])
  // what is known already changes nothing
  const { provenance } = await archive.store.record(item?.id ?? '')
  await importAll(archive, [path, copy])
  expect((await archive.store.record(item?.id ?? '')).provenance).toEqual(provenance)
})

test('a merge that was taken back leaves nothing behind: both files are articles of their own', async () => {
  await archive.mergeDuplicates('suggested')
  await archive.undo()
  expect((await importAll(archive, [place.pages])).items.map(({ reason }) => reason)).toMatchObject(
    Array.from({ length: 3 }, () => ({ remark: 'same' })),
  )
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
