import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mark } from '../../../../shared/model/mark.ts'
import { makeLibrary, type TestLibrary } from './library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

const mark = (id: string, quote: string, note: string, day: number): Mark => ({
  ...{ id, quote, note, before: '', after: '', start: 0, colour: 'amber' },
  made: new Date(Date.UTC(2024, 0, day)).toISOString(),
})

test('Thai and Korean are found by words inside a run of letters, with endings, and by one letter', async () => {
  await library.add('ไทย', 'ร้านหนังสือเล็กริมแม่น้ำเปิดตอนเย็น')
  await library.add('한국어', '작은 도서관에서 오래된 편지를 읽었다')
  expect(await library.titles('หนังสือ')).toEqual(['ไทย'])
  expect(await library.titles('แม่น้ำ')).toEqual(['ไทย'])
  expect(await library.titles('도서관')).toEqual(['한국어'])
  expect(await library.titles('편지')).toEqual(['한국어'])
  expect(await library.titles('"오래된 편지"')).toEqual(['한국어'])
  expect(await library.titles('관')).toEqual(['한국어'])
  expect(await library.titles('หนังหู')).toEqual([])
})

test('a hit in the title comes before hits in the text, and both before what only mentions it in passing', async () => {
  await library.add('Other', `harbour ${'filler '.repeat(400)}`)
  await library.add('Harbour', 'something else')
  await library.add('More', 'harbour harbour harbour')
  const { rows } = await library.store.list({ query: 'harbour', sort: 'relevance', offset: 0, limit: 9 })
  expect(rows.map(({ title }) => title)).toEqual(['Harbour', 'More', 'Other'])
  expect(rows[0]?.titleHits?.ranges).toEqual([[0, 7]])
  expect(rows[1]?.snippet?.ranges[0]).toEqual([0, 7])
})

test('marks: newest first, only of what the query finds, notes can be searched', async () => {
  const one = await library.add('One', 'word', {
    marks: [mark('a', 'first', '', 1), mark('b', 'second', 'lantern', 3)],
  })
  await library.add('Two', 'word', { marks: [mark('c', 'third', '', 2)], url: 'https://two.example/' })
  const marks = async (query: string): Promise<string[]> =>
    (await library.store.marks(query, 0, 10)).marks.map(({ mark: { quote } }) => quote)
  expect(await marks('')).toEqual(['second', 'third', 'first'])
  expect(await marks('site:two.example')).toEqual(['third'])
  expect((await library.store.marks('', 1, 1)).marks).toMatchObject([{ mark: { quote: 'third' } }])
  expect((await library.store.marks('', 1, 1)).total).toBe(3)
  expect(await library.titles('lantern')).toEqual(['One'])
  await library.store.change({ name: 'trash', moved: [{ id: one.id, to: 'trash' }] })
  expect(await marks('')).toEqual(['third'])
})

test('completion: fields, and values of a field with how many articles have them', async () => {
  await library.add('One', 'word', { tags: ['politics/ukraine'] })
  await library.add('Two', 'word', { tags: ['politics', 'poetry or prose'] })
  const offered = async (query: string): Promise<[string, number | undefined][]> =>
    (await library.store.complete(query, query.length)).map(({ insert, count }) => [insert, count])
  expect(await offered('ta')).toEqual([['tag:', undefined]])
  expect(await offered('war tag:pol')).toEqual([
    ['tag:politics', 2],
    ['tag:politics/ukraine', 1],
  ])
  expect(await offered('tag:poe')).toEqual([['tag:"poetry or prose"', 1]])
  expect(await offered('is:un')).toEqual([['is:unread', undefined]])
  expect(await offered('site:exa')).toEqual([['site:example.org', 2]])
  expect(await offered('site:www')).toEqual([])
})

test('tags of a selection and of the library are counted without the trash', async () => {
  const one = await library.add('One', 'word', { tags: ['a/b', 'c'] })
  const two = await library.add('Two', 'word', { tags: ['c'] })
  expect((await library.store.tagsOf({ ids: [one.id, two.id] })).tags).toEqual({ 'a/b': 1, c: 2 })
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  const tags = (await library.store.tags()).map(({ tag, count, total }) => [tag, count, total])
  expect(tags).toEqual([
    ['a', 0, 1],
    ['a/b', 1, 1],
    ['c', 1, 1],
  ])
  expect((await library.store.places()).all).toBe(1)
})
