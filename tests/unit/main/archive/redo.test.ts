import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../main/archive.ts'
import { changeNames, unseenChanges, type ChangeName } from '../../../../shared/model/change.ts'
import { ruleSchema } from '../../../../shared/model/library.ts'
import type { Mark } from '../../../../shared/model/mark.ts'
import type { SiteRule } from '../../../../shared/model/site-rule.ts'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 240_000 })

let place: Place
let archive: Archive
let ids: string[]
beforeEach(async () => {
  place = await makePlace()
  await place.put('a.html', article('Alpha', 'The flood'))
  await place.put('b.html', article('Beta', 'The harvest'))
  await place.put('c.html', article('Gamma', 'The market'))
  archive = await place.open()
  await importAll(archive, [place.pages])
  ids = await archive.store.ids('', 'title-asc')
})
afterEach(() => place.clear())

const id = (at: number): string => ids[at] ?? ''
const select = (...at: number[]) => ({ ids: at.map(id) })
const names = () => archive.store.history().map(({ name }) => name)

/** Everything that a change can change, in the records, the reading views and the index; not when it was. */
async function state() {
  const everything = await archive.store.list({ query: '', sort: 'title-asc', offset: 0, limit: 50 })
  const trash = await archive.store.list({ query: 'is:trashed', sort: 'title-asc', offset: 0, limit: 50 })
  const all = [...everything.rows, ...trash.rows].map((row) => row.id).sort()
  const articles = await Promise.all(
    all.map(async (each) => {
      const { changed: _, trashed, ...record } = await archive.store.record(each)
      return { ...record, trashed: trashed !== undefined, text: await archive.store.text(each) }
    }),
  )
  const places = await archive.store.places()
  return {
    articles,
    library: archive.store.library(),
    rows: everything.rows,
    trash: trash.rows.map(({ title }) => title),
    places: { ...places, tags: places.tags.map(({ lastUsed: _, ...tag }) => tag) },
    duplicates: (await archive.store.relations.duplicates(0, 50)).groups.length,
  }
}

/** What an import brought lies in the trash when it is taken back. */
const here = ({ articles, rows }: Awaited<ReturnType<typeof state>>) => ({
  articles: articles.filter(({ trashed }) => !trashed),
  rows,
})

/** Makes a change, takes it back, makes it again, takes it back and makes it again after a restart: the states are the same two. */
async function thereAndBack(name: ChangeName, change: () => Promise<unknown>): Promise<void> {
  const before = await state()
  await change()
  expect(names().at(-1)).toBe(name)
  const after = await state()
  expect(after, name).not.toEqual(before)
  expect(await archive.undo()).toMatchObject({ name: 'undo', of: name })
  const back = await state()
  if (name === 'import') expect(here(back)).toEqual(here(before))
  else expect(back, `${name} taken back`).toEqual(before)
  expect(await archive.redo(), name).toMatchObject({ name, subject: archive.store.history().at(-2)?.subject })
  expect(await state(), `${name} made again`).toEqual(after)
  await archive.undo()
  await archive.close()
  archive = await place.open()
  expect(await state(), `${name} taken back again`).toEqual(back)
  expect(await archive.redo(), `${name} after a restart`).toMatchObject({ name })
  expect(await state(), `${name} made again after a restart`).toEqual(after)
  expect(await archive.redo()).toBeUndefined()
}

const mark = (more: Partial<Mark> = {}): Mark => ({
  ...{ id: 'm', quote: 'the paper of that day', before: '', after: '', start: 9, colour: 'leaf', note: '' },
  ...{ made: '2026-01-01T00:00:00.000Z', ...more },
})
/** Two pages with these are near-same. */
const WORDS = Array.from({ length: 60 }, (_, number) => `word${String(number * number)}`).join(' ')
const siteRule: SiteRule = {
  ...{ id: 'r', host: 'paper.example', article: ['article'], drop: ['p + p'], created: '2026-01-01T00:00:00.000Z' },
}
const rule = (more: object) => ruleSchema.parse({ id: '', query: 'market', tags: ['shop'], ...more })
const ruleAt = (at: number) => archive.store.library().rules[at]?.id ?? ''
const searchId = () => archive.store.library().savedSearches[0]?.id ?? ''
const finished = async ({ id: job }: { id: string }): Promise<unknown> => archive.jobs.finished(job)

/** What has to be there before a change is made. */
const prepared: Partial<Record<ChangeName, () => Promise<unknown>>> = {
  'rule.save': () => archive.rules.save(rule({ name: 'One' })),
  'search.order': () => archive.saveSearch({ name: 'T', query: 'market' }),
  'search.delete': () => archive.removeSearch(searchId()),
  // as an older extractor might have made it
  extract: async () => {
    const view = join(archive.store.folder(id(0)), 'article.html')
    await archive.close()
    await writeFile(view, '<p>Share this page</p>')
    archive = await place.open()
  },
}

/** In this order: each finds what those before it have left. */
const changes: Partial<Record<ChangeName, () => Promise<unknown>>> = {
  read: () => archive.update(select(0, 1), { read: true }),
  unread: () => archive.update(select(0), { read: false }),
  star: () => archive.update(select(1), { starred: true }),
  unstar: () => archive.update(select(1), { starred: false }),
  edit: () => archive.edit(id(0), { title: 'Omega', byline: 'Ada' }),
  tag: () => archive.tag(select(0, 1), { add: ['x', 'y'] }),
  untag: () => archive.tag(select(1), { remove: ['y'] }),
  retag: () => archive.tag(select(2), { add: ['z'], remove: ['none'] }),
  'tag.colour': () => archive.describeTag('x', { colour: 'leaf' }),
  'tag.describe': () => archive.describeTag('x', { description: 'Of old' }),
  'tag.rename': () => archive.renameTag('x', 'w'),
  'tag.merge': () => archive.mergeTags(['w', 'y'], 'v'),
  'tag.split': () => archive.splitTag('v', [{ tag: 'u', query: 'flood' }]),
  'tag.delete': () => archive.removeTags(['u']),
  'mark.add': () => archive.saveMark(id(0), mark()),
  'mark.edit': () => archive.saveMark(id(0), mark({ note: 'so' })),
  'mark.remove': () => archive.removeMark(id(0), 'm'),
  trash: () => archive.trash(select(1, 2)),
  restore: () => archive.restore(select(1, 2)),
  'search.save': () => archive.saveSearch({ name: 'S', query: 'flood' }),
  'search.edit': () => archive.saveSearch({ id: searchId(), name: 'S2', query: 'flood' }),
  'search.order': () => archive.orderSearches([archive.store.library().savedSearches[1]?.id ?? '']),
  'search.delete': () => archive.removeSearch(searchId()),
  'watch.add': () => archive.addWatched({ path: place.pages, tags: [], paused: true }),
  'watch.edit': () => archive.editWatched({ path: place.pages, tags: ['w'], paused: true }),
  'watch.remove': () => archive.removeWatched(place.pages),
  'rule.save': () => archive.rules.save(rule({ name: 'Two' })),
  'rule.edit': () => archive.rules.save(rule({ id: ruleAt(0), name: 'One', tags: ['stall'] })),
  'rule.order': () => archive.rules.order([ruleAt(1), ruleAt(0)]),
  'rule.run': () => archive.rules.run([ruleAt(0)]),
  'rule.delete': () => archive.rules.remove(ruleAt(0), true),
  'site.save': () => archive.sites.save({ ...siteRule, host: 'other.example' }),
  'site.delete': () => archive.sites.remove('r'),
  'site.import': () => archive.sites.add([{ ...siteRule, id: 's', host: 'else.example' }]),
  import: async () => {
    const more = { d: 'Delta', e: 'Epsilon' }
    for (const [name, title] of Object.entries(more)) {
      const address = `<link rel="canonical" href="https://paper.example/${name}">`
      await place.put(`more/${name}.html`, article(title, `${WORDS} ${title}`, address))
    }
    await importAll(archive, [join(place.pages, 'more')])
  },
  'site.apply': async () => finished(archive.sites.apply(siteRule)),
  extract: async () => finished(archive.extract(select(0))),
  merge: () => archive.mergeDuplicates('suggested'),
  apart: () => archive.tellApart([id(0), id(1)]),
}

test('every kind of change is taken back and made again, also after a restart', async () => {
  for (const name of changeNames.filter((each) => each !== 'undo' && !unseenChanges.has(each)))
    expect(changes).toHaveProperty([name])
  for (const name of Object.keys(changes).map((each) => changeNames.find((known) => known === each))) {
    if (!name) continue
    await prepared[name]?.()
    await thereAndBack(name, changes[name] ?? (() => Promise.reject(new Error(name))))
  }
})

test('a new change ends what could be made again, what is noted by itself does not, and what is gone is said', async () => {
  await archive.tag(select(0), { add: ['x'] })
  const undone = await archive.undo()
  await archive.update(select(0), { progress: 0.5 })
  await expect(archive.redo('another')).rejects.toMatchObject({ problem: { code: 'redo.conflict' } })
  expect(await archive.redo(undone?.id)).toMatchObject({ name: 'tag', count: 1 })
  await archive.undo()
  await archive.update(select(1), { starred: true })
  expect(await archive.redo()).toBeUndefined()
  await expect(archive.redo(undone?.id)).rejects.toMatchObject({ problem: { code: 'redo.conflict' } })

  await archive.trash(select(2))
  await archive.tag(select(2), { add: ['y'] })
  await archive.undo()
  await archive.purge(select(2))
  await expect(archive.redo()).rejects.toMatchObject({
    problem: { code: 'redo.conflict', detail: { reason: 'undo.gone', gone: id(2) } },
  })
  // neither can what moved it to the trash be taken back, and what could not is not there to be made again
  await expect(archive.undo()).rejects.toMatchObject({ problem: { code: 'undo.conflict' } })
  expect(await archive.undo()).toMatchObject({ of: 'star' })
  expect(await archive.redo()).toMatchObject({ name: 'star' })
})

test('what was deleted for good is left out and counted; the rest is taken back and made again', async () => {
  await archive.trash(select(2))
  await archive.tag(select(0, 1, 2), { add: ['x'] })
  await archive.purge(select(2))
  expect(await archive.undo()).toMatchObject({ of: 'tag', count: 2, left: 1 })
  expect(await archive.store.ids('tag:x', 'title-asc')).toEqual([])
  expect(await archive.redo()).toMatchObject({ name: 'tag', count: 2 })

  await archive.trash(select(1))
  await archive.tag(select(0, 1), { add: ['y'] })
  await archive.undo()
  await archive.purge(select(1))
  expect(await archive.redo()).toMatchObject({ name: 'tag', count: 1, left: 1 })
  expect(await archive.store.ids('tag:y', 'title-asc')).toEqual([id(0)])
})

test('a merge is not taken back without those that were merged: what they had would be lost', async () => {
  await archive.saveMark(id(1), mark())
  await archive.mergeDuplicates([{ keep: id(0), others: [id(1)] }])
  await archive.purge(select(1))
  const before = await archive.store.record(id(0))
  await expect(archive.undo()).rejects.toMatchObject({ problem: { code: 'undo.conflict' } })
  expect((await archive.store.record(id(0))).marks).toEqual(before.marks)
  expect(before.marks).toHaveLength(1)
})

test('several changes are taken back and made again in their order, and the one before them too', async () => {
  const states = [await state()]
  for (const tag of ['a', 'b', 'c']) {
    await archive.tag(select(0, 1, 2), { add: [tag] })
    states.push(await state())
  }
  for (const back of [2, 1, 0]) {
    await archive.undo()
    expect(await state()).toEqual(states[back])
  }
  for (const on of [1, 2]) {
    await archive.redo()
    expect(await state()).toEqual(states[on])
  }
  await archive.undo()
  expect(await state()).toEqual(states[1])
  for (const on of [2, 3]) {
    await archive.redo()
    expect(await state()).toEqual(states[on])
  }
  expect(await archive.redo()).toBeUndefined()
})
