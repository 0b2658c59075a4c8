import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TextDecoder } from '@exodus/bytes/encoding.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

const TITLE = 'Маяк'
const WORDS = 'Смотритель зажёг лампу и записал в журнал ветер, волну и цвет неба. '.repeat(12)

/** Bytes of windows-1251; what it lacks is not in these texts. */
function cyrillic(text: string): Uint8Array {
  const all = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from(text, (letter) => all.indexOf(letter))
}

/** Declared as what it is not, or, without `declared`, too short for a guess. */
function page(declared?: string): Uint8Array {
  const meta = declared === undefined ? '' : `<meta charset="${declared}">`
  const text = declared === undefined ? TITLE : WORDS
  return cyrillic(
    `<html><head>${meta}<title>${TITLE}</title></head><body><article><p>${text}</p></article></body></html>`,
  )
}

test('an encoding chosen by hand is read at once, kept by later readings, undone and taken back', async () => {
  await writeFile(join(place.pages, 'page.html'), page('iso-8859-1'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [place.pages])).items
  const found = await archive.store.record(id)
  expect(found).toMatchObject({ charset: 'windows-1252', fileSources: { charset: 'meta' } })
  expect(found.title).not.toBe(TITLE)

  expect(await archive.chooseCharset(id, 'windows-1251')).toMatchObject({ name: 'edit', count: 1 })
  const chosen = { title: TITLE, charset: 'windows-1251', fileSources: { charset: 'you' } }
  expect(await archive.store.record(id)).toMatchObject(chosen)
  expect(await archive.store.text(id)).toContain(WORDS.trim())
  expect((await archive.store.list({ query: 'смотритель', sort: 'title-asc', offset: 0, limit: 9 })).total).toBe(1)
  const { src } = await archive.original(id)
  const shown = await archive.file(id, decodeURIComponent(new URL(src).pathname.slice(1)))
  expect(Buffer.from(shown?.bytes ?? []).toString('utf8')).toContain(WORDS.trim())

  await archive.jobs.finished(archive.extract({ ids: [id] }).id)
  expect(await archive.store.record(id)).toMatchObject(chosen)

  expect(await archive.chooseCharset(id, null)).toMatchObject({ name: 'edit' })
  expect(await archive.store.record(id)).toMatchObject({ title: found.title, charset: 'windows-1252' })
  await archive.undo()
  expect(await archive.store.record(id)).toMatchObject(chosen)
})

test('the file saved again with other words keeps the encoding, another page under its name does not', async () => {
  const path = join(place.pages, 'page.html')
  await writeFile(path, page('iso-8859-1'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  await archive.chooseCharset(id, 'windows-1251')
  await writeFile(path, Buffer.concat([page('iso-8859-1'), Buffer.from('<!-- saved again -->'), cyrillic(WORDS)]))
  const again = (await importAll(archive, [path])).items
  expect(again).toMatchObject([{ status: 'updated', title: TITLE }])
  const chosen = { title: TITLE, charset: 'windows-1251', fileSources: { charset: 'you' } }
  expect(await archive.store.record(again[0]?.id ?? '')).toMatchObject(chosen)

  await writeFile(
    path,
    `<title>Keeper</title><meta charset="utf-8"><article><p>${'The keeper’s café. '.repeat(20)}</p></article>`,
  )
  const other = (await importAll(archive, [path])).items
  expect(other).toMatchObject([{ status: 'added', title: 'Keeper' }])
  expect(await archive.store.text(other[0]?.id ?? '')).toContain('The keeper’s café.')
})

test('a wrong guess is corrected in one change, and undo brings the page as it was', async () => {
  await writeFile(join(place.pages, 'page.html'), page())
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [place.pages])).items
  const [before, html] = [await archive.store.record(id), await archive.store.html(id)]
  expect(before.fileSources?.charset).toBe('guess')
  expect(before.title).not.toBe(TITLE)
  await archive.chooseCharset(id, 'windows-1251')
  expect((await archive.store.record(id)).title).toBe(TITLE)
  await archive.undo()
  const { changed: _, extracted: __, ...rest } = await archive.store.record(id)
  expect(before).toMatchObject(rest)
  expect(await archive.store.html(id)).toBe(html)
  expect(await archive.chooseCharset(id, null)).toBeUndefined()
})
