import { writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ImportItem } from '../../../../../shared/model/job.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

/** How long a test waits for what must come. */
const PATIENCE = { timeout: 15_000, interval: 50 }

/** Elsewhere a file system has no such names. */
const onBytes = test.skipIf(process.platform === 'win32' || process.platform === 'darwin')

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

/** A path below the pages, its name in Latin-1, as other systems and times have written it. */
const inLatin = (name: string): Buffer =>
  Buffer.concat([Buffer.from(join(place.pages, '/')), Buffer.from(name, 'latin1')])

onBytes(
  'a file whose name is no UTF-8 comes in, is named after what it says, and is known when it comes again',
  async () => {
    const html = article('', 'The flood').replace(/<h1>.*<\/h1>/, '')
    await writeFile(inLatin('café.html'), html)
    await writeFile(inLatin('cafè.html'), article('Another', 'The harvest'))
    const archive = await place.open()
    const { items } = await importAll(archive, [place.pages])
    expect(items.map(({ status, title }) => `${status} ${title ?? ''}`).sort()).toEqual(['added Another', 'added café'])
    const id = items.find(({ title }) => title === 'café')?.id ?? ''
    const { original } = await archive.store.record(id)
    expect(original.files.map(({ path }) => path)).toEqual(['caf_.html'])
    expect(await readFile(join(archive.store.folder(id), 'original', 'caf_.html'), 'utf8')).toBe(html)
    const again = await importAll(archive, [place.pages])
    expect(again.items.map(({ status }) => status)).toEqual(['duplicate', 'duplicate'])
    expect((await archive.store.record(id)).provenance).toHaveLength(1)
  },
)

onBytes('so do the folder saved with it, and what lies in folders with such names', async () => {
  await mkdir(inLatin('Größe_files'))
  await writeFile(
    inLatin('Größe.html'),
    article('Size', 'The flood', '<link rel="stylesheet" href="Gr%F6%DFe_files/ä.css">'),
  )
  await writeFile(inLatin('Größe_files/ä.css'), 'body { color: black }')
  await mkdir(inLatin('Hügel/Äcker'), { recursive: true })
  await writeFile(inLatin('Hügel/Äcker/Lauch.html'), article('Leek', 'The harvest'))
  const archive = await place.open()
  const { items } = await importAll(archive, [place.pages])
  expect(items.map(({ status, title }) => `${status} ${title ?? ''}`).sort()).toEqual(['added Leek', 'added Size'])
  const { original } = await archive.store.record(items.find(({ title }) => title === 'Size')?.id ?? '')
  expect(original.files.map(({ path }) => path)).toEqual(['Gr__e.html', 'Gr__e_files/_.css'])
})

onBytes('given by a name in which the bytes were lost it is found when nothing else can be meant', async () => {
  await writeFile(inLatin('café.html'), article('First', 'The flood'))
  const [given = ''] = await readdir(place.pages)
  const archive = await place.open()
  const first = await importAll(archive, [join(place.pages, given)])
  expect(first.items).toMatchObject([{ status: 'added', title: 'First' }])
  await writeFile(inLatin('cafè.html'), article('Second', 'The harvest'))
  const second = await importAll(archive, [join(place.pages, given), join(place.pages, 'no\uFFFD.html')])
  expect(second.items).toMatchObject([
    { status: 'failed', reason: { code: 'file.unclear' } },
    { status: 'failed', reason: { code: 'file.missing' } },
  ])
})

onBytes('a watched folder takes it in once', async () => {
  await mkdir(inLatin('Größe_files'))
  await writeFile(inLatin('Größe.html'), article('Size', 'The flood'))
  await writeFile(inLatin('Größe_files/ä.css'), 'body { color: black }')
  const archive = await place.open({ settleMs: 100 })
  const titles: string[] = []
  const folders = [{ path: place.pages, tags: [], paused: false }]
  for (let run = 0; run < 2; run++)
    await archive.watch({
      folders,
      once: true,
      onItem: ({ status, title }) => void titles.push(`${status} ${title ?? ''}`),
    })
  expect(titles).toEqual(['added Size'])
})

onBytes('a watched folder takes in what comes later under such names, and what a folder brought with it', async () => {
  const archive = await place.open({ settleMs: 300 })
  const titles: string[] = []
  const onItem = ({ status, title }: ImportItem): void => void titles.push(`${status} ${title ?? ''}`)
  await archive.watch({ folders: [{ path: place.pages, tags: [], paused: false }], onItem })
  await writeFile(inLatin('café.html'), article('Later', 'The flood'))
  await expect.poll(() => titles, PATIENCE).toEqual(['added Later'])
  const elsewhere = join(place.pages, '../elsewhere')
  await mkdir(elsewhere)
  await writeFile(join(elsewhere, 'one.html'), article('Inside', 'The harvest'))
  await rename(elsewhere, inLatin('Hügel'))
  await expect.poll(() => titles, PATIENCE).toEqual(['added Later', 'added Inside'])
})

onBytes('what comes while the watcher is still getting to know the folder comes in too', async () => {
  const archive = await place.open({ settleMs: 300 })
  const lines: string[] = []
  const onItem = ({ status, title }: ImportItem): void => void lines.push(`${status} ${title ?? ''}`)
  await archive.watch({ folders: [{ path: place.pages, tags: [], paused: false }], onItem })
  // at once: the first look is over, and nothing waits here for the watcher
  writeFileSync(inLatin('café.html'), article('Later', 'The flood'))
  await expect.poll(() => lines, PATIENCE).toEqual(['added Later'])
})

onBytes('folders that are told of one by one while all of them are looked at are taken in once', async () => {
  const numbers = Array.from({ length: 60 }, (_, at) => String(at).padStart(2, '0'))
  for (const number of numbers) await mkdir(join(place.pages, number, 'below'), { recursive: true })
  const archive = await place.open({ settleMs: 300 })
  const lines: string[] = []
  const onItem = ({ status, title }: ImportItem): void => void lines.push(`${status} ${title ?? ''}`)
  const watching = archive.watch({ folders: [{ path: place.pages, tags: [], paused: false }], onItem })
  for (const number of numbers)
    await writeFile(inLatin(`${number}/below/café.html`), article(`Later ${number}`, `The harvest of field ${number}`))
  await watching
  await expect.poll(() => lines.toSorted(), PATIENCE).toEqual(numbers.map((number) => `added Later ${number}`))
})
