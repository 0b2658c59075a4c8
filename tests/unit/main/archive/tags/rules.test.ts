import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import { ruleSchema, type Rule } from '../../../../../shared/model/library.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

let place: Place
let archive: Archive
let ids: string[]

const rule = (values: Partial<Rule>): Rule => ({ ...ruleSchema.parse({ id: '', query: '' }), ...values })
const record = (n: number) => archive.store.record(ids[n] ?? '')
const find = (query: string) => archive.store.ids(query, 'added-asc')
async function save(values: Partial<Rule>): Promise<string> {
  return (await archive.rules.save(rule(values))).id
}

async function take(names: Record<string, string>): Promise<string[]> {
  const paths: string[] = []
  for (const [name, words] of Object.entries(names)) {
    paths.push(await place.put(`${name}.html`, article(name, words)))
  }
  const { items } = await importAll(archive, paths)
  const byFile = new Map(items.map(({ file, id }) => [file, id ?? '']))
  return paths.map((path) => byFile.get(path) ?? '')
}

beforeEach(async () => {
  place = await makePlace()
  archive = await place.open()
  ids = await take({ Harbour: 'The tide', Meadow: 'The clover', Pier: 'The tide and the rope' })
})
afterEach(() => place.clear())

test('a rule is run over what is there: one change, each tag knows its rule, and one undo takes all back', async () => {
  const id = await save({ name: 'Sea', query: 'text:tide', tags: ['sea', 'water'], star: true })
  await archive.tag({ ids: [ids[0] ?? ''] }, { add: ['sea'] })
  expect(await archive.rules.run([id])).toMatchObject({ name: 'rule.run', subject: 'Sea', count: 2 })
  expect(await record(0)).toMatchObject({ tags: ['sea', 'water'], tagRules: { water: id }, starred: true })
  expect(await record(2)).toMatchObject({ tags: ['sea', 'water'], tagRules: { sea: id, water: id }, starred: true })
  expect(await record(1)).toMatchObject({ tags: [], starred: false })
  expect(await archive.rules.run([id])).toBeUndefined()
  await archive.undo()
  expect(await record(0)).toMatchObject({ tags: ['sea'], tagRules: {}, starred: false })
  expect(await record(2)).toMatchObject({ tags: [], tagRules: {}, starred: false })
})

test('a rule gives its tags as the library writes them already', async () => {
  await archive.tag({ ids: [ids[1] ?? ''] }, { add: ['Sea'] })
  const id = await save({ name: 'Sea', query: 'text:tide', tags: ['sea', 'SEA/Deep'] })
  expect(archive.store.library().rules[0]?.tags).toEqual(['Sea', 'Sea/Deep'])
  await archive.rules.run([id])
  expect((await record(0)).tags).toEqual(['Sea', 'Sea/Deep'])
})

test('the preview tells what it finds and what it would change, word for word', async () => {
  const sea = { query: 'tid', tags: ['sea'] }
  expect(await archive.rules.preview(sea)).toMatchObject({ matches: 0, changes: 0 })
  await archive.tag({ ids: [ids[0] ?? ''] }, { add: ['Sea'] })
  const preview = await archive.rules.preview({ query: 'tide', tags: ['sea'] })
  expect(preview).toMatchObject({ matches: 2, changes: 1, given: 0, notes: [] })
  expect(preview.rows.map(({ title }) => title).sort()).toEqual(['Harbour', 'Pier'])
  expect(await archive.rules.preview({ query: 'tide', tags: ['sea'], star: true })).toMatchObject({ changes: 2 })
  expect(await archive.rules.preview({ query: 'tide', trash: true })).toMatchObject({ matches: 2, changes: 2 })
  expect(await archive.rules.preview({ query: 'tide' })).toMatchObject({ matches: 2, changes: 0 })
})

test('an import tells what the rules did, also after a start; nothing when they did nothing', async () => {
  expect(archive.jobs.list()[0]?.rules).toBeUndefined()
  await save({ name: 'Sea', query: 'tide', tags: ['sea', 'water'], star: true })
  await save({ name: 'Away', query: 'clover', trash: true })
  await take({ Quay: 'The tide again', Field: 'More clover', Jetty: 'Low tide' })
  const told = () => archive.jobs.list().at(-1)?.rules
  const did = { tags: { sea: 2, water: 2 }, starred: 2, trashed: 1 }
  expect(told()).toEqual(did)
  await archive.close()
  archive = await place.open()
  expect(told()).toEqual(did)
})

test('what is taken in meets the rules that are on, and one undo takes the import back with all of it', async () => {
  await save({ name: 'Sea', query: 'tide', tags: ['sea'] })
  const boats = await save({ name: 'Boats', query: 'oars', tags: ['boats'], star: true })
  await save({ name: 'Adverts', query: 'title:Advert', trash: true })
  await save({ name: 'Off', query: 'oars', tags: ['never'], on: false })
  const [boat, advert] = await take({ Boat: 'The oars', Advert: 'The cheapest oars' })
  expect(await archive.store.record(boat ?? '')).toMatchObject({
    ...{ tags: ['boats'], tagRules: { boats }, starred: true },
  })
  expect((await archive.store.record(boat ?? '')).trashed).toBeUndefined()
  expect((await archive.store.record(advert ?? '')).trashed).toBeDefined()
  // what was there before is not touched
  expect(await find('tag:sea')).toEqual([])
  expect(await find('is:trashed')).toEqual([advert])
  await archive.undo()
  expect((await find('is:trashed')).sort()).toEqual([boat, advert].sort())
  expect(await find('')).toHaveLength(3)
})

test('a page that is taken in again is not given what was taken off by hand', async () => {
  await save({ query: 'oars', tags: ['boats'] })
  const [boat = ''] = await take({ Boat: 'The oars' })
  await archive.tag({ ids: [boat] }, { remove: ['boats'] })
  await take({ Boat: 'The oars' })
  await take({ Boat: 'The oars and the sail' })
  const [renewed = ''] = await find('title:Boat')
  expect(renewed).not.toBe(boat)
  expect((await archive.store.record(renewed)).tags).toEqual([])
})

test('with a rule goes what only it gave', async () => {
  const sea = await save({ name: 'Sea', query: 'tide', tags: ['sea', 'blue'] })
  const ropes = await save({ name: 'Ropes', query: 'rope', tags: ['sea'] })
  await archive.tag({ ids: [ids[0] ?? ''] }, { add: ['blue'] })
  await archive.rules.run()
  expect((await record(2)).tagRules).toEqual({ sea, blue: sea })
  expect(await archive.rules.takesBack(sea)).toEqual({ tags: expect.arrayContaining(['blue', 'sea']), articles: 2 })
  await archive.rules.remove(sea, true)
  // by hand
  expect((await record(0)).tags).toEqual(['blue'])
  // by the other rule as well
  expect(await record(2)).toMatchObject({ tags: ['sea'], tagRules: { sea: ropes } })
  await archive.undo()
  expect(await record(2)).toMatchObject({ tags: ['sea', 'blue'], tagRules: { sea, blue: sea } })
  expect(archive.store.library().rules).toHaveLength(2)
  await archive.rules.remove(sea)
  expect((await record(2)).tags).toEqual(['sea', 'blue'])
})

test('a rule that is changed takes back what it would no longer give', async () => {
  const id = await save({ name: 'Sea', query: 'tide', tags: ['sea', 'blue'] })
  await archive.rules.run()
  const next = rule({ id, name: 'Sea', query: 'rope', tags: ['sea'] })
  expect(await archive.rules.takesBack(id, next)).toEqual({
    tags: expect.arrayContaining(['blue', 'sea']),
    articles: 2,
  })
  expect(await archive.rules.save(next, true)).toMatchObject({ id, change: { name: 'rule.edit', count: 2 } })
  expect(await record(0)).toMatchObject({ tags: [], tagRules: {} })
  expect(await record(2)).toMatchObject({ tags: ['sea'], tagRules: { sea: id } })
})

test('a rule has to say what it means and to do something', async () => {
  const refused = (values: Partial<Rule>) => expect(save(values)).rejects
  await refused({ query: ' ', tags: ['x'] }).toMatchObject({
    problem: { code: 'query.invalid', detail: { reason: 'rule.everything' } },
  })
  await refused({ query: 'published:soon', trash: true }).toMatchObject({
    problem: { code: 'query.invalid', detail: { reason: 'query.badDate', typed: 'soon' } },
  })
  await refused({ query: '"tide', tags: ['x'] }).toMatchObject({ problem: { code: 'query.invalid' } })
  await refused({ query: 'tide' }).toMatchObject({ problem: { code: 'usage' } })
  await refused({ query: 'tide', tags: ['a,b'] }).toMatchObject({ problem: { code: 'tag.invalid' } })
  await expect(archive.rules.remove('nothing')).rejects.toMatchObject({ problem: { code: 'rule.missing' } })
})

test('rules keep their order, are renamed with their tags, and say what they find', async () => {
  const one = await save({ name: 'One', query: 'tag:old', tags: ['old/deep'] })
  const two = await save({ name: 'Two', query: 'tide', tags: ['old/deep'], on: false })
  await archive.rules.order([two, one])
  await archive.rules.run([two])
  await archive.renameTag('old', 'new')
  expect(await archive.rules.list()).toMatchObject([
    { id: two, tags: ['new/deep'], on: false, matches: 2, changes: 0, given: 2 },
    { id: one, query: 'tag:new', tags: ['new/deep'], on: true, matches: 2, changes: 0, given: 0 },
  ])
  await archive.undo()
  await archive.undo()
  await archive.undo()
  expect((await archive.rules.list()).map(({ name }) => name)).toEqual(['One', 'Two'])
})
