import { readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import type { Job } from '../../../../../shared/model/job.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const SAMPLES = join(import.meta.dirname, '../../../../../samples')
const BUS = 'What the night bus knows about a city'

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
  Promise.all((await archive.store.ids('', 'title-asc')).map((id) => archive.store.record(id)))

const theirOwn = ({ id, added, changed, provenance, ...rest }: ArticleRecord): unknown => [
  rest,
  [id, added, changed, provenance].length,
]

/** A library with a page and its folder, and one that went to the trash, with everything that a person can do with an article. */
async function kept(): Promise<string> {
  await here.put('gone.html', article('Gone', 'The harvest'))
  const archive = await here.open()
  const { items } = await importAll(archive, [join(SAMPLES, `${BUS}.html`), here.pages])
  const [bus = '', gone = ''] = [BUS, 'Gone'].map((title) => items.find((one) => one.title === title)?.id)
  await archive.trash({ ids: [gone] })
  await archive.tag({ ids: [bus] }, { add: ['city/night'] })
  await archive.update({ ids: [bus] }, { starred: true, progress: 0.5 })
  await archive.edit(bus, { byline: 'By hand' })
  await archive.saveMark(bus, {
    ...{ id: 'one', quote: 'bus', before: '', after: '', start: 0, colour: 'rose', note: 'Which?' },
    made: '2024-05-02T08:00:00.000Z',
  })
  await archive.close()
  return bus
}

test('a library that is imported brings its articles as they are, with their saved files, and nothing of its trash', async () => {
  const id = await kept()
  const archive = await there.open()
  const { items } = await importAll(archive, [here.library])
  expect(items).toMatchObject([{ status: 'added', title: BUS, format: 'html-complete' }])
  const [record, ...others] = await records(archive)
  if (record === undefined) throw new Error('no article')
  expect(others).toEqual([])
  await archive.close()

  const back = await here.open()
  const mine = await back.store.record(id)
  expect(theirOwn(record)).toEqual(theirOwn(mine))
  const folders = [back.store.folder(id), archive.store.folder(record.id)]
  const files = await Promise.all(folders.map(async (path) => (await readdir(path, { recursive: true })).sort()))
  expect(files[1]).toEqual(files[0])
  expect(files[0]?.join()).toContain('.png')
  for (const name of (files[0] ?? []).filter((one) => /\.\w+$/.test(one) && one !== 'article.json')) {
    const [theirs, ours] = await Promise.all(folders.map(async (path) => readFile(join(path, name)).catch(() => name)))
    expect(ours, name).toEqual(theirs)
  }
})

test('what the library has already gains what the other one had more, once', async () => {
  await kept()
  const archive = await there.open()
  const [{ id = '' } = {}] = (await importAll(archive, [join(SAMPLES, `${BUS}.html`)])).items
  await archive.tag({ ids: [id] }, { add: ['mine'] })
  const { items } = await importAll(archive, [here.library])
  expect(items).toMatchObject([{ status: 'joined', id, reason: { remark: 'library' } }])
  const [record, ...others] = await records(archive)
  expect(others).toEqual([])
  expect(record).toMatchObject({
    tags: ['mine', 'city/night'],
    starred: true,
    progress: 0.5,
    marks: [{ note: 'Which?' }],
  })

  // taken off here, it does not come back with the same library
  await archive.tag({ ids: [id] }, { remove: ['city/night'] })
  await importAll(archive, [here.library])
  expect(await records(archive)).toMatchObject([{ tags: ['mine'], marks: [{ note: 'Which?' }] }])
})

test('what was done in the other library since then comes with the next import, and without anything new it is said so', async () => {
  const id = await kept()
  const archive = await there.open()
  const [{ id: mine = '' } = {}] = (await importAll(archive, [here.library])).items
  const again = await importAll(archive, [here.library])
  expect(again.items).toMatchObject([{ status: 'joined', id: mine, reason: { remark: 'nothingNew' } }])

  const theirs = await here.open()
  const text = await theirs.store.text(id)
  await theirs.tag({ ids: [id] }, { add: ['later'] })
  await theirs.saveMark(id, {
    ...{ id: 'two', quote: text.slice(300, 320), before: '', after: '', start: 300, colour: 'leaf', note: 'Later' },
    made: '2024-06-02T08:00:00.000Z',
  })
  await theirs.close()
  const { items } = await importAll(archive, [here.library])
  expect(items).toMatchObject([{ status: 'joined', id: mine, reason: { remark: 'library' } }])
  expect(await archive.store.record(mine)).toMatchObject({ tags: ['city/night', 'later'], starred: true })
  const notes = (await archive.store.record(mine)).marks.map(({ note }) => note)
  expect(notes.toSorted()).toEqual(['Later', 'Which?'])
})

test('an article of a library whose reading view was written by somebody else comes in clean, one without its saved file not at all', async () => {
  const id = await kept()
  const archive = await here.open()
  const folder = archive.store.folder(id)
  await archive.close()
  await writeFile(
    join(folder, 'article.html'),
    '<p onclick="x()">Night <img src="https://a.example/x.png"><script>1</script></p>',
  )
  const other = await there.open()
  const [{ id: theirs = '' } = {}] = (await importAll(other, [folder])).items
  expect(await other.store.html(theirs)).toBe('<p>Night <img></p>')

  await rm(join(folder, 'original'), { recursive: true })
  await other.purge({ ids: [theirs] })
  const { items } = await importAll(other, [folder])
  expect(items).toMatchObject([{ status: 'failed', reason: { code: 'file.missing' } }])
})

test.each(['original', 'article.html'])(
  'what a link at %s leads to outside of the folder does not come with it',
  async (name) => {
    const id = await kept()
    const archive = await here.open()
    const folder = archive.store.folder(id)
    await archive.close()
    const outside = join(here.library, 'outside')
    await rename(join(folder, name), outside)
    await symlink(outside, join(folder, name))
    const { items } = await importAll(await there.open(), [folder])
    expect(items).toMatchObject([{ status: 'failed', reason: { code: 'file.missing' } }])
  },
)

const RULE = { name: 'Night', query: 'bus', tags: ['night'], star: false, trash: true, on: true }
const SITE = {
  ...{ id: 'site', host: 'paper.example', article: ['main'], drop: ['.ad'] },
  created: '2024-05-02T08:00:00.000Z',
}

/** A library with two pages and all that stands in library.json. */
async function furnished(): Promise<void> {
  await here.put('one.html', article('One', 'The harvest'))
  await here.put('two.html', article('Two', 'The flood'))
  const archive = await here.open()
  const { items } = await importAll(archive, [here.pages], { tags: ['City'] })
  await archive.describeTag('City', { colour: 'teal', description: 'What happens in town' })
  await archive.describeTag('Field', { colour: 'leaf' })
  await archive.tellApart(items.map(({ id }) => id ?? ''))
  await archive.saveSearch({ name: 'Unread', query: 'is:unread' })
  await archive.rules.save({ ...RULE, id: '' })
  await archive.sites.save(SITE)
  await archive.close()
}

async function jobOf(archive: Archive, path: string): Promise<Job> {
  const { id } = archive.import({ paths: [path] })
  return archive.jobs.finished(id)
}

test('a library brings what stands beside its articles, rules switched off, and one undo takes all of it back', async () => {
  await furnished()
  const archive = await there.open()
  await archive.saveSearch({ name: 'Mine', query: 'is:starred' })
  const before = archive.store.library()
  const job = await jobOf(archive, here.library)
  expect(job).toMatchObject({ counts: { added: 2 }, library: { searches: 1, rules: 1, siteRules: 1, tags: 2 } })
  const ids = (await records(archive)).map(({ id }) => id)
  const { savedSearches, rules, siteRules, tags, notDuplicates } = archive.store.library()
  expect(savedSearches).toMatchObject([
    { name: 'Mine', query: 'is:starred' },
    { name: 'Unread', query: 'is:unread' },
  ])
  expect(rules).toMatchObject([{ ...RULE, on: false }])
  expect(siteRules).toEqual([SITE])
  expect(tags).toMatchObject({
    City: { colour: 'teal', description: 'What happens in town' },
    Field: { colour: 'leaf' },
  })
  expect(notDuplicates.map((set) => set.toSorted())).toEqual([ids.toSorted()])

  await archive.undo()
  expect(archive.store.library()).toEqual(before)
  expect(await records(archive)).toEqual([])
})

test('what stands in library.json already, by its id or in the same words, stays as it is', async () => {
  await furnished()
  const archive = await there.open()
  await archive.saveSearch({ name: 'To read', query: 'is:unread' })
  await archive.describeTag('city', { colour: 'rust' })
  await archive.sites.save({ ...SITE, article: ['article'] })
  await jobOf(archive, here.library)
  const gained = archive.store.library()
  expect(gained.savedSearches).toMatchObject([{ name: 'To read' }])
  expect(gained.siteRules).toMatchObject([{ article: ['article'] }])
  expect(gained.tags).toEqual({
    city: { colour: 'rust', description: 'What happens in town' },
    Field: { colour: 'leaf', description: '' },
  })

  const again = await jobOf(archive, here.library)
  expect(again.library).toBeUndefined()
  expect(archive.store.library()).toEqual(gained)
})

test('a library.json that cannot be read is said, and the articles come', async () => {
  await furnished()
  await writeFile(join(here.library, 'library.json'), '{ "version": 1, ')
  const archive = await there.open()
  const { items } = await importAll(archive, [here.library])
  expect(items.filter(({ status }) => status === 'added')).toHaveLength(2)
  expect(items.filter(({ status }) => status === 'failed')).toMatchObject([
    { file: join(here.library, 'library.json'), reason: { code: 'library.unread' } },
  ])
})
