import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

test.each(['markdown', 'json'] as const)(
  'a damaged record is a finding, everything else is exported: %s',
  async (format) => {
    await place.put('one.html', article('One', 'The flood'))
    await place.put('two.html', article('Two', 'The harvest'))
    const archive = await place.open()
    const { items } = await importAll(archive, [place.pages])
    const id = items.find(({ title }) => title === 'One')?.id ?? ''
    await writeFile(join(archive.store.folder(id), 'article.json'), '{ "half": ')
    const out = join(place.pages, '..', format === 'json' ? 'out.json' : 'out')
    const job = archive.export({ query: '' }, { format, out, marks: true, images: true })
    const ended = await archive.jobs.finished(job.id)
    expect(ended).toMatchObject({ state: 'done', counts: { added: 1, failed: 1 } })
    expect(archive.jobs.allItems(job.id).find(({ status }) => status === 'failed')).toMatchObject({
      id,
      reason: { code: 'record.damaged' },
    })
    if (format === 'markdown') expect(await readdir(out)).toEqual(['Two.md'])
  },
)

test('when no article can be read, each is a finding and no file is written', async () => {
  await place.put('one.html', article('One', 'The flood'))
  const archive = await place.open()
  const [{ id = '' } = {}] = (await importAll(archive, [place.pages])).items
  await writeFile(join(archive.store.folder(id), 'article.json'), '')
  const out = join(place.pages, '..', 'out.csv')
  const job = archive.export({ query: '' }, { format: 'csv', out, marks: true, images: true })
  expect(await archive.jobs.finished(job.id)).toMatchObject({ state: 'done', counts: { added: 0, failed: 1 } })
  expect(await readdir(join(place.pages, '..'))).toEqual(['library', 'pages'])
})
