import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asideOf } from '../../../../main/exporters/own-file.ts'
import { openZip } from '../../../../main/platform/archives.ts'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

/** Refuses every byte as a full disk does; Linux has it. */
const FULL_DISK = '/dev/full'

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

test.skipIf(!existsSync(FULL_DISK))('an export that a full disk stops half-way says what is written', async () => {
  await place.put('one.html', article('One', 'The flood'))
  await place.put('two.html', article('Two', 'The harvest'))
  const archive = await place.open()
  await importAll(archive, [place.pages])
  const out = join(place.pages, '..', 'out')
  await mkdir(out)
  await symlink(FULL_DISK, asideOf(join(out, 'Two.txt')))
  const asked = { format: 'text', out, marks: true, images: true, order: 'title-asc' } as const
  const job = archive.export({ query: '' }, asked)
  const ended = await archive.jobs.finished(job.id)
  expect(ended).toMatchObject({ state: 'failed', problem: { code: 'disk.full' }, counts: { added: 1 } })
  expect(archive.jobs.allItems(job.id)).toMatchObject([{ status: 'added', file: join(out, 'One.txt') }])
})

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

test('a link from one article of a book to another leads to its chapter', async () => {
  const address = 'https://paper.example/flood'
  await place.put('flood.html', article('Flood', 'The flood', `<link rel="canonical" href="${address}">`))
  const harvest = article('Harvest', 'The harvest').replace(
    '<p>',
    `<p><a href="${address}?utm_source=x">The flood</a> `,
  )
  await place.put('harvest.html', harvest)
  const archive = await place.open()
  const { items } = await importAll(archive, [place.pages])
  const [flood = '', from = ''] = ['Flood', 'Harvest'].map((title) => items.find((one) => one.title === title)?.id)
  const out = join(place.pages, '..', 'out.epub')
  const job = archive.export({ query: '' }, { format: 'epub', out, marks: true, images: true })
  await archive.jobs.finished(job.id)
  const zip = await openZip({ bytes: await readFile(out) }, out)
  const chapter = Buffer.from((await zip.get(`EPUB/articles/${from}.xhtml`)?.read()) ?? []).toString()
  expect(chapter).toContain(`<a href="${flood}.xhtml">The flood</a>`)
  expect(zip.get(`EPUB/articles/${flood}.xhtml`)).toBeDefined()
})
