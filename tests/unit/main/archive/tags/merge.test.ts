import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

test('of tags that become one, one that a person gave stays a person’s, and goes with no rule', async () => {
  await place.put('one.html', article('one', 'The harvest'))
  await place.put('two.html', article('two', 'The harvest again'))
  const archive = await place.open()
  const { id: rule } = await archive.rules.save({
    ...{ id: '', name: 'Machines', query: 'harvest', tags: ['ml', 'toString'], star: false, trash: false, on: true },
  })
  const { items } = await importAll(archive, [place.pages])
  const [one = '', two = ''] = ['one', 'two'].map((title) => items.find((item) => item.title === title)?.id)
  await archive.tag({ ids: [one] }, { add: ['ai'] })
  await archive.mergeTags(['ml'], 'ai')
  expect(await archive.store.record(one)).toMatchObject({ tags: ['ai', 'toString'], tagRules: { toString: rule } })
  expect((await archive.store.record(one)).tagRules).not.toHaveProperty('ai')
  expect((await archive.store.record(two)).tagRules).toEqual({ toString: rule, ai: rule })
  await archive.rules.remove(rule, true)
  expect((await archive.store.record(one)).tags).toEqual(['ai'])
  expect((await archive.store.record(two)).tags).toEqual([])
})
