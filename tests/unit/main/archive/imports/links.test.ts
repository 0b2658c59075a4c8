import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const ADDRESS = 'https://paper.example/flood'
const shortcut = (url: string): string => `[InternetShortcut]\r\nURL=${url}\r\n`
const page = article('The flood', 'The flood', `<link rel="canonical" href="${ADDRESS}">`)

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

test('a link to a page that the library has goes to that article', async () => {
  await place.put('flood.html', page)
  const archive = await place.open()
  const first = await importAll(archive, [place.pages])
  const link = await place.put('Flood.url', shortcut(`${ADDRESS}?utm_source=mail`))
  const { lines, items } = await importAll(archive, [link], { tags: ['rivers'] })
  expect(lines).toEqual(['joined Flood.url'])
  expect(items[0]?.id).toBe(first.items[0]?.id)
  expect(await archive.store.record(items[0]?.id ?? '')).toMatchObject({ format: 'html', tags: ['rivers'] })
})

test('the page of a kept link takes its place, with tags, state and marks; taking that back brings the link back', async () => {
  const link = await place.put('Flood.url', shortcut(ADDRESS))
  const archive = await place.open()
  const kept = (await importAll(archive, [link], { tags: ['rivers'] })).items[0]?.id ?? ''
  await archive.update({ ids: [kept] }, { starred: true })
  const file = await place.put('flood.html', page)
  const { lines, items } = await importAll(archive, [file])
  expect(lines).toEqual(['updated flood.html'])
  const [found] = items
  expect(found?.reason).toMatchObject({ remark: 'pageFound' })
  expect(await archive.store.ids('', 'added-asc')).toEqual([found?.id])
  expect(await archive.store.record(found?.id ?? '')).toMatchObject({ format: 'html', tags: ['rivers'], starred: true })
  await archive.undo()
  expect(await archive.store.ids('', 'added-asc')).toEqual([kept])
})

test('links and their pages that come in one import are one article each, and go together when it is taken back', async () => {
  await place.put('a.url', shortcut(ADDRESS))
  await place.put('b flood.html', page)
  await place.put('c.url', shortcut(ADDRESS))
  const archive = await place.open({ workers: 2 })
  await importAll(archive, [place.pages], { tags: ['rivers'] })
  const ids = await archive.store.ids('', 'added-asc')
  expect(ids).toHaveLength(1)
  expect(await archive.store.record(ids[0] ?? '')).toMatchObject({ format: 'html', tags: ['rivers'] })
  await archive.undo()
  expect(await archive.store.ids('', 'added-asc')).toEqual([])
})

test('a page at another address leaves a link alone', async () => {
  await place.put('a.url', shortcut('https://paper.example/harvest'))
  await place.put('flood.html', page)
  const archive = await place.open()
  expect((await importAll(archive, [place.pages])).lines).toEqual(['added a.url', 'added flood.html'])
})
