import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import type { Mark } from '../../../../../shared/model/mark.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const SAMPLE = join(import.meta.dirname, '../../../../../samples/What the night bus knows about a city_files/bus.png')
const HEAD =
  '<link rel="canonical" href="https://paper.example/flood"><meta name="savepage-url" content="https://paper.example/flood"><meta name="savepage-date" content="Thu Sep 17 2020 06:06:28 GMT+0000">'

let here: Place
let there: Place
beforeEach(async () => {
  here = await makePlace()
  there = await makePlace()
})
afterEach(async () => {
  await here.clear()
  await there.clear()
})

const records = async (archive: Archive): Promise<ArticleRecord[]> =>
  Promise.all((await archive.store.ids('', 'added-asc')).map((id) => archive.store.record(id)))

const mark = (quote: string, more: Partial<Mark>): Mark => ({
  ...{ id: `m ${quote}`, quote, before: '', after: '', start: 0, colour: 'amber', note: '' },
  made: '2024-05-02T08:00:00.000Z',
  ...more,
})

/** A library with one article that a person has done everything with. */
async function kept(): Promise<{ archive: Archive; id: string }> {
  const picture = `<p><img alt="A gauge" src="data:image/png;base64,${await readFile(SAMPLE, 'base64')}"></p>`
  const page = article('The flood', 'The river', HEAD).replace('</p>', `</p>${picture}`)
  const archive = await here.open()
  const [{ id = '' } = {}] = (await importAll(archive, [await here.put('page.html', page)])).items
  const text = await archive.store.text(id)
  const quote = 'stood in the paper of that day'
  await archive.tag({ ids: [id] }, { add: ['sea', 'politics/local', '#hash'] })
  await archive.update({ ids: [id] }, { read: true, starred: true })
  for (const one of [
    mark(quote, { start: text.indexOf(quote), note: 'By [Ida](x) & "others"\nin a hurry', colour: 'sky' }),
    mark('everybody who could', { start: text.indexOf('everybody who could') }),
    mark('words that have left the text', { note: 'Where are they?', colour: 'rose' }),
    mark('The flood', { about: 'article', note: 'Read it to Tom.\n\nAgain.' }),
  ])
    await archive.saveMark(id, one)
  return { archive, id }
}

async function exported(
  archive: Archive,
  format: 'markdown' | 'html' | 'json',
  name: string,
  count = 1,
): Promise<string> {
  const out = join(here.pages, '..', name)
  const job = archive.export({ query: '' }, { format, out, marks: true, images: true })
  expect(await archive.jobs.finished(job.id)).toMatchObject({ state: 'done', counts: { added: count, failed: 0 } })
  return out
}

const forms = [
  ['markdown', 'out'],
  ['html', 'out'],
  ['json', 'out.json'],
  ['json', 'out.ndjson'],
] as const

test.each(forms)('%s (%s) brings text, tags, state, marks and notes into another library', async (format, name) => {
  const { archive, id } = await kept()
  const mine = await archive.store.record(id)
  const out = await exported(archive, format, name)
  const other = await there.open()
  const { items } = await importAll(other, [out])
  expect(items).toMatchObject([{ status: 'added', title: 'The flood' }])
  const [record] = await records(other)
  if (record === undefined) throw new Error('no article')
  expect(record).toMatchObject({
    title: 'The flood',
    url: 'https://paper.example/flood',
    tags: ['sea', 'politics/local', '#hash'],
    read: true,
    starred: true,
  })
  expect(new Date(record.saved ?? '').getTime()).toBe(new Date(mine.saved ?? '').getTime())
  expect(record.words).toBe(mine.words)
  const said = record.marks.map(({ quote, note, about }) => ({ quote, note, about }))
  expect(said).toHaveLength(4)
  expect(said).toEqual(
    expect.arrayContaining([
      { quote: 'stood in the paper of that day', note: 'By [Ida](x) & "others"\nin a hurry', about: undefined },
      { quote: 'everybody who could', note: '', about: undefined },
      { quote: 'words that have left the text', note: 'Where are they?', about: undefined },
      { quote: 'The flood', note: 'Read it to Tom.\n\nAgain.', about: 'article' },
    ]),
  )
  const places = (marks: readonly Mark[]): unknown[] =>
    marks.map(({ start, quote, colour }) => ({ start, quote, colour }))
  expect(places(record.marks)).toEqual(expect.arrayContaining(places(mine.marks)))
  const html = await other.store.html(record.id)
  expect(html).not.toMatch(/<mark|data-mark|Read it to Tom|Where are they/)
  if (format === 'json') return
  expect(html).toContain('A gauge')
  const [, picture = ''] = /src="(assets\/[^"]+)"/.exec(html) ?? []
  expect((await readFile(join(other.store.folder(record.id), picture))).length).toBeGreaterThan(20)
})

test.each(forms)('%s (%s) brings days as exactly as they were known', async (format, name) => {
  const archive = await here.open()
  const values = ['1954', '1998-05', '1969-07-20', '2021-02-03T23:30:00.250+02:00'].map((published) => ({
    published,
    saved: '2021-03-04T05:06:07.089Z',
  }))
  for (const [at, one] of values.entries()) {
    const page = await here.put(`${String(at)}.html`, article(`The flood ${String(at)}`, `The river ${String(at)}`))
    const [{ id = '' } = {}] = (await importAll(archive, [page])).items
    await archive.edit(id, one)
  }
  const out = await exported(archive, format, name, values.length)
  const other = await there.open()
  await importAll(other, [out])
  const known = (await records(other)).map(({ title, published, saved }) => ({ title, published, saved }))
  expect(known.sort((one, two) => (one.title < two.title ? -1 : 1))).toMatchObject(values)
})

test.each(forms)('%s (%s) brings a mark over several paragraphs as one', async (format, name) => {
  const archive = await here.open()
  const second =
    '<p>In the <em>second</em> week the water <a href="#x">went down</a> again, and left mud.</p><p>Nobody had counted the boats until then, and some were never found.</p>'
  const page = article('The flood', 'The river', HEAD).replace('</p>', `</p>${second}`)
  const [{ id = '' } = {}] = (await importAll(archive, [await here.put('page.html', page)])).items
  const text = await archive.store.text(id)
  const quoted = (from: string, to: string): string => text.slice(text.indexOf(from), text.indexOf(to) + to.length)
  const marks = [
    mark(quoted('second week', 'counted the boats'), { colour: 'leaf', note: 'How many?' }),
    mark('never found', { start: text.indexOf('never found') }),
  ]
  for (const one of marks) await archive.saveMark(id, { ...one, start: text.indexOf(one.quote) })
  const out = await exported(archive, format, name)
  const other = await there.open()
  await importAll(other, [out])
  const [record] = await records(other)
  const bare = (words: string): string => words.replace(/\s+/g, ' ')
  expect(record?.marks.map(({ quote, colour, note }) => [bare(quote), colour, note])).toEqual(
    marks.map(({ quote, colour, note }) => [bare(quote), colour, note]),
  )
})

test.each(forms)('%s (%s) brings what is only a link as a link', async (format, name) => {
  const archive = await here.open()
  await importAll(archive, [await here.put('links.csv', 'url,title\nhttps://paper.example/flood,The flood\n')])
  const out = await exported(archive, format, name)
  const other = await there.open()
  await importAll(other, [out])
  expect(await records(other)).toMatchObject([
    { format: 'link', title: 'The flood', url: 'https://paper.example/flood' },
  ])
})

test.each(forms)('%s (%s) brings title and names as they were, whatever they look like', async (format, name) => {
  const archive = await here.open()
  const page = await here.put('page.html', article('The flood', 'The river', HEAD))
  const [{ id = '' } = {}] = (await importAll(archive, [page])).items
  const values = { title: 'שלום עולם | “Peace”: a | b', byline: "O'Neil, Jean-Luc de la Tour & 村上春樹" }
  await archive.edit(id, values)
  const out = await exported(archive, format, name)
  const other = await there.open()
  await importAll(other, [out])
  expect(await records(other)).toMatchObject([values])
})

test.each(forms)(
  '%s (%s) brings every line of the text, also those that pages are read without',
  async (form, name) => {
    const archive = await here.open()
    const note = [
      '---\ntitle: Notes\nsource: https://boats.example/elsinore\n---',
      'By Ann Bell',
      '## The boats of Elsinore in winter',
      'The harbour was full, and nobody wrote down who came.',
      '[More boats](https://boats.example/more)',
      '» Ann Bell, ann@boats.example',
    ]
    const [{ id = '' } = {}] = (await importAll(archive, [await here.put('note.md', note.join('\n\n'))])).items
    // the line that says it was kept as its text, and stays that
    await archive.edit(id, { title: 'The boats of Elsinore in winter', byline: 'Ann Bell' })
    const text = await archive.store.text(id)
    expect(text).toContain('The boats of Elsinore in winter')
    const out = await exported(archive, form, name)
    const other = await there.open()
    await importAll(other, [out])
    const [record] = await records(other)
    expect(await other.store.text(record?.id ?? '')).toBe(text)
  },
)

test.each([forms[0], forms[1]])('%s (%s) brings a picture with its caption, which is no text', async (form, name) => {
  const archive = await here.open()
  const source = `data:image/png;base64,${await readFile(SAMPLE, 'base64')}`
  const figure = `<figure><img alt="A gauge" src="${source}"><figcaption>The gauge in May</figcaption></figure>`
  const page = article('The flood', 'The river', HEAD).replace('</p>', `</p>${figure}`)
  const [{ id = '' } = {}] = (await importAll(archive, [await here.put('page.html', page)])).items
  const out = await exported(archive, form, name)
  const other = await there.open()
  await importAll(other, [out])
  const [record] = await records(other)
  expect(await other.store.text(record?.id ?? '')).toBe(await archive.store.text(id))
  expect(await other.store.html(record?.id ?? '')).toMatch(
    /<figure><img [^>]*><figcaption>The gauge in May<\/figcaption><\/figure>/,
  )
})

test.each(forms)('%s (%s) brings the times at which the page was published and changed', async (form, name) => {
  const archive = await here.open()
  const times = { published: '2020-09-16T10:00:00+02:00', modified: '2020-09-17T08:30:00+02:00' }
  const said = Object.entries(times).map(([name, at]) => `<meta property="article:${name}_time" content="${at}">`)
  await importAll(archive, [await here.put('page.html', article('The flood', 'The river', HEAD + said.join('')))])
  expect(await records(archive)).toMatchObject([times])
  const out = await exported(archive, form, name)
  const other = await there.open()
  await importAll(other, [out])
  expect(await records(other)).toMatchObject([times])
})

test.each(forms)('%s (%s) of an article that is here adds what is new and no article', async (format, name) => {
  const { archive, id } = await kept()
  const out = await exported(archive, format, name)
  const before = await archive.store.record(id)
  await archive.tag({ ids: [id] }, { remove: ['politics/local'] })
  await archive.update({ ids: [id] }, { starred: false })
  for (const { id: one } of before.marks) await archive.removeMark(id, one)
  const { items } = await importAll(archive, [out])
  expect(items).toMatchObject([{ status: 'joined', id, reason: { remark: 'exported' } }])
  const [record, ...others] = await records(archive)
  expect(others).toEqual([])
  expect(record).toMatchObject({ id, tags: ['sea', '#hash', 'politics/local'], starred: true, title: 'The flood' })
  const words = (marks: readonly Mark[]): string[] => marks.map(({ quote, note }) => `${quote} | ${note}`).sort()
  expect(words(record?.marks ?? [])).toEqual(words(before.marks))

  await archive.undo()
  expect(await records(archive)).toMatchObject([{ id, tags: ['sea', '#hash'], marks: [], starred: false }])
  await rm(out, { recursive: true })
})

test.each(forms)('%s (%s) keeps one tag of two words whole', async (format, name) => {
  const archive = await here.open()
  await importAll(archive, [await here.put('page.html', article('The flood', 'The river', HEAD))], {
    tags: ['two words'],
  })
  const out = await exported(archive, format, name)
  const other = await there.open()
  await importAll(other, [out])
  expect(await records(other)).toMatchObject([{ tags: ['two words'] }])
})

test.each([
  ['markdown', 'out'],
  ['json', 'out.json'],
] as const)('%s of a link stays a link, whose place its page can take', async (format, name) => {
  const archive = await here.open()
  await importAll(archive, [await here.put('calm.url', '[InternetShortcut]\r\nURL=https://paper.example/calm\r\n')])
  const out = await exported(archive, format, name)
  const other = await there.open()
  await importAll(other, [out])
  expect(await records(other)).toMatchObject([{ title: 'calm', format: 'link', url: 'https://paper.example/calm' }])
  const head = '<link rel="canonical" href="https://paper.example/calm">'
  const { items } = await importAll(other, [await there.put('calm.html', article('The calm', 'The sea', head))])
  expect(items).toMatchObject([{ status: 'updated', reason: { remark: 'pageFound' } }])
})
