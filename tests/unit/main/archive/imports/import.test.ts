import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Job } from '../../../../../shared/model/job.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

test('pages of a folder become articles with their tags, and each file is reported', async () => {
  await place.put('one.html', article('First', 'The flood'))
  await place.put('deep/two.html', article('Second', 'The harvest'))
  const archive = await place.open()
  const { lines, items } = await importAll(archive, [place.pages], { tags: ['news/ local'] })
  expect(lines).toEqual(['added one.html', 'added two.html'])
  const record = await archive.store.record(items.find(({ title }) => title === 'First')?.id ?? '')
  expect(record).toMatchObject({ title: 'First', format: 'html', tags: ['news/local'], lang: 'en' })
  expect(record.provenance).toMatchObject([{ path: join(place.pages, 'one.html'), how: 'added' }])
  expect(await archive.store.ids('harvest', 'relevance')).toHaveLength(1)
})

test('the same file again is a duplicate, in another run and under another name', async () => {
  await place.put('one.html', article('First', 'The flood'))
  const archive = await place.open()
  await importAll(archive, [place.pages])
  await place.put('copy.html', article('First', 'The flood'))
  const { lines, items } = await importAll(archive, [place.pages])
  expect(lines).toEqual(['duplicate copy.html', 'duplicate one.html'])
  const record = await archive.store.record(items[0]?.id ?? '')
  expect(record.provenance.map(({ path, how }) => `${how} ${path}`).sort()).toEqual([
    `added ${join(place.pages, 'one.html')}`,
    `duplicate ${join(place.pages, 'copy.html')}`,
  ])
})

test('equal files in one run make one article', async () => {
  for (let at = 0; at < 12; at++) await place.put(`same ${String(at)}.html`, article('First', 'The flood'))
  const archive = await place.open({ workers: 2 })
  const { lines } = await importAll(archive, [place.pages])
  expect(lines.filter((line) => line.startsWith('added'))).toHaveLength(1)
  expect(lines.filter((line) => line.startsWith('duplicate'))).toHaveLength(11)
  expect(await archive.store.ids('', 'added-asc')).toHaveLength(1)
})

test('the same page saved twice is joined, and its missing values are filled', async () => {
  await place.put('plain.html', article('First', 'The flood'))
  const archive = await place.open()
  const first = await importAll(archive, [place.pages])
  const signed = '<link rel="canonical" href="https://paper.example/flood">'
  const again = await place.put('again.html', article('First', 'The flood', signed))
  const { lines, items } = await importAll(archive, [again])
  expect(lines).toEqual(['joined again.html'])
  expect(items[0]?.id).toBe(first.items[0]?.id)
  const record = await archive.store.record(items[0]?.id ?? '')
  expect(record.url).toBe('https://paper.example/flood')
  expect(record.provenance.map(({ how }) => how)).toEqual(['added', 'joined'])
})

test('tags come in as the library writes them, from files and with the import, and new ones as they came first', async () => {
  const archive = await place.open()
  await place.put('one.html', article('One', 'A flood'))
  await importAll(archive, [place.pages], { tags: ['time', 'politics/ukraine'] })
  const note = (title: string, tags: string) =>
    `---\ntitle: ${title}\ntags: [${tags}]\n---\n\nOn that day ${title} was read by all.\n`
  await place.put('two.md', note('Two', 'Time, POLITICS/Russia, Sea'))
  const { items } = await importAll(archive, [place.pages], { tags: ['TIME', 'SEA'] })
  const tagsOf = async (title: string) => {
    const id = items.find((item) => item.title === title)?.id ?? ''
    return (await archive.store.record(id)).tags.toSorted()
  }
  expect(await tagsOf('One')).toEqual(['SEA', 'politics/ukraine', 'time'])
  expect(await tagsOf('Two')).toEqual(['SEA', 'politics/Russia', 'time'])
})

test('tags of an import also go to what is there already', async () => {
  await place.put('one.html', article('First', 'The flood'))
  const archive = await place.open()
  await importAll(archive, [place.pages], { tags: ['a'] })
  const { items } = await importAll(archive, [place.pages], { tags: ['b'] })
  expect((await archive.store.record(items[0]?.id ?? '')).tags).toEqual(['a', 'b'])
})

test('two tiny pages are two articles', async () => {
  await place.put('a.html', '<!doctype html><title>A</title><p>Please log in.</p><!-- a -->')
  await place.put('b.html', '<!doctype html><title>B</title><p>Please log in.</p><!-- b -->')
  const archive = await place.open()
  expect((await importAll(archive, [place.pages])).lines).toEqual(['added a.html', 'added b.html'])
})

test('one import is one change: taking it back puts what it added into the trash, and nothing else', async () => {
  await place.put('old.html', article('Old', 'The flood'))
  const archive = await place.open()
  await importAll(archive, [place.pages])
  await place.put('new 1.html', article('New 1', 'The harvest'))
  await place.put('new 2.html', article('New 2', 'The market'))
  await importAll(archive, [place.pages], { tags: ['x'] })
  expect(archive.store.history().map(({ name }) => name)).toEqual(['import', 'import'])
  expect(await archive.undo()).toMatchObject({ name: 'undo' })
  const rows = (await archive.store.list({ query: '', sort: 'title-asc', offset: 0, limit: 10 })).rows
  expect(rows).toMatchObject([{ title: 'Old', tags: [] }])
  expect((await archive.store.places()).trash).toBe(2)
})

test('a trashed article comes back when its file is imported again', async () => {
  const path = await place.put('one.html', article('First', 'The flood'))
  const archive = await place.open()
  await importAll(archive, [path])
  await archive.trash({ query: '' })
  const { lines } = await importAll(archive, [path])
  expect(lines).toEqual(['updated one.html'])
  expect(await archive.store.ids('', 'added-asc')).toHaveLength(1)
})

test('bad input is named file by file, and everything else goes on', async () => {
  await place.put('good.html', article('Good', 'The flood'))
  await place.put('empty.html', '')
  await writeFile(
    join(place.pages, 'binary.html'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0, 255]),
  )
  await writeFile(
    join(place.pages, 'photo.jpg'),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
  )
  const archive = await place.open()
  const { items } = await importAll(archive, [place.pages, join(place.pages, 'gone.html')])
  const codes = Object.fromEntries(
    items.map(({ file, status, reason }) => [file.split('/').at(-1), `${status} ${reason?.code ?? ''}`]),
  )
  expect(codes).toMatchObject({
    'good.html': 'added ',
    'empty.html': 'failed file.empty',
    'gone.html': 'failed file.missing',
  })
  expect(codes['binary.html']).toMatch(/^skipped format\./)
  expect(codes['photo.jpg']).toMatch(/^skipped format\./)
})

test('a file that vanishes before it is read is said so', async () => {
  const paths = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      place.put(`${String(at).padStart(2, '0')}.html`, article(`T${String(at)}`, `Word${String(at)}`)),
    ),
  )
  const archive = await place.open()
  const job = archive.import({
    paths: [place.pages],
    // the list was made when the first item comes; the last file is then far from being read
    onItem: () => void rm(paths.at(-1) ?? '', { force: true }),
  })
  await archive.jobs.finished(job.id)
  const items = archive.jobs.allItems(job.id)
  expect(items.filter(({ status }) => status === 'added')).toHaveLength(29)
  expect(items.find(({ status }) => status === 'failed')?.reason).toMatchObject({ code: 'file.vanished' })
})

test('cancelling keeps what was taken in and names every file that was not read', async () => {
  for (let at = 0; at < 60; at++) await place.put(`${String(at)}.html`, article(`T${String(at)}`, `Word${String(at)}`))
  const archive = await place.open()
  let seen = 0
  const job = archive.import({
    paths: [place.pages],
    onItem: () => {
      if (++seen === 5) archive.jobs.cancel(job.id)
    },
  })
  const ended = await archive.jobs.finished(job.id)
  expect(ended.state).toBe('cancelled')
  const items = archive.jobs.allItems(job.id)
  expect(items).toHaveLength(60)
  const added = items.filter(({ status }) => status === 'added')
  expect(added.length).toBeGreaterThanOrEqual(5)
  expect(added.length).toBeLessThan(30)
  expect(items.filter(({ reason }) => reason?.code === 'job.cancelled')).toHaveLength(60 - added.length)
  expect(await archive.store.ids('', 'added-asc')).toHaveLength(added.length)
})

test('the pages of a file are reported in their order, and each is in the library', async () => {
  const names = Array.from({ length: 20 }, (_, at) => String(at))
  const records = names.map((name) => {
    const body = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${article(`T${name}`, `Word${name}`)}`
    const head = [
      ...['WARC/1.0', 'WARC-Type: response', `WARC-Target-URI: https://crawl.example/${name}`],
      ...['WARC-Date: 2026-01-01T00:00:00Z', 'Content-Type: application/http; msgtype=response'],
      `Content-Length: ${String(Buffer.byteLength(body))}`,
    ]
    return `${head.join('\r\n')}\r\n\r\n${body}\r\n\r\n`
  })
  await place.put('crawl.warc', records.join(''))
  const archive = await place.open()
  const job = archive.import({ paths: [place.pages] })
  await archive.jobs.finished(job.id)
  expect(archive.jobs.allItems(job.id).map(({ title }) => title)).toEqual(names.map((name) => `T${name}`))
  expect(await archive.store.ids('', 'added-asc')).toHaveLength(names.length)
})

test('a paused import waits, and goes on when told to', async () => {
  for (let at = 0; at < 20; at++) await place.put(`${String(at)}.html`, article(`T${String(at)}`, `Word${String(at)}`))
  const archive = await place.open()
  let seen = 0
  const job = archive.import({ paths: [place.pages], onItem: () => void (++seen === 2 && archive.jobs.pause(job.id)) })
  await expect.poll(() => archive.jobs.list()[0]?.state, { timeout: 15_000 }).toBe('paused')
  archive.jobs.resume(job.id)
  expect((await archive.jobs.finished(job.id)).counts.added).toBe(20)
})

test('closing in the middle loses nothing: the import goes on at the next opening, its report is whole', async () => {
  for (let at = 0; at < 40; at++) await place.put(`${String(at)}.html`, article(`T${String(at)}`, `Word${String(at)}`))
  const first = await place.open()
  const job = await new Promise<Job>((begun) => {
    const started = first.import({ paths: [place.pages], tags: ['t'], onItem: () => begun(started) })
  })
  await first.close()

  const second = await place.open()
  expect((await second.jobs.finished(job.id)).state).toBe('done')
  expect(second.jobs.allItems(job.id).map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 'added'))
  expect(await second.store.ids('tag:t', 'added-asc')).toHaveLength(40)
  await second.undo()
  expect((await second.store.places()).trash).toBe(40)
  await second.close()

  const third = await place.open()
  expect(third.jobs.items({ id: job.id, offset: 0, limit: 10 })).toMatchObject({ total: 40, job: { state: 'done' } })
})

test('failed files of a job can be tried again', async () => {
  const path = await place.put('page.html', '')
  const archive = await place.open()
  const job = archive.import({ paths: [place.pages] })
  await archive.jobs.finished(job.id)
  await writeFile(path, article('Now', 'The flood'))
  const again = archive.jobs.retry(job.id)
  await archive.jobs.finished(again.id)
  expect(archive.jobs.allItems(again.id)).toMatchObject([{ status: 'added', title: 'Now' }])
})

test('a moved file is the same page at another place', async () => {
  const path = await place.put('one.html', article('First', 'The flood'))
  const archive = await place.open()
  await importAll(archive, [path])
  const to = join(place.pages, 'renamed.html')
  await rename(path, to)
  const { items } = await importAll(archive, [to])
  const record = await archive.store.record(items[0]?.id ?? '')
  expect(record.provenance.map((each) => each.path)).toEqual([to])
})
