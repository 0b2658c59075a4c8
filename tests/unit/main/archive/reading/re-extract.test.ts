import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import type { Job } from '../../../../../shared/model/job.ts'
import type { Mark } from '../../../../../shared/model/mark.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const lighthouse = join(import.meta.dirname, '../../../../../scripts/fixture-site/pictures/lighthouse.png')
/** Long enough not to pass for a placeholder. */
const PICTURE = Buffer.concat([await readFile(lighthouse), Buffer.alloc(1000)])

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

const all = { query: '' }

async function read(archive: Archive, selection: Parameters<Archive['extract']>[0] = all): Promise<Job> {
  return archive.jobs.finished(archive.extract(selection).id)
}

/** Imports a page and makes its article what an older extractor might have made of it. */
async function oldArticle(name: string, change: (record: ArticleRecord) => Partial<ArticleRecord> = () => ({})) {
  const path = await place.put(`${name}.html`, article(name, `The ${name}`))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  const folder = archive.store.folder(id)
  const now = await archive.store.record(id)
  await archive.close()
  const { extracted: _, ...rest } = now
  const older = { ...rest, title: 'An old title', words: 3, hashes: { ...now.hashes, text: 'old' }, ...change(now) }
  await writeFile(join(folder, 'article.json'), JSON.stringify(older))
  const html = await readFile(join(folder, 'article.html'), 'utf8')
  await writeFile(join(folder, 'article.html'), '<p>Share this page</p>')
  return { id, folder, html, now }
}

const mark = (quote: string, more: Partial<Mark> = {}): Mark => ({
  ...{ id: quote, quote, before: '', after: '', start: 0, colour: 'leaf', note: '', made: new Date().toISOString() },
  ...more,
})

test('an article is read again from its original, found by its new words, and taken back whole', async () => {
  const { id, folder, html, now } = await oldArticle('flood')
  const archive = await place.open()
  await expect.poll(() => archive.older()).toEqual({ older: 1, all: 1 })
  const job = await read(archive)
  expect(job).toMatchObject({ state: 'done', done: 1, total: 1, counts: { updated: 1, failed: 0 } })
  expect(await archive.store.html(id)).toBe(html)
  const record = await archive.store.record(id)
  expect(record).toMatchObject({ title: 'flood', words: now.words, hashes: now.hashes, saved: now.saved })
  expect(record.extracted?.version).toBeGreaterThan(0)
  expect(await archive.older()).toEqual({ older: 0, all: 1 })
  expect(await archive.store.ids('"paper of that day"', 'saved-desc')).toEqual([id])

  expect(await archive.undo()).toMatchObject({ name: 'undo' })
  expect(await archive.store.html(id)).toBe('<p>Share this page</p>')
  expect(await archive.store.record(id)).toMatchObject({ title: 'An old title', words: 3, hashes: { text: 'old' } })
  expect((await archive.store.record(id)).extracted).toBeUndefined()
  expect(await archive.store.ids('share', 'saved-desc')).toEqual([id])
  expect(existsSync(join(folder, 'article.html.next'))).toBe(false)
})

test('what a person has set and done stays', async () => {
  const { id } = await oldArticle('harvest', () => ({
    title: 'My title',
    byline: 'Me',
    sources: { title: 'you', byline: 'you' },
  }))
  const archive = await place.open()
  const marks = [
    mark('stood in the paper of that day', { note: 'so' }),
    mark('words that no longer stand there at all'),
  ]
  for (const each of marks) await archive.saveMark(id, each)
  await archive.tag({ ids: [id] }, { add: ['kept'] })
  await archive.update({ ids: [id] }, { starred: true, read: true, progress: 0.4 })
  const job = await read(archive, { ids: [id] })
  const record = await archive.store.record(id)
  expect(record).toMatchObject({ title: 'My title', byline: 'Me', sources: { title: 'you', byline: 'you' } })
  expect(record).toMatchObject({ tags: ['kept'], starred: true, read: true, progress: 0.4 })
  expect(record.alternatives.title?.[0]?.value).toBe('harvest')
  const text = await archive.store.text(id)
  const [found, lost] = record.marks.toSorted((a, b) => b.start - a.start)
  expect(found).toMatchObject({ quote: marks[0]?.quote, note: 'so' })
  expect(text.slice(found?.start, (found?.start ?? 0) + (found?.quote.length ?? 0))).toBe(found?.quote)
  expect(lost).toEqual(marks[1])
  expect(archive.jobs.allItems(job.id)[0]?.reason).toMatchObject({ code: 'note' })
  await archive.edit(id, { title: null })
  expect((await archive.store.record(id)).title).toBe('harvest')
})

test('what was changed while pages were read, and since, is not overwritten by taking it back', async () => {
  const { id } = await oldArticle('comet')
  const archive = await place.open()
  await archive.tag({ ids: [id] }, { add: ['sky'] })
  await read(archive)
  const change = archive.store.history().at(-1)
  expect(change).toMatchObject({ name: 'extract', count: 1 })
  await archive.update({ ids: [id] }, { progress: 0.7 })
  await archive.undo(change?.id)
  expect(await archive.store.record(id)).toMatchObject({ title: 'An old title', tags: ['sky'], progress: 0.7 })
})

test('an article that comes out as it was is no change that could be taken back', async () => {
  const path = await place.put('calm.html', article('calm', 'The calm'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  const job = await read(archive)
  expect(job).toMatchObject({ state: 'done', counts: { updated: 0, failed: 0 } })
  expect(await readdir(archive.store.folder(id))).not.toContain('earlier')
  expect(await archive.undo()).toMatchObject({ name: 'undo', subject: 'calm.html' })
})

test('an original that cannot be read leaves its article as it is and is named', async () => {
  const { id, folder } = await oldArticle('storm')
  await rm(join(folder, 'original'), { recursive: true })
  const archive = await place.open()
  const job = await read(archive)
  expect(job).toMatchObject({ state: 'done', counts: { updated: 0, failed: 1 } })
  expect(archive.jobs.allItems(job.id)).toMatchObject([{ id, status: 'failed' }])
  expect(await archive.store.html(id)).toBe('<p>Share this page</p>')
})

test('pictures of both readings are there until the way back is gone', async () => {
  const data = `data:image/png;base64,${PICTURE.toString('base64')}`
  const page = article('shore', 'The shore').replace(
    '</p>',
    `</p><figure><img src="${data}" width="400" height="300" alt="A shore"></figure>`,
  )
  const path = await place.put('shore.html', page)
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  const folder = archive.store.folder(id)
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'article.html'), '<p><img src="assets/01.png" alt=""></p>')
  await writeFile(join(folder, 'assets/01.png'), 'another picture')
  await read(archive)
  const shown = /src="(assets\/[^"]+)"/.exec(await archive.store.html(id))?.[1]
  expect(shown).toMatch(/^assets\/01-[0-9a-f]{8}\.png$/)
  expect((await archive.file(id, shown ?? ''))?.bytes.length).toBe(PICTURE.length)
  await archive.undo()
  expect(await readFile(join(folder, 'assets/01.png'), 'utf8')).toBe('another picture')
})

test('cancelled, nothing is changed and nothing is left behind', async () => {
  const { id, folder } = await oldArticle('night')
  const archive = await place.open()
  const job = archive.extract(all)
  archive.jobs.cancel(job.id)
  expect(await archive.jobs.finished(job.id)).toMatchObject({ state: 'cancelled' })
  expect(await archive.store.html(id)).toBe('<p>Share this page</p>')
  expect(await readdir(folder)).not.toContain('earlier')
})

test('the library may be closed meanwhile: the rest is read when it is opened again', async () => {
  const { id } = await oldArticle('dawn')
  const archive = await place.open()
  const job = archive.extract(all)
  archive.jobs.pause(job.id)
  await expect(Promise.resolve().then(() => archive.extract(all))).rejects.toMatchObject({
    problem: { code: 'extract.running' },
  })
  await archive.close()
  const again = await place.open()
  expect(await again.jobs.finished(job.id)).toMatchObject({ state: 'done', counts: { updated: 1 } })
  expect((await again.store.record(id)).title).toBe('dawn')
})

test('a reading view that has gone is made anew, and of a saved file that has gone it is said', async () => {
  const archive = await place.open()
  const path = await place.put('flood.html', article('flood', 'The flood'))
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  const html = await archive.store.html(id)
  await rm(join(archive.store.folder(id), 'article.html'))
  expect(await read(archive)).toMatchObject({ state: 'done', counts: { updated: 1, failed: 0 } })
  expect(await archive.store.html(id)).toBe(html)

  await rm(join(archive.store.folder(id), 'original', 'flood.html'))
  const job = await read(archive)
  expect(archive.jobs.allItems(job.id)).toMatchObject([
    { status: 'failed', reason: { code: 'record.noOriginal', detail: { file: 'flood.html' } } },
  ])
  expect(await archive.store.html(id)).toBe(html)
})
