import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HISTORY_LIMITS, openHistory } from '../../../../../main/store/changes/history.ts'
import type { Change } from '../../../../../shared/model/change.ts'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepleaf-history-'))
  path = join(root, 'history.ndjson')
})
afterEach(() => rm(root, { recursive: true }))

/** `articles` of it make a line longer than one that is read at once. */
function change(id: string, more: Partial<Change> = {}, articles = 1): Change {
  return {
    id,
    at: '2026-01-02T03:04:05.000Z',
    name: 'tag',
    subject: 'tëst',
    articles: Array.from({ length: articles }, (_, i) => ({
      id: `a${String(i)}`,
      before: { tags: [] },
      after: { tags: ['tëst'] },
    })),
    moved: [],
    contents: [],
    ...more,
  }
}

const lines = async (): Promise<string[]> => (await readFile(path, 'utf8')).trimEnd().split('\n')

test('a large change is known after a restart without being read, and read when it is taken back', async () => {
  const first = await openHistory(root, false)
  for (const each of [change('one', {}, 20_000), change('two')]) {
    await first.append(each)
    await first.done(each.id)
  }
  const [large = '', ...rest] = await lines()
  // what is not JSON any more is not noticed, for nobody reads it
  await writeFile(path, [large.replace('"articles":[', '"articles":?'), ...rest, ''].join('\n'))
  const again = await openHistory(root, false)
  expect(again.summaries()).toEqual([
    { id: 'one', at: '2026-01-02T03:04:05.000Z', name: 'tag', subject: 'tëst', count: 20_000 },
    { id: 'two', at: '2026-01-02T03:04:05.000Z', name: 'tag', subject: 'tëst', count: 1 },
  ])
  expect(await again.undoable()).toEqual(change('two'))
  const undo = change('three', { name: 'undo', undoes: 'two' })
  await again.append(undo)
  await again.done('three')
  await expect(again.undoable()).rejects.toMatchObject({ problem: { code: 'undo.conflict', detail: { name: 'tëst' } } })
  expect(await again.undoable()).toBeUndefined()

  await writeFile(path, [large, ...rest, ''].join('\n'))
  expect(await (await openHistory(root, false)).undoable()).toEqual(change('two'))
})

test('a history of an earlier version is read once, and says from then on what each change was', async () => {
  const old = [change('one', { contents: [{ id: 'a0', key: 'k1', to: 'after' }] }, 300), change('two')]
  await writeFile(path, old.map((each) => `${JSON.stringify(each)}\n{"done":"${each.id}"}\n`).join(''))
  const history = await openHistory(root, false)
  expect(history.summaries().map(({ count }) => count)).toEqual([300, 1])
  expect(await history.undoable()).toEqual(old[1])
  expect([...history.keys()]).toEqual(['k1'])
  const written = await lines()
  expect(JSON.parse(written[1] ?? '')).toMatchObject({ done: 'one', about: { name: 'tag', count: 300, kept: 'k1' } })
  expect(written.map((line) => line.startsWith('{"done"'))).toEqual([false, true, false, true])
  await openHistory(root, false)
  expect(await lines()).toEqual(written)
})

test('one that is read only stays as it is', async () => {
  await writeFile(path, `${JSON.stringify(change('one'))}\n{"done":"one"}\n{"id":"cut`)
  const before = await readFile(path, 'utf8')
  expect((await openHistory(root, true)).summaries()).toHaveLength(1)
  expect(await readFile(path, 'utf8')).toBe(before)
})

test('what was not done is unfinished, a line that was cut short is nothing', async () => {
  const first = await openHistory(root, false)
  await first.append(change('one'))
  await first.done('one')
  await first.append(change('two', {}, 300))
  await appendFile(path, '{"id":"three","at":"20')
  const again = await openHistory(root, false)
  expect(again.unfinished()).toEqual([change('two', {}, 300)])
  await again.append(change('four'))
  await again.forget('four')
  await again.done('two')
  expect(await again.undoable()).toEqual(change('two', {}, 300))
  const last = await openHistory(root, false)
  expect(last.unfinished()).toEqual([])
  expect(last.summaries().map(({ id }) => id)).toEqual(['one', 'two'])
})

test('the oldest fall out, and what they have kept is told once', async () => {
  const keeps = (key: string): Partial<Change> => ({ contents: [{ id: 'a0', key, to: 'after' }] })
  const before = [
    change('first', keeps('k1')),
    change('second', keeps('k2')),
    ...Array.from({ length: HISTORY_LIMITS.changes - 2 }, (_, i) => change(`n${String(i + 1)}`)),
  ]
  await writeFile(path, before.map((each) => `${JSON.stringify(each)}\n{"done":"${each.id}"}\n`).join(''))
  const history = await openHistory(root, false)
  expect(await history.evicted()).toEqual([])
  await history.append(change('newest'))
  await history.done('newest')
  expect(await history.evicted()).toEqual([change('first', keeps('k1'))])
  expect(await history.evicted()).toEqual([])
  expect([...history.keys()]).toEqual(['k2'])
  // the file loses it at the next opening
  const again = await openHistory(root, false)
  expect((await again.evicted()).map(({ id }) => id)).toEqual(['first'])
  expect(
    again
      .summaries()
      .map(({ id }) => id)
      .slice(0, 2),
  ).toEqual(['second', 'n1'])
  expect(await lines()).toHaveLength(2 * HISTORY_LIMITS.changes)
})

/** Room for about three changes of 300 articles. */
const small = { changes: 500, bytes: 60_000 }
const bulk = (id: string, more: Partial<Change> = {}): Change => change(id, more, 300)
const idsIn = (history: Awaited<ReturnType<typeof openHistory>>): string[] => history.summaries().map(({ id }) => id)

test('large changes fall out before there are many, and the newest stays whatever its size', async () => {
  const history = await openHistory(root, false, small)
  const add = async (each: Change): Promise<void> => {
    await history.append(each)
    await history.done(each.id)
  }
  for (const id of ['one', 'two', 'three']) await add(bulk(id))
  expect(idsIn(history)).toEqual(['one', 'two', 'three'])
  await add(bulk('four'))
  expect(idsIn(history)).toEqual(['two', 'three', 'four'])
  await add(change('huge', {}, 3000))
  expect(idsIn(history)).toEqual(['huge'])
  expect(idsIn(await openHistory(root, false, small))).toEqual(['huge'])
  expect(await lines()).toHaveLength(2)
})

test('a file in which nearly everything has fallen out is written anew while the library is open', async () => {
  const history = await openHistory(root, false, small)
  for (let at = 0; at < 20; at++) {
    await history.append(bulk(`c${String(at)}`))
    await history.done(`c${String(at)}`)
    await history.evicted()
  }
  expect((await readFile(path)).length).toBeLessThan(3 * small.bytes)
  expect(await history.undoable()).toEqual(bulk('c19'))
  expect(idsIn(await openHistory(root, false, small))).toEqual(['c17', 'c18', 'c19'])
})

test('a large change that is stopped costs none of those before it, and one that is unfinished never falls out', async () => {
  const history = await openHistory(root, false, small)
  await history.append(bulk('one'))
  await history.done('one')
  await history.append(change('stopped', {}, 3000))
  await history.forget('stopped')
  expect(await history.undoable()).toEqual(bulk('one'))
  await history.append(change('cut off', {}, 3000))
  const again = await openHistory(root, false, small)
  expect(again.unfinished().map(({ id }) => id)).toEqual(['cut off'])
  await again.done('cut off')
  expect(idsIn(again)).toEqual(['cut off'])
})

test('a reading view that an undo still needs goes when the undo does', async () => {
  const kept = (to: 'before' | 'after'): Partial<Change> => ({ contents: [{ id: 'a0', key: 'k1', to }] })
  const history = await openHistory(root, false, small)
  await history.append(change('large', kept('after'), 500))
  await history.done('large')
  const undo = change('undo', { ...kept('before'), name: 'undo', undoes: 'large' }, 500)
  await history.append(undo)
  // taken back, and the program ended in the middle of it
  const again = await openHistory(root, false, small)
  expect(again.unfinished()).toEqual([undo])
  expect(await again.evicted()).toEqual([])
  await again.done('undo')
  expect([...again.keys()]).toEqual(['k1'])
  expect(await again.evicted()).toEqual([])
  await again.append(change('next', {}, 500))
  await again.done('next')
  expect((await again.evicted()).map(({ id }) => id)).toEqual(['undo'])
})
