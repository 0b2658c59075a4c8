import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../main/archive.ts'
import type { ArticleRecord } from '../../../../shared/model/article.ts'
import { problemOf } from '../../../../shared/model/problem.ts'
import { seeded } from '../../../bench/made-words.ts'
import { article, importAll, makePlace, type Place } from './rooms.ts'

/* Whatever is done in whatever order: an undo takes it back, a refusal leaves everything as it was, and the index says what the records say. */

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

const STEPS = 40
const TAGS = ['a', 'A', 'a/b', 'b/c', 'News', 'news/x', 'é', 'constructor', 'q„r“']
const QUERIES = [
  '',
  'is:trashed',
  'is:starred',
  'no:tag',
  'is:marked',
  'tag:a',
  'tag:news',
  'flood',
  '"the paper"',
  'title:edited',
]
/** Refusals that a person may meet here. */
const REFUSED: ReadonlySet<string> = new Set(['tag.missing', 'undo.conflict'])

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

/** Everything that a person has, without the times that an undo writes anew. */
async function everything({ store }: Archive): Promise<Record<string, unknown>> {
  const ids = [...(await store.ids('', 'added-asc')), ...(await store.ids('is:trashed', 'added-asc'))]
  const records = await Promise.all(ids.map((id) => store.record(id)))
  const lasting = ({ changed, trashed, ...rest }: ArticleRecord): unknown => [
    rest,
    changed !== '',
    trashed !== undefined,
  ]
  return { ...Object.fromEntries(records.map((record) => [record.id, lasting(record)])), library: store.library() }
}

/** What the index answers. */
async function answers({ store }: Archive): Promise<unknown> {
  const found = QUERIES.map(async (query) => {
    const { total, rows } = await store.list({ query, sort: 'added-asc', offset: 0, limit: 100 })
    const plain = rows.map(({ id, title, tags, read, starred, marks }) => ({ id, title, tags, read, starred, marks }))
    // times are those of the milliseconds in which a file was taken in: some are the same
    return [query, total, plain.toSorted((a, b) => (a.id < b.id ? -1 : 1)), await store.facets(query)]
  })
  return [await Promise.all(found), (await store.tags()).map(({ tag, count, total }) => [tag, count, total])]
}

/** What can be done, each with `pick` choosing what it is done to. */
function doings(pick: <T>(from: readonly T[]) => T, chance: (share: number) => boolean) {
  let pages = 0
  const put = (name: string, words: string): Promise<string> =>
    place.put(name, article(`Page ${name}`, words, `<link rel="canonical" href="https://paper.example/${name}">`))
  const some = async ({ store }: Archive): Promise<string[]> =>
    [...(await store.ids('', 'added-asc')), ...(await store.ids('is:trashed', 'added-asc'))].filter(() => chance(0.4))
  const known = async ({ store }: Archive): Promise<string> =>
    pick([...(await store.tags()).map(({ tag }) => tag), 'none'])
  const mark = { before: '', after: '', start: 0, colour: 'amber' as const, made: '2026-01-01T00:00:00.000Z' }
  return {
    async add(archive: Archive) {
      const name = `p${String(pages++)}.html`
      await importAll(archive, [await put(name, `The flood ${name}`)], { tags: [pick(TAGS)] })
    },
    async saveAgain(archive: Archive) {
      const name = `p${String(pages - 1)}.html`
      if (!existsSync(join(place.pages, name))) return
      await importAll(archive, [await put(name, `The harvest ${String(pages)} ${pick(TAGS)}`)])
    },
    importAll: async (archive: Archive) => void (await importAll(archive, [place.pages])),
    tag: async (archive: Archive) =>
      archive.tag({ ids: await some(archive) }, { add: [pick(TAGS)], remove: [pick(TAGS)] }),
    tagFound: (archive: Archive) => archive.tag({ query: pick(QUERIES) }, { add: [pick(TAGS)] }),
    rename: async (archive: Archive) => archive.renameTag(await known(archive), pick(TAGS)),
    merge: async (archive: Archive) => archive.mergeTags([await known(archive), await known(archive)], pick(TAGS)),
    split: async (archive: Archive) =>
      archive.splitTag(await known(archive), [{ tag: pick(TAGS), query: pick(QUERIES) }], chance(0.5)),
    removeTag: async (archive: Archive) => archive.removeTags([await known(archive)]),
    star: async (archive: Archive) =>
      archive.update({ ids: await some(archive) }, { starred: chance(0.6), read: chance(0.5) }),
    trash: async (archive: Archive) => archive.trash({ ids: (await some(archive)).slice(0, 2) }),
    restore: async (archive: Archive) => archive.restore({ ids: await some(archive) }),
    edit: async (archive: Archive) =>
      archive.edit(pick(await archive.store.ids('', 'added-asc')), { title: `edited ${pick(TAGS)}` }),
    mark: async (archive: Archive) =>
      archive.saveMark(pick(await archive.store.ids('', 'added-asc')), {
        ...mark,
        id: pick(['m', 'n']),
        quote: 'paper',
        note: pick(TAGS),
      }),
    rule: async (archive: Archive) =>
      archive.rules.save({
        id: '',
        name: 'r',
        query: 'flood',
        tags: [pick(TAGS)],
        star: chance(0.3),
        trash: false,
        on: true,
      }),
    runRules: (archive: Archive) => archive.rules.run(),
    async removeRule(archive: Archive) {
      const [rule] = archive.store.library().rules
      return rule && archive.rules.remove(rule.id, chance(0.5))
    },
    mergeDuplicates: (archive: Archive) => archive.mergeDuplicates('suggested'),
  }
}

test.each([1, 2, 3])('anything can be done and taken back (seed %i)', async (seed) => {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)]
    if (one === undefined) throw new Error('there is nothing to do it to')
    return one
  }
  const chance = (share: number): boolean => random() < share
  const can = doings(pick, chance)
  const names = Object.keys(can).filter((name): name is keyof typeof can => name in can)
  let archive = await place.open()
  for (let page = 0; page < 3; page++) await can.add(archive)
  const did: string[] = []
  for (let step = 0; step < STEPS; step++) {
    const name = (await archive.store.ids('', 'added-asc')).length === 0 ? 'add' : pick(names)
    did.push(name)
    const before = await everything(archive)
    const changes = archive.store.history().length
    try {
      await can[name](archive)
    } catch (error) {
      const { code } = problemOf(error)
      if (!REFUSED.has(code)) throw error
      expect(await everything(archive), `${name} was refused: ${code}`).toEqual(before)
      continue
    }
    if (archive.store.history().length === changes + 1 && chance(0.4)) {
      const after = await everything(archive)
      await archive.undo()
      const back = await everything(archive)
      // what an import added stays in the trash
      const left = Object.keys(back).filter((id) => !(id in before))
      expect(await archive.store.ids('is:trashed', 'added-asc')).toEqual(expect.arrayContaining(left))
      expect(Object.fromEntries(Object.entries(back).filter(([id]) => !left.includes(id))), did.join()).toEqual(before)
      if (chance(0.5)) {
        await archive.redo()
        expect(await everything(archive), did.join()).toEqual(after)
      }
    }
    if (chance(0.1)) {
      await archive.close()
      archive = await place.open()
    }
  }
  const live = await answers(archive)
  expect(await archive.jobs.finished(archive.verify().id)).toMatchObject({ state: 'done', counts: { failed: 0 } })
  await archive.jobs.finished(archive.rebuild().id)
  expect(archive.store.findings()).toEqual([])
  expect(await answers(archive), did.join()).toEqual(live)
})
