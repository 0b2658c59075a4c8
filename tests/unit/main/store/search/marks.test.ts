import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mark } from '../../../../../shared/model/mark.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

const mark = (quote: string, day: number, more: Partial<Mark> = {}): Mark => ({
  ...{ id: quote, quote, note: '', before: '', after: '', start: 0, colour: 'amber', ...more },
  made: new Date(Date.UTC(2024, 0, day)).toISOString(),
})
const quotes = async (query: string, colours: Mark['colour'][] = []): Promise<string[]> =>
  (await library.store.marks({ query, colours, offset: 0, limit: 10 })).marks.map(({ mark }) => mark.quote)

test('newest first, of what is not in the trash', async () => {
  const one = await library.add('One', 'word', { marks: [mark('first', 1), mark('third', 3)] })
  await library.add('Two', 'word', { marks: [mark('second', 2)] })
  expect(await quotes('')).toEqual(['third', 'second', 'first'])
  await library.store.change({ name: 'trash', moved: [{ id: one.id, to: 'trash' }] })
  expect(await quotes('')).toEqual(['second'])
  expect(await quotes('is:trashed')).toEqual(['third', 'first'])
})

test('a part of them, with how many there are', async () => {
  await library.add('One', 'word', { marks: [1, 2, 3].map((day) => mark(`mark ${String(day)}`, day)) })
  const part = await library.store.marks({ query: '', colours: [], offset: 1, limit: 1 })
  expect(part.marks.map(({ mark }) => mark.quote)).toEqual(['mark 2'])
  expect(part.total).toBe(3)
})

test('words are looked for in the quote, the note and the title, not in the rest of the article', async () => {
  const marks = [mark('the lighthouses', 1), mark('a quay', 2, { note: 'as with lanterns' })]
  await library.add('How a harbour is dredged', 'lighthouse lantern mud', { marks, lang: 'en' })
  expect(await quotes('lighthouse')).toEqual(['the lighthouses'])
  expect(await quotes('lant')).toEqual(['a quay'])
  expect(await quotes('dredged')).toEqual(['a quay', 'the lighthouses'])
  expect(await quotes('mud')).toEqual([])
  expect(await library.titles('lantern')).toHaveLength(1)
})

test('every word has to be there; or, - and "phrases" mean what they mean in a search', async () => {
  await library.add('Page', 'word', { marks: [mark('salt and water', 1), mark('salt and bread', 2)] })
  expect(await quotes('salt water')).toEqual(['salt and water'])
  expect(await quotes('water or bread')).toEqual(['salt and bread', 'salt and water'])
  expect(await quotes('salt -water')).toEqual(['salt and bread'])
  expect(await quotes('"and bread"')).toEqual(['salt and bread'])
  expect(await quotes('"salt bread"')).toEqual([])
})

test('fields are asked of the article, beside words of the mark', async () => {
  await library.add('One', 'word', { marks: [mark('salt here', 1)], tags: ['sea'] })
  await library.add('Two', 'word', { marks: [mark('salt there', 2)] })
  expect(await quotes('tag:sea')).toEqual(['salt here'])
  expect(await quotes('salt -tag:sea')).toEqual(['salt there'])
  expect(await quotes('there tag:sea')).toEqual([])
})

test('colours, also far down the list', async () => {
  const amber = Array.from({ length: 30 }, (_, at) => mark(`amber ${String(at)}`, 10))
  await library.add('Page', 'word', { marks: [...amber, mark('old', 1, { colour: 'sky' })] })
  expect(await quotes('', ['sky'])).toEqual(['old'])
  expect(await quotes('', ['sky', 'rose'])).toEqual(['old'])
  expect(await quotes('old', ['amber'])).toEqual([])
})

test('a new mark is there at once', async () => {
  const { id } = await library.add('Page', 'word', { marks: [mark('first', 1)] })
  expect(await quotes('')).toEqual(['first'])
  const marks = [mark('first', 1), mark('second', 2)]
  await library.store.change({ name: 'mark.add', articles: [{ id, after: { marks } }] })
  expect(await quotes('')).toEqual(['second', 'first'])
})
