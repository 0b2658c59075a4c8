import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../main/archive.ts'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
let archive: Archive
let ids: string[]
const all = { query: '' }

beforeEach(async () => {
  place = await makePlace()
  await place.put('a.html', article('Alpha', 'The flood', '<meta name="author" content="Ada Example">'))
  await place.put('b.html', article('Beta', 'The harvest'))
  await place.put('c.html', article('Gamma', 'The market'))
  archive = await place.open()
  await importAll(archive, [place.pages])
  ids = await archive.store.ids('', 'title-asc')
})
afterEach(() => place.clear())

const tagsOf = async (at: number): Promise<string[]> => (await archive.store.record(ids[at] ?? '')).tags
const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await archive.store.tags()).map(({ tag, count }) => [tag, count]))

test('a bulk change is one entry, and one undo takes it back', async () => {
  expect(await archive.update(all, { read: true })).toMatchObject({ name: 'read', count: 3 })
  expect((await archive.store.places()).unread).toBe(0)
  await archive.undo()
  expect((await archive.store.places()).unread).toBe(3)
})

test('an article that was read to its end meanwhile does not stand between a change and its undo', async () => {
  const change = await archive.tag(all, { add: ['kept'] })
  await archive.update({ ids: ids.slice(0, 1) }, { progress: 1, read: true })
  expect(await archive.undo(change?.id)).toMatchObject({ name: 'undo' })
  expect(await tagsOf(0)).toEqual([])
  expect(await archive.store.record(ids[0] ?? '')).toMatchObject({ read: true, progress: 1 })
})

test('what is so already is no change', async () => {
  await archive.update(all, { starred: true })
  expect(await archive.update(all, { starred: true })).toBeUndefined()
})

test('tags are put on and taken off, those that are there are not doubled', async () => {
  await archive.tag({ ids: ids.slice(0, 2) }, { add: ['x', 'y'] })
  expect(await archive.tag(all, { add: ['x'] })).toMatchObject({ count: 1 })
  await archive.tag(all, { remove: ['y'] })
  expect(await counts()).toMatchObject({ x: 3 })
  expect(await tagsOf(0)).toEqual(['x'])
})

test('a tag is put on and taken off as the library writes it already, step by step, whatever its case', async () => {
  await archive.tag({ ids: ids.slice(0, 1) }, { add: ['time', 'politics/ukraine'] })
  await archive.tag(all, { add: ['Time', 'Politics/Ukraine', 'POLITICS/New', 'politics/NEW'] })
  expect(await counts()).toMatchObject({ time: 3, 'politics/ukraine': 3, 'politics/New': 3 })
  expect(await tagsOf(1)).toEqual(['time', 'politics/ukraine', 'politics/New'])
  await archive.renameTag('time', 'Time')
  expect(await tagsOf(0)).toContain('Time')
  await archive.tag(all, { remove: ['TIME'] })
  expect((await Promise.all([0, 1, 2].map(tagsOf))).flat()).not.toContain('Time')
})

test('renaming a tag renames those below it, its colour, and the saved searches that name it', async () => {
  await archive.tag({ ids: ids.slice(0, 1) }, { add: ['a', 'ab'] })
  await archive.tag({ ids: ids.slice(1, 2) }, { add: ['a/deep'] })
  await archive.describeTag('a', { colour: 'leaf' })
  await archive.saveSearch({ name: 'S', query: 'tag:a -tag:"a/deep" tag:ab' })
  await archive.renameTag('a', 'new name')
  expect(await tagsOf(0)).toEqual(['new name', 'ab'])
  expect(await tagsOf(1)).toEqual(['new name/deep'])
  const { tags, savedSearches } = archive.store.library()
  expect(tags['new name']?.colour).toBe('leaf')
  expect(tags.a).toBeUndefined()
  expect(savedSearches[0]?.query).toBe('tag:"new name" -tag:"new name/deep" tag:ab')
  await archive.undo()
  expect(await tagsOf(1)).toEqual(['a/deep'])
  expect(archive.store.library().savedSearches[0]?.query).toBe('tag:a -tag:"a/deep" tag:ab')
})

test('saved searches stand in the order that was asked for, those that were not named behind them', async () => {
  for (const name of ['A', 'B', 'C', 'D']) await archive.saveSearch({ name, query: name })
  const order = () => archive.store.library().savedSearches.map(({ name }) => name)
  const idOf = (name: string) => archive.store.library().savedSearches.find((search) => search.name === name)?.id ?? ''
  expect(await archive.orderSearches([idOf('C'), 'gone', idOf('A')])).toMatchObject({ name: 'search.order' })
  expect(order()).toEqual(['C', 'A', 'B', 'D'])
  expect((await archive.store.places()).savedSearches.map(({ name }) => name)).toEqual(order())
  expect(await archive.orderSearches([idOf('C'), idOf('A')])).toBeUndefined()
  await archive.undo()
  expect(order()).toEqual(['A', 'B', 'C', 'D'])
})

test('what is kept as it is already is no change, and the last undo stays what it was', async () => {
  await archive.saveSearch({ id: 's', name: 'S', query: 'alpha' })
  const rule = { name: 'R', query: 'alpha', tags: ['x'], star: false, trash: false, on: true }
  const { id } = await archive.rules.save({ ...rule, id: '' })
  await archive.addWatched({ path: place.pages, tags: [], paused: true })
  await archive.tag(all, { add: ['last'] })
  const before = archive.store.history().length
  expect(await archive.saveSearch({ id: 's', name: 'S', query: 'alpha' })).toBeUndefined()
  expect(await archive.rules.save({ ...rule, id })).toEqual({ id })
  expect(await archive.addWatched({ path: place.pages, tags: [], paused: true })).toBeUndefined()
  expect(archive.store.history()).toHaveLength(before)
  expect(await archive.undo()).toMatchObject({ of: 'tag' })
})

test('merged tags are one, and an article that had both has it once', async () => {
  await archive.tag({ ids: ids.slice(0, 2) }, { add: ['one'] })
  await archive.tag({ ids: ids.slice(1, 3) }, { add: ['two'] })
  expect(await archive.mergeTags(['one', 'two'], 'both')).toMatchObject({ name: 'tag.merge', count: 3 })
  expect(await counts()).toEqual({ both: 3 })
  expect(await tagsOf(1)).toEqual(['both'])
})

test('of a tag and one below it that are merged, each becomes the goal itself, and what is deeper stays below', async () => {
  await archive.tag({ ids: ids.slice(0, 1) }, { add: ['a', 'a/b/c'] })
  await archive.tag({ ids: ids.slice(1, 2) }, { add: ['a/b'] })
  await archive.mergeTags(['a', 'a/b'], 'goal')
  expect(await tagsOf(0)).toEqual(['goal', 'goal/c'])
  expect(await tagsOf(1)).toEqual(['goal'])
})

test('a tag that is renamed to another in other letters becomes that one, with what is below it', async () => {
  await archive.tag({ ids: ids.slice(0, 1) }, { add: ['news', 'news/local'] })
  await archive.tag({ ids: ids.slice(1, 2) }, { add: ['foo', 'foo/Local'] })
  await archive.renameTag('foo', 'News')
  expect(await tagsOf(1)).toEqual(['news', 'news/local'])
  expect(await counts()).toEqual({ news: 2, 'news/local': 2 })
})

test('a tag with quotation marks in it is found, renamed and taken off', async () => {
  await archive.tag({ ids: ids.slice(0, 2) }, { add: ['Serie „Heimat“'] })
  await archive.renameTag('Serie „Heimat“', 'Serie „Fremde“')
  expect(await tagsOf(1)).toEqual(['Serie „Fremde“'])
  await archive.removeTags(['Serie „Fremde“'])
  expect(await tagsOf(1)).toEqual([])
})

test('a new name that is too long for what is below the tag is refused, wherever that stands', async () => {
  const deep = `top/${'x'.repeat(60)}`
  await archive.tag({ ids: ids.slice(0, 1) }, { add: ['top'] })
  await archive.addWatched({ path: place.pages, tags: [deep], paused: true })
  await expect(archive.renameTag('top', 'y'.repeat(80))).rejects.toMatchObject({ problem: { code: 'tag.invalid' } })
  expect(await tagsOf(0)).toEqual(['top'])
  expect(archive.store.library().watchedFolders).toMatchObject([{ tags: [deep] }])
})

test('removing a tag takes it and those below off', async () => {
  await archive.tag(all, { add: ['keep', 'go', 'go/deep'] })
  await archive.removeTags(['go'])
  expect(await counts()).toEqual({ keep: 3 })
})

test('a tag that is not there is said so', async () => {
  await expect(archive.renameTag('nothing', 'x')).rejects.toMatchObject({ problem: { code: 'tag.missing' } })
})

test('a tag that cannot be one is refused before anything is changed', async () => {
  await expect(async () => archive.tag(all, { add: ['good', 'a//b'] })).rejects.toMatchObject({
    problem: { code: 'tag.invalid' },
  })
  expect(await counts()).toEqual({})
})

test('a value set by hand has the source “you”; taking it back brings the found one', async () => {
  const id = ids[0] ?? ''
  const before = await archive.store.record(id)
  await archive.edit(id, { title: 'My title', byline: 'Somebody Else' })
  const edited = await archive.store.record(id)
  expect(edited).toMatchObject({ title: 'My title', byline: 'Somebody Else', sources: { title: 'you', byline: 'you' } })
  await archive.edit(id, { title: null, byline: null })
  const back = await archive.store.record(id)
  expect(back.title).toBe(before.title)
  expect(back.byline).toBe(before.byline)
  expect(back.sources.title).toBe(before.sources.title)
})

test('a value that cannot be is refused', async () => {
  await expect(archive.edit(ids[0] ?? '', { published: 'last week' })).rejects.toMatchObject({
    problem: { code: 'usage' },
  })
})

test('trash and restore; only what is in the trash can be deleted for good', async () => {
  await archive.trash({ ids: ids.slice(0, 2) })
  expect((await archive.store.places()).trash).toBe(2)
  await archive.restore({ ids: ids.slice(0, 1) })
  expect(await archive.purge({ ids })).toBe(1)
  expect(await archive.store.ids('', 'title-asc')).toEqual([ids[0], ids[2]])
})

test('a mark is saved, edited and removed', async () => {
  const id = ids[0] ?? ''
  const mark = {
    id: 'm1',
    quote: 'The flood',
    before: '',
    after: '',
    start: 0,
    colour: 'amber' as const,
    note: '',
    made: '2026-01-01T00:00:00Z',
  }
  await archive.saveMark(id, mark)
  await archive.saveMark(id, { ...mark, note: 'hm' })
  expect((await archive.store.record(id)).marks).toEqual([{ ...mark, note: 'hm' }])
  await archive.removeMark(id, 'm1')
  expect((await archive.store.record(id)).marks).toEqual([])
  expect(
    archive.store
      .history()
      .slice(-3)
      .map(({ name }) => name),
  ).toEqual(['mark.add', 'mark.edit', 'mark.remove'])
})

test('files of an article are served, and nothing outside its folder', async () => {
  const id = ids[0] ?? ''
  const html = await archive.file(id, 'article.html')
  expect(html?.type).toMatch(/^text\/html/)
  expect(new TextDecoder().decode(html?.bytes)).toContain('The flood')
  expect(await archive.file(id, 'original/a.html')).toBeDefined()
  await writeFile(join(place.library, 'secret.html'), 'secret')
  await symlink(join(place.library, 'secret.html'), join(archive.store.folder(id), 'original', 'link.html'))
  for (const path of [
    'article.json',
    '../x',
    'original/../article.json',
    '/etc/passwd',
    'original/link.html',
    'assets/none.png',
  ]) {
    expect(await archive.file(id, path), path).toBeUndefined()
  }
})

test('the original is made ready and served under the name that it was given', async () => {
  const id = ids[0] ?? ''
  const { src } = await archive.original(id)
  const page = await archive.file(id, src.replace(/^keepleaf-page:\/\/[^/]+\//, ''))
  expect(new TextDecoder().decode(page?.bytes)).toContain('Alpha')
})

test('an export names what it wrote', async () => {
  const out = join(place.pages, '..', 'out')
  const job = archive.export(all, { format: 'markdown', out, marks: true, images: true })
  expect(await archive.jobs.finished(job.id)).toMatchObject({ state: 'done', counts: { added: 3, failed: 0 } })
})

test('verify finds a file that was changed', async () => {
  const clean = archive.verify()
  expect((await archive.jobs.finished(clean.id)).counts.failed).toBe(0)
  await writeFile(join(archive.store.folder(ids[0] ?? ''), 'original', 'a.html'), 'other')
  const job = archive.verify()
  expect((await archive.jobs.finished(job.id)).counts.failed).toBe(1)
})

test('what is asked for at once happens in that order, and nothing is lost', async () => {
  await archive.update(all, { read: true })
  const star = archive.update(all, { starred: true })
  // the undo comes before the star is written, and must still mean the star
  await Promise.all([star, archive.undo()])
  expect(await archive.store.places()).toMatchObject({ starred: 0, unread: 0 })
  await Promise.all([archive.tag(all, { add: ['one'] }), archive.tag(all, { add: ['two'] })])
  expect(await tagsOf(0)).toEqual(['one', 'two'])
})

test('the place of marks counts marks, not articles', async () => {
  const [id = ''] = ids
  const mark = { before: '', after: '', start: 0, colour: 'amber', note: '', made: new Date().toISOString() } as const
  await archive.saveMark(id, { ...mark, id: 'm1', quote: 'The flood' })
  await archive.saveMark(id, { ...mark, id: 'm2', quote: 'the paper' })
  expect((await archive.store.places()).marks).toBe(2)
})
