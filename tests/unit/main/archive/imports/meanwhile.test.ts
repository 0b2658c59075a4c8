import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ImportItem } from '../../../../../shared/model/job.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/* What a person does while an import runs, and has done before: it stands when the import ends. */

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

test('an article that is put into the trash while its import runs stays there', async () => {
  for (const name of ['one', 'two', 'three']) await place.put(`${name}.html`, article(name, `The ${name}`))
  const archive = await place.open()
  let trashed: { id: string; done: Promise<unknown> } | undefined
  const onItem = ({ id = '' }: ImportItem): void => {
    trashed ??= { id, done: archive.trash({ ids: [id] }) }
  }
  const job = archive.import({ paths: [place.pages], onItem })
  await archive.jobs.finished(job.id)
  await trashed?.done
  expect((await archive.store.record(trashed?.id ?? '')).trashed).toBeDefined()
  expect((await archive.store.places()).all).toBe(2)
})

test('a tag that is renamed while an import gives it has its new name on every article', async () => {
  for (const name of ['one', 'two', 'three', 'four']) await place.put(`${name}.html`, article(name, `The ${name}`))
  const archive = await place.open()
  let renamed: Promise<unknown> | undefined
  const onItem = (): void => {
    renamed ??= archive.renameTag('inbox', 'later')
  }
  const job = archive.import({ paths: [place.pages], tags: ['inbox', 'kept'], onItem })
  await archive.jobs.finished(job.id)
  await renamed
  const tags = (await archive.store.tags()).map(({ tag, count }) => [tag, count])
  expect(Object.fromEntries(tags)).toEqual({ later: 4, kept: 4 })
})

test('a tag that is renamed during an import has its new name also when that goes on another day', async () => {
  for (let at = 0; at < 12; at++)
    await place.put(`${String(at)}.html`, article(`No. ${String(at)}`, `The ${String(at)}`))
  const first = await place.open()
  let job = ''
  const paused = new Promise<void>((resolve) => {
    const onItem = (): void => {
      first.jobs.pause(job)
      resolve()
    }
    job = first.import({ paths: [place.pages], tags: ['inbox', 'old/box', 'wrong', 'kept'], onItem }).id
  })
  await paused
  // articles have the tags when they are renamed; what is still to come has not
  await expect.poll(async () => (await first.store.tags()).length).toBeGreaterThan(0)
  await first.renameTag('inbox', 'later')
  await first.close()
  // not the program that goes on with the import
  const second = await place.open({ resume: false })
  await second.mergeTags(['old/box'], 'new')
  await second.removeTags(['wrong'])
  await second.undo()
  await second.redo()
  await second.renameTag('kept', 'lost')
  await second.undo()
  await second.close()
  const third = await place.open()
  const ended = await third.jobs.finished(job)
  expect(ended).toMatchObject({ state: 'done', counts: { added: 12 } })
  const tags = (await third.store.tags()).map(({ tag, count }) => [tag, count])
  expect(Object.fromEntries(tags)).toEqual({ later: 12, new: 12, kept: 12 })
  await third.close()
  await (await place.open()).close()
  expect(await readdir(place.library)).not.toContain('renamed.ndjson')
})

test('an article that is deleted for good while an import has met it is left out, and the import ends', async () => {
  const path = await place.put('one.html', article('one', 'The one'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  await archive.trash({ ids: [id] })
  await place.put('again/one.html', article('one', 'The one'))
  await place.put('again/two.html', article('two', 'The two'))
  let gone: Promise<unknown> | undefined
  const onItem = (item: ImportItem): void => {
    if (item.id === id) gone ??= archive.purge({ ids: [id] })
  }
  const job = archive.import({ paths: [place.pages], tags: ['new'], onItem })
  const ended = await archive.jobs.finished(job.id)
  await gone
  expect(ended).toMatchObject({ state: 'done' })
  expect(ended.problem).toBeUndefined()
  expect((await archive.store.history()).at(-1)).toMatchObject({ name: 'import' })
})

test('an author whom a person took away does not come back with another saving of the page', async () => {
  const path = await place.put('one.html', article('one', 'The one', '<meta name="author" content="Wrong Person">'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  expect((await archive.store.record(id)).byline).toBe('Wrong Person')
  await archive.edit(id, { byline: '' })
  const again = article('one', 'The one', '<meta name="author" content="Wrong Person"><meta name="x" content="y">')
  const { items } = await importAll(archive, [await place.put('again.html', again)])
  expect(items).toMatchObject([{ status: 'joined', id }])
  const record = await archive.store.record(id)
  expect(record.byline).toBeUndefined()
  expect(record.sources.byline).toBe('you')
})
