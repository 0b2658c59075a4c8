import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

const offered = async (query: string): Promise<[string, number | undefined][]> =>
  (await library.store.complete(query, query.length)).map(({ insert, count }) => [insert, count])

test('tags are offered by their beginning and by that of a step, the most used first, each once however it is written', async () => {
  await library.add('One', 'sea', { tags: ['Water/deep'] })
  await library.add('Two', 'sea', { tags: ['water', 'weather'] })
  await library.add('Three', 'sea', { tags: ['sea/water'] })
  await library.add('Four', 'sea', { tags: ['land'] })
  const gone = await library.add('Five', 'sea', { tags: ['water'] })
  await library.store.change({ name: 'trash', moved: [{ id: gone.id, to: 'trash' }] })

  expect(await offered('wa')).toEqual([
    ['tag:Water', 2],
    ['tag:sea/water', 1],
    ['tag:Water/deep', 1],
  ])
  expect(await offered('tag:WEA')).toEqual([['tag:weather', 1]])
  expect(await offered('tag:xyz')).toEqual([])
})

test('sites are offered with what they hold now', async () => {
  await library.add('One', 'sea', { url: 'https://harbour.example/a' })
  await library.add('Two', 'sea', { url: 'https://harbour.example/b' })
  await library.add('Three', 'sea', { url: 'https://hill.example/' })
  expect(await offered('site:h')).toEqual([
    ['site:harbour.example', 2],
    ['site:hill.example', 1],
  ])
  await library.add('Four', 'sea', { url: 'https://hill.example/b' })
  await library.add('Five', 'sea', { url: 'https://hill.example/c' })
  expect(await offered('site:h')).toEqual([
    ['site:hill.example', 3],
    ['site:harbour.example', 2],
  ])
})

test('authors are offered by the beginning of each of their names, with what there is by them now', async () => {
  await library.add('One', 'sea', { byline: 'Ødegård Smith' })
  await library.add('Two', 'sea', { byline: 'Smilla Ode' })
  const gone = await library.add('Three', 'sea', { byline: 'Smilla Ode' })
  expect(await offered('author:smi')).toEqual([
    ['author:"Smilla Ode"', 2],
    ['author:"Ødegård Smith"', 1],
  ])
  expect(await offered('author:øde')).toEqual([['author:"Ødegård Smith"', 1]])
  expect(await offered('author:mil')).toEqual([])
  await library.store.change({ name: 'trash', moved: [{ id: gone.id, to: 'trash' }] })
  expect(await offered('author:"Smilla')).toEqual([['author:"Smilla Ode"', 1]])
})

test('languages and formats are offered, the most frequent first', async () => {
  await library.add('One', 'sea', { lang: 'de' })
  await library.add('Two', 'sea', { lang: 'en', format: 'pdf' })
  await library.add('Three', 'sea', { lang: 'en', format: 'pdf' })
  expect(await offered('lang:')).toEqual([
    ['lang:en', 2],
    ['lang:de', 1],
  ])
  expect(await offered('format:p')).toEqual([['format:pdf', 2]])
})
