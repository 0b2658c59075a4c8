import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import type { ImportItem } from '../../../../../shared/model/job.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

/** How long a test waits for what must come. */
const PATIENCE = { timeout: 15_000, interval: 50 }

const ADDRESS = '<link rel="canonical" href="https://paper.example/flood">'
const POCKET = `title,url,time_added,tags,status
The flood,https://www.paper.example/flood/?utm_source=x,1600322788,sea|politics/local,archive
The calm,https://paper.example/calm,1600322789,,unread
`
const MARKED = JSON.stringify([
  {
    url: 'https://paper.example/flood',
    title: 'The flood',
    highlights: [
      { quote: 'everybody who could read had read it', created_at: 1741300000 },
      { quote: 'words that are in no paper', created_at: 1741300001 },
    ],
  },
])

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

async function records(archive: Archive, query = ''): Promise<ArticleRecord[]> {
  const ids = await archive.store.ids(query, 'added-asc')
  return Promise.all(ids.map((id) => archive.store.record(id)))
}

const TAKEN = {
  url: 'https://paper.example/flood',
  tags: ['sea', 'politics/local'],
  read: true,
  saved: '2020-09-17T06:06:28Z',
}

test('what an export says of a page that is here goes to that page; other entries are links', async () => {
  const page = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const list = await place.put('pocket.csv', POCKET)
  const archive = await place.open()
  await importAll(archive, [page])
  const { items } = await importAll(archive, [list])
  expect(items).toMatchObject([
    { status: 'joined', page: 'row 2', title: 'Flood', reason: { code: 'note', remark: 'listed' } },
    { status: 'added', page: 'row 3', title: 'The calm', format: 'link' },
  ])
  const [flood, calm] = await records(archive)
  expect(flood).toMatchObject({ ...TAKEN, title: 'Flood', format: 'html' })
  expect(flood?.sources.saved).toBe('Pocket time_added')
  expect(calm).toMatchObject({ url: 'https://paper.example/calm', read: false, tags: [], producer: 'Pocket' })

  await archive.undo()
  expect(await records(archive)).toMatchObject([{ title: 'Flood', tags: [], read: false }])
})

test('a link that is here becomes its page when that turns up, with tags, state and the time it was saved', async () => {
  const list = await place.put('pocket.csv', POCKET)
  const page = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const archive = await place.open()
  const [{ id: link = '' } = {}] = (await importAll(archive, [list])).items
  const { items } = await importAll(archive, [page])
  expect(items).toMatchObject([{ status: 'updated', title: 'Flood', reason: { remark: 'pageFound' } }])
  expect(await records(archive)).toMatchObject([{ title: 'The calm' }, { ...TAKEN, title: 'Flood' }])

  await archive.undo()
  expect((await records(archive)).map(({ id }) => id)).toContain(link)
  expect(await records(archive)).toMatchObject([{ title: 'The flood' }, { title: 'The calm' }])
})

test('the same list again adds nothing, and does not bring back a tag that was taken off', async () => {
  const page = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const list = await place.put('pocket.csv', POCKET)
  const archive = await place.open()
  await importAll(archive, [page])
  await importAll(archive, [list])
  const [{ id = '' } = {}] = await records(archive)
  await archive.update({ ids: [id] }, { read: false })
  await archive.tag({ ids: [id] }, { add: [], remove: ['sea'] })
  const { lines } = await importAll(archive, [list])
  expect(lines).toEqual(['duplicate pocket.csv', 'joined pocket.csv'])
  expect(await records(archive)).toMatchObject([{ tags: ['politics/local'], read: false }, { title: 'The calm' }])
})

test('highlights of a service are found in the page; what is not there is kept, too', async () => {
  const page = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const list = await place.put('part_000000.json', MARKED)
  const archive = await place.open()
  await importAll(archive, [page])
  await importAll(archive, [list])
  const [flood] = await records(archive)
  const quotes = flood?.marks.map(({ quote }) => quote)
  expect(quotes).toContain('everybody who could read had read it')
  expect(quotes).toContain('words that are in no paper')
  const found = flood?.marks.find(({ quote }) => quote.startsWith('everybody'))
  expect(found?.before).not.toBe('')
  expect(found?.made).toBe('2025-03-06T22:26:40.000Z')
})

test('an address that stands twice in one list is one article with the tags, marks and state of both', async () => {
  const page = await place.put('page.html', article('Flood', 'The flood', ADDRESS))
  const twice = `${POCKET}Again,https://paper.example/calm#top,1600322790,wind,archive\nOnce more,https://paper.example/flood,1600322791,rain,unread\n`
  const list = await place.put('pocket.csv', twice)
  const archive = await place.open()
  await importAll(archive, [page])
  const { items } = await importAll(archive, [list])
  expect(items.map(({ status, page: part }) => [part, status])).toEqual([
    ['row 2', 'joined'],
    ['row 3', 'added'],
    ['row 4', 'joined'],
    ['row 5', 'joined'],
  ])
  expect(await records(archive)).toMatchObject([
    { title: 'Flood', tags: ['sea', 'politics/local', 'rain'], read: true },
    { title: 'The calm', tags: ['wind'], read: true },
  ])
  const [, { id = '' } = {}] = await records(archive)
  await archive.tag({ ids: [id] }, { add: [], remove: ['wind'] })
  await importAll(archive, [list])
  expect(await records(archive)).toMatchObject([{ title: 'Flood' }, { title: 'The calm', tags: [] }])
})

const NOTED = `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,Flood,Ask Nora about the dyke,,https://paper.example/flood,Unsorted,,2024-01-02T03:04:05.000Z,,,false
`

test('what a person wrote about a page goes to that page as a note, whichever comes first', async () => {
  const page = await place.put('page.html', article('The flood', 'The flood', ADDRESS))
  const list = await place.put('raindrop.csv', NOTED)
  const noted = {
    title: 'The flood',
    format: 'html',
    marks: [{ quote: 'Flood', note: 'Ask Nora about the dyke', about: 'article' }],
  }
  const archive = await place.open()
  await importAll(archive, [list])
  await importAll(archive, [page])
  expect(await records(archive)).toMatchObject([noted])
  await archive.undo()
  await archive.undo()
  await importAll(archive, [page])
  await importAll(archive, [list])
  expect(await records(archive)).toMatchObject([noted])
})

test('what another list says about the page is added to the note, once', async () => {
  const page = await place.put('page.html', article('The flood', 'The flood', ADDRESS))
  const first = await place.put('first.csv', NOTED)
  const second = await place.put('second.csv', NOTED.replace('Ask Nora about the dyke', 'Read before the talk'))
  const archive = await place.open()
  await importAll(archive, [page])
  for (const list of [first, second, first]) await importAll(archive, [list])
  const both = 'Ask Nora about the dyke\nRead before the talk'
  expect(await records(archive)).toMatchObject([{ title: 'The flood', marks: [{ quote: 'Flood', note: both }] }])
})

test('a table that no service wrote is left alone in a folder, and taken in when it is named', async () => {
  const table = await place.put('stock.csv', 'item,link\nnails,https://shop.example/nails\n')
  const archive = await place.open()
  const { items } = await importAll(archive, [place.pages])
  expect(items).toMatchObject([{ status: 'skipped', reason: { code: 'format.listInFolder', detail: { links: 1 } } }])
  expect((await importAll(archive, [table])).lines).toEqual(['added stock.csv'])
})

test('a front page is another page every day: a link to it joins none', async () => {
  const front = '<link rel="canonical" href="https://paper.example/">'
  const page = await place.put('page.html', article('Flood', 'The flood', front))
  const list = await place.put('links.txt', 'https://paper.example/\n')
  const archive = await place.open()
  await importAll(archive, [page])
  expect((await importAll(archive, [list])).lines).toEqual(['added links.txt'])
})

test('a watched folder is for pages: a list in it is left alone, and said so', async () => {
  await place.put('pocket.csv', POCKET)
  const archive = await place.open()
  const items: ImportItem[] = []
  const folders = [{ path: place.pages, tags: [], paused: false }]
  await archive.watch({ folders, once: true, onItem: (item) => void items.push(item) })
  await vi.waitFor(
    () => expect(items).toMatchObject([{ status: 'skipped', reason: { code: 'format.list' } }]),
    PATIENCE,
  )
  expect(await records(archive)).toEqual([])
})

test('what was marked in a book grows with each export of Readwise, and stays one article with what was done to it', async () => {
  const header =
    'Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags'
  const row = (words: string, title: string, author: string): string =>
    `${words},${title},${author},,,yellow,,page,1,2023-05-04 10:11:12+00:00,`
  const export_ = (name: string, ...rows: string[]): Promise<string> =>
    place.put(name, [header, ...rows, ''].join('\n'))
  const archive = await place.open()
  const rows = [row('The tide turned at four', 'On tides', 'Ann Bell'), row('No wind', 'On tides', 'Tom Reed')]
  const first = await importAll(archive, [await export_('readwise.csv', ...rows)])
  expect(first.items.map(({ status }) => status)).toEqual(['added', 'added'])
  const bell = first.items[0]?.id ?? ''
  await archive.tag({ ids: [bell] }, { add: ['sea'] })
  await archive.update({ ids: [bell] }, { starred: true })
  const more = row('Nobody saw it', 'On tides', 'Ann Bell')
  const second = await importAll(archive, [await export_('another name.csv', ...rows, more)])
  expect(second.items.map(({ status }) => status)).toEqual(['updated', 'joined'])
  expect((await archive.store.places()).all).toBe(2)
  const record = await archive.store.record(second.items[0]?.id ?? '')
  expect(record).toMatchObject({ title: 'On tides', byline: 'Ann Bell', tags: ['sea'], starred: true })
  expect(record.marks.map(({ quote }) => quote)).toEqual(['The tide turned at four', 'Nobody saw it'])
  expect(await archive.store.text(record.id)).toContain('Nobody saw it')
  await archive.undo()
  expect((await archive.store.record(bell)).marks).toHaveLength(1)
  expect((await archive.store.places()).all).toBe(2)
})
