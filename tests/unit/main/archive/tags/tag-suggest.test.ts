import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

let place: Place
let archive: Archive
let ids: Map<string, string>

beforeEach(async () => {
  place = await makePlace()
  archive = await place.open()
  const at = (host: string, name: string) => `<link rel="canonical" href="https://${host}/${name}">`
  const words: Record<string, [host: string, words: string]> = {
    Gauge: ['sea.example', 'The tide gauge and its mareograph'],
    Ebb: ['sea.example', 'The ebb on the mareograph and the gauge'],
    Quay: ['sea.example', 'The quay and its bollards'],
    Bread: ['food.example', 'The rye and its leaven'],
    Crust: ['food.example', 'The crust of the leaven'],
    Reading: ['other.example', 'The mareograph beside the gauge'],
    'Salt harbours': ['other.example', 'The harbours of salt'],
    Pier: ['sea.example', 'The pier without lamps'],
  }
  const paths: string[] = []
  for (const [name, [host, text]] of Object.entries(words)) {
    paths.push(await place.put(`${name}.html`, article(name, text, at(host, encodeURIComponent(name)))))
  }
  const { items } = await importAll(archive, paths)
  ids = new Map(items.map(({ title = '', id = '' }) => [title, id]))
})
afterEach(() => place.clear())

const tag = (names: string[], ...add: string[]) =>
  archive.tag({ ids: names.map((name) => ids.get(name) ?? '') }, { add })
const suggested = (name: string) => archive.store.suggestTags(ids.get(name) ?? '')

test('articles that share rare words say how this one is tagged', async () => {
  await tag(['Gauge', 'Ebb'], 'archives/tides')
  await tag(['Bread', 'Crust'], 'food')
  const [first, ...others] = await suggested('Reading')
  expect(first).toMatchObject({ tag: 'archives/tides', why: 'similar' })
  expect(others.map((each) => each.tag)).not.toContain('food')
})

test('a tag that stands in the article is offered', async () => {
  await tag(['Bread'], 'salt')
  expect(await suggested('Salt harbours')).toContainEqual(expect.objectContaining({ tag: 'salt', why: 'words' }))
})

test('so is what most of its site has, and nothing that it has already', async () => {
  await tag(['Gauge', 'Ebb', 'Quay'], 'sea')
  expect(await suggested('Pier')).toContainEqual(expect.objectContaining({ tag: 'sea', why: 'site' }))
  await tag(['Pier'], 'sea')
  expect((await suggested('Pier')).map((each) => each.tag)).not.toContain('sea')
})

test('nothing is known of an article that is not there', async () => {
  expect(await archive.store.suggestTags('nothing')).toEqual([])
})

test('a tag is split by searches, as one change', async () => {
  await tag(['Gauge', 'Ebb', 'Bread'], 'mixed')
  const parts = [
    { tag: 'mixed/sea', query: 'gauge' },
    { tag: 'bakery', query: 'leaven' },
  ]
  expect(await archive.splitTag('mixed', parts)).toMatchObject({ name: 'tag.split', count: 3 })
  const tags = async () => Object.fromEntries((await archive.store.tags()).map(({ tag: name, count }) => [name, count]))
  expect(await tags()).toEqual({ bakery: 1, mixed: 0, 'mixed/sea': 2 })
  await archive.undo()
  expect(await tags()).toEqual({ mixed: 3 })
  await archive.splitTag('mixed', parts.slice(0, 1), true)
  expect(await tags()).toEqual({ mixed: 3, 'mixed/sea': 2 })
})
