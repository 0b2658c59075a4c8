import { appendFile, mkdir, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openArchive, type Archive } from '../../../../../main/archive.ts'
import type { ImportItem } from '../../../../../shared/model/job.ts'
import { article, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

/** Long enough for a loaded machine to write a file in one go, short enough for a test. */
const SETTLE_MS = 400
/** How long a test waits for what must come. */
const PATIENCE = { timeout: 15_000, interval: 50 }

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

interface Watched {
  archive: Archive
  items: ImportItem[]
  titles(): Promise<string[]>
}

async function watching(options: { once?: boolean } = {}): Promise<Watched> {
  const archive = await place.open({ settleMs: SETTLE_MS })
  const items: ImportItem[] = []
  const folders = [{ path: place.pages, tags: ['seen'], paused: false }]
  await archive.watch({ folders, once: options.once, onItem: (item) => void items.push(item) })
  const titles = async (): Promise<string[]> => {
    const { rows } = await archive.store.list({ query: 'tag:seen', sort: 'title-asc', offset: 0, limit: 100 })
    return rows.map(({ title }) => title)
  }
  return { archive, items, titles }
}

test('what is there comes at once, what comes later follows', async () => {
  await place.put('there.html', article('There', 'The flood'))
  const { titles } = await watching()
  expect(await titles()).toEqual(['There'])
  await place.put('sub/later.html', article('Later', 'The harvest'))
  await expect.poll(titles, PATIENCE).toEqual(['Later', 'There'])
})

test('a file that is being written is read when it is whole', async () => {
  const { titles, items } = await watching()
  const whole = article('Slow', 'The market')
  const path = join(place.pages, 'slow.html')
  await writeFile(path, '')
  for (let at = 0; at < whole.length; at += whole.length / 8) {
    await appendFile(path, whole.slice(at, at + whole.length / 8))
    await wait(SETTLE_MS / 4)
  }
  await expect.poll(titles, PATIENCE).toEqual(['Slow'])
  expect(items.map(({ status }) => status)).toEqual(['added'])
})

test('a page waits for the folder that belongs to it', async () => {
  const { archive, items } = await watching()
  await mkdir(join(place.pages, 'Page_files'))
  await place.put('Page_files/a.css', 'body { color: black }')
  await place.put('Page.html', article('Page', 'The ferry', '<link rel="stylesheet" href="Page_files/a.css">'))
  for (let at = 0; at < 5; at++) {
    await wait(SETTLE_MS / 3)
    await place.put(`Page_files/frame ${String(at)}.html`, `<p>frame ${String(at)}</p>`)
  }
  await expect.poll(() => items.length, PATIENCE).toBe(1)
  const record = await archive.store.record(items[0]?.id ?? '')
  expect(record.format).toBe('html-complete')
  expect(record.original.files).toHaveLength(7)
})

test('a folder that is one saved page brings no frame of it', async () => {
  await place.put('data/1/index.dat', 'title\tCapture')
  await place.put('data/1/frame.html', article('Frame', 'The market'))
  await place.put('data/1/linked.html', article('Linked', 'The harvest'))
  const shows = (frame: string): string => article('Capture', 'The flood').replace('</article>', `${frame}$&`)
  await place.put('data/1/index.html', shows('<iframe src="frame.html"></iframe>'))
  const { titles } = await watching()
  expect(await titles()).toEqual(['Capture', 'Linked'])
  await place.put('data/1/second.html', article('Second', 'The ferry'))
  await place.put('data/1/index.html', shows('<iframe src="frame.html"></iframe><iframe src="second.html"></iframe>'))
  await place.put('later.html', article('Later', 'The bridge'))
  await expect.poll(titles, PATIENCE).toContain('Later')
  expect(await titles()).toEqual(['Capture', 'Later', 'Linked'])
})

test('a renamed file is the same article under its new name, without a word', async () => {
  const path = await place.put('one.html', article('One', 'The flood'))
  const { archive, items, titles } = await watching()
  const to = join(place.pages, 'renamed.html')
  await rename(path, to)
  const id = items[0]?.id ?? ''
  const paths = async (): Promise<string[]> => (await archive.store.record(id)).provenance.map((each) => each.path)
  await expect.poll(paths, PATIENCE).toEqual([to])
  expect(await titles()).toEqual(['One'])
  expect(items).toHaveLength(1)
})

test('files known from last time are not read again, and a deleted article does not come back', async () => {
  await place.put('one.html', article('One', 'The flood'))
  const first = await watching()
  await first.archive.trash({ query: '' })
  await first.archive.close()
  const second = await watching({ once: true })
  expect(second.items).toEqual([])
  expect(await second.titles()).toEqual([])
})

test('a folder that goes away and comes back is taken up again', async () => {
  await place.put('one.html', article('One', 'The flood'))
  const { items, titles } = await watching()
  await rename(place.pages, `${place.pages} away`)
  await expect.poll(() => items.at(-1)?.reason?.code, PATIENCE).toBe('folder.away')
  await writeFile(join(`${place.pages} away`, 'two.html'), article('Two', 'The harvest'))
  await rename(`${place.pages} away`, place.pages)
  await expect.poll(titles, PATIENCE).toEqual(['One', 'Two'])
})

test('the files in the watched folder are left as they are', async () => {
  await place.put('one.html', article('One', 'The flood'))
  await place.put('broken.html', '')
  await watching({ once: true })
  expect((await readdir(place.pages)).sort()).toEqual(['broken.html', 'one.html'])
})

test('a folder of library.json is watched from the moment it is added, until it is removed', async () => {
  const archive = await place.open({ settleMs: SETTLE_MS })
  await archive.watch()
  await place.put('one.html', article('One', 'The flood'))
  await archive.addWatched({ path: place.pages, tags: [], paused: false })
  const count = async (): Promise<number> => (await archive.store.ids('', 'added-asc')).length
  await expect.poll(count, PATIENCE).toBe(1)
  await archive.removeWatched(place.pages)
  expect(archive.store.library().watchedFolders).toEqual([])
  await rm(join(place.pages, 'one.html'))
  expect(await count()).toBe(1)
})

test('what a watched folder brings is tagged as its tag is called now', async () => {
  await place.put('one.html', article('One', 'The flood'))
  const archive = await place.open({ settleMs: SETTLE_MS })
  await archive.addWatched({ path: place.pages, tags: ['inbox', 'seen'], paused: false })
  await archive.watch()
  const tags = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await archive.store.tags()).map(({ tag, count }) => [tag, count]))
  await archive.renameTag('inbox', 'later')
  await place.put('two.html', article('Two', 'The harvest'))
  await expect.poll(tags, PATIENCE).toEqual({ later: 2, seen: 2 })
  await archive.removeTags(['later'])
  await place.put('three.html', article('Three', 'The ferry'))
  await expect.poll(tags, PATIENCE).toEqual({ seen: 3 })
})

test('a tag of a watched folder that was taken off does not come back when the file is touched or renamed', async () => {
  const [one, two] = await Promise.all([
    place.put('one.html', article('One', 'The flood')),
    place.put('two.html', article('Two', 'The harvest')),
  ])
  const { archive, titles } = await watching()
  await archive.tag({ query: 'tag:seen' }, { remove: ['seen'] })
  await utimes(one, new Date(), new Date())
  await rename(two, join(place.pages, 'renamed.html'))
  // behind them: its batch begins when theirs has ended
  await wait(SETTLE_MS * 3)
  await place.put('three.html', article('Three', 'The ferry'))
  await expect.poll(titles, PATIENCE).toEqual(['Three'])
})

test('neither the library itself nor a link back up is watched, by whatever links they are reached', async () => {
  await place.put('one.html', article('One', 'The flood'))
  const link = `${place.pages} by a link`
  await symlink(place.pages, link, 'dir')
  await symlink(place.pages, join(place.pages, 'up'), 'dir')
  const archive = await openArchive(join(place.pages, 'library'), {
    ...{ owner: 'a test', create: true, workers: 1, settleMs: SETTLE_MS },
  })
  try {
    await expect(
      archive.addWatched({ path: join(link, 'library', 'articles'), tags: [], paused: false }),
    ).rejects.toMatchObject({ problem: { code: 'library.own' } })
    await symlink(join(place.pages, 'library'), join(place.pages, 'kept'), 'dir')
    await archive.addWatched({ path: link, tags: [], paused: false })
    await archive.watch()
    await place.put('two.html', article('Two', 'The harvest'))
    const paths = async (): Promise<string[]> => {
      const ids = await archive.store.ids('', 'title-asc')
      const records = await Promise.all(ids.map((id) => archive.store.record(id)))
      return records.flatMap(({ provenance }) => provenance.map(({ path }) => path))
    }
    await expect.poll(paths, PATIENCE).toEqual([join(link, 'one.html'), join(link, 'two.html')])
    // its own batch behind theirs: what they left in the library would be met by now
    await place.put('three.html', article('Three', 'The ferry'))
    await expect.poll(paths, PATIENCE).toEqual(['one', 'three', 'two'].map((name) => join(link, `${name}.html`)))
  } finally {
    await archive.close()
    await rm(link)
  }
})
