import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import type { SiteRule } from '../../../../../shared/model/site-rule.ts'
import { importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

const words = (about: string): string =>
  `${about} stood in the paper of that day, and everybody who could read had read it by the evening. `.repeat(3)

const page = (name: string, host = 'paper.example'): string =>
  `<!doctype html><title>${name}</title><link rel="canonical" href="https://www.${host}/${name}"><body>
<article><h1>${name}</h1><p>${words(`The ${name}`)}</p><p>${words('All else')}</p><div class="plea"><p>${words('A plea for money')}</p></div></article>`

const rule: SiteRule = {
  ...{ id: 'r', host: 'paper.example', article: ['article'], drop: ['.plea'], created: '2026-01-01T00:00:00.000Z' },
}

async function threePages(archive: Archive): Promise<string[]> {
  for (const name of ['flood', 'harvest']) await place.put(`${name}.html`, page(name))
  await place.put('else.html', page('elsewhere', 'other.example'))
  await importAll(archive, [place.pages])
  return archive.sites.pages('paper.example')
}

test('a rule is looked at over its site, applied as one change, used for what comes, and taken back', async () => {
  const archive = await place.open()
  const ids = await threePages(archive)
  expect(ids).toHaveLength(2)
  expect(await archive.sites.check(rule, ids)).toMatchObject([
    { applies: true, changed: true },
    { applies: true, changed: true },
  ])
  const { before, after } = await archive.sites.look(rule, ids[0] ?? '')
  expect(before.html).toContain('plea')
  expect(after.html).not.toContain('plea')
  expect(archive.sites.list()).toEqual([])

  const job = await archive.jobs.finished(archive.sites.apply(rule).id)
  expect(job).toMatchObject({ state: 'done', done: 2, counts: { updated: 2 } })
  expect(archive.sites.list()).toEqual([rule])
  for (const id of ids) expect(await archive.store.text(id)).not.toContain('plea')
  expect((await archive.store.record(ids[0] ?? '')).extracted?.rule).toBe('r')
  expect(await archive.sites.check(rule, ids)).toMatchObject([{ applies: true, changed: false }, { changed: false }])

  const path = await place.put('later.html', page('later'))
  const [{ id = '' } = {}] = (await importAll(archive, [path])).items
  expect(await archive.store.text(id)).not.toContain('plea')
  await archive.undo()

  expect(await archive.undo()).toMatchObject({ name: 'undo', subject: 'paper.example' })
  expect(archive.sites.list()).toEqual([])
  for (const each of ids) expect(await archive.store.text(each)).toContain('plea')
})

test('of several rules of a site the preview names those that applying uses, and counts what applying changes', async () => {
  const archive = await place.open()
  const ids = await threePages(archive)
  const first = { ...rule, id: 'first', article: [], drop: ['.plea'] }
  const second = { ...rule, id: 'second', drop: [], title: 'p' }
  await archive.sites.save(first)
  // the first has its say in every page: the second changes nothing of its own, and what the first does is not done yet
  const checked = await archive.sites.check(second, ids)
  expect(checked).toMatchObject(ids.map(() => ({ applies: false, changed: true })))
  expect((await archive.sites.look(second, ids[0] ?? '')).after).toMatchObject({ title: 'harvest' })
  expect((await archive.sites.pick(ids[0] ?? '')).rule).toBe('first')
  const job = await archive.jobs.finished(archive.sites.apply(second).id)
  expect(job.counts.updated).toBe(checked.filter(({ changed }) => changed).length)
  for (const id of ids) expect((await archive.store.record(id)).extracted?.rule).toBe('first')
  expect(await archive.sites.check(second, ids)).toMatchObject(ids.map(() => ({ applies: false, changed: false })))
})

test('rules are kept, taken in and taken away, each with a way back; one that cannot work is refused', async () => {
  const archive = await place.open()
  await archive.sites.save(rule)
  await archive.sites.add([
    { ...rule, drop: [] },
    { ...rule, id: 's', host: 'other.example' },
  ])
  expect(archive.sites.list()).toMatchObject([{ id: 'r', drop: [] }, { id: 's' }])
  await archive.undo()
  expect(archive.sites.list()).toEqual([rule])
  const before = archive.store.history().length
  expect(await archive.sites.add([rule])).toBeUndefined()
  expect(await archive.sites.save(rule)).toBeUndefined()
  expect(archive.store.history()).toHaveLength(before)
  expect(await archive.sites.add([rule, { ...rule, id: 's', host: 'other.example' }])).toMatchObject({ subject: '1' })
  await archive.undo()
  await archive.sites.remove('r')
  expect(archive.sites.list()).toEqual([])
  await archive.undo()
  expect(archive.sites.list()).toEqual([rule])
  await expect(archive.sites.save({ ...rule, article: ['div..'] })).rejects.toMatchObject({
    problem: { code: 'site.selector' },
  })
  await expect(archive.sites.save({ ...rule, article: [], drop: [] })).rejects.toThrow('needs something to look for')
})

test('pointing at an element of the numbered original makes the rule', async () => {
  const archive = await place.open()
  const [id = ''] = await threePages(archive)
  const { src, rule: used } = await archive.sites.pick(id)
  expect(used).toBeUndefined()
  const shown = await archive.file(id, new URL(src).pathname.slice(1))
  const html = new TextDecoder().decode(shown?.bytes)
  expect(shown?.script).toMatch(/^'sha256-/)
  const number = Number(/class="plea"/.exec(html) && /data-keepleaf-number="(\d+)" class="plea"/.exec(html)?.[1])
  const learnt = await archive.sites.learn({ id, rule: { ...rule, drop: [] }, pick: { kind: 'drop', number } })
  expect(learnt.rule.drop).toEqual(['div.plea'])
  expect(learnt.found.drop).toEqual([number])
  expect(learnt.after.html).not.toContain('plea')
})
