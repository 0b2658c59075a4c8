import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBridge, rowOf } from '../bridge.ts'
import { useToastStore } from '../../../../renderer/stores/toast.ts'
import { useTriageStore } from '../../../../renderer/stores/triage.ts'

const change = (id: string, name: string) => ({
  change: { id, at: '2026-01-01T00:00:00Z', name, subject: '', count: 1 },
})
let read: Set<string>
let calls: ReturnType<typeof fakeBridge>['calls']
let made: number

beforeEach(() => {
  setActivePinia(createPinia())
  read = new Set()
  made = 0
  ;({ calls } = fakeBridge({
    'articles.get': ({ id }: { id: string }) => ({
      ...rowOf(id),
      url: 'https://www.sea.example/x',
      read: read.has(id),
    }),
    'articles.update': ({ selection }: { selection: { ids: string[] } }) => {
      for (const id of selection.ids) read.add(id)
      return change(`c${String(++made)}`, 'read')
    },
    'articles.trash': () => change(`c${String(++made)}`, 'trash'),
    'tags.apply': () => change(`c${String(++made)}`, 'tag'),
    'tags.ofSelection': () => ({ articles: 9, tags: { rare: 1, often: 7, some: 3 } }),
    'tags.suggest': () => [
      { tag: 'like', why: 'similar', score: 0.5 },
      { tag: 'word', why: 'new', score: 0.2 },
    ],
    'history.undo': ({ id }: { id: string }) => ({ undone: change(`undo-${id}`, 'undo').change }),
    'history.redo': () => ({ redone: change(`c${String(++made)}`, 'read').change }),
  }))
})

it('offers the tags of the site, most used first, then what is suggested and is a tag', async () => {
  const triage = useTriageStore()
  triage.begin(['a', 'b'], 0)
  await vi.waitFor(() => expect(triage.offered).toEqual(['often', 'some', 'rare', 'like']))
  expect(calls.find(({ name }) => name === 'tags.ofSelection')?.input).toEqual({
    selection: { query: 'site:sea.example' },
  })
})

it('begins at the cursor, goes on after what ends an article, and counts what was done', async () => {
  const triage = useTriageStore()
  triage.begin(['x', 'a', 'b', 'c'], 1)
  await vi.waitFor(() => expect(triage.offered).toHaveLength(4))
  await triage.tag(0)
  expect(triage.id).toBe('a')
  await triage.read()
  expect(triage.id).toBe('b')
  await triage.trash()
  triage.step(1)
  expect(triage.over).toBe(true)
  expect(triage.counts).toEqual({ read: 1, star: 0, trash: 1, tag: 1 })
})

it('stays with an article that it could not do anything to, and says so', async () => {
  const triage = useTriageStore()
  fakeBridge({ 'articles.get': ({ id }: { id: string }) => ({ ...rowOf(id), read: false }) })
  triage.begin(['a', 'b'], 0)
  await vi.waitFor(() => expect(triage.record?.id).toBe('a'))
  await triage.trash()
  expect([triage.id, useToastStore().current?.problem?.code]).toEqual(['a', 'internal'])
  await triage.read()
  expect(triage.id).toBe('a')
})

it('does one thing after the other: a key that is pressed twice skips nothing', async () => {
  const triage = useTriageStore()
  triage.begin(['a', 'b', 'c'], 0)
  await vi.waitFor(() => expect(triage.record?.id).toBe('a'))
  await Promise.all([triage.trash(), triage.trash()])
  expect(triage.id).toBe('b')
})

it('takes the last back and goes to where that was; at the end all of it, newest first', async () => {
  const triage = useTriageStore()
  triage.begin(['a', 'b'], 0)
  await vi.waitFor(() => expect(triage.record?.id).toBe('a'))
  await triage.read()
  await vi.waitFor(() => expect(triage.record?.id).toBe('b'))
  await triage.read()
  expect(triage.over).toBe(true)
  await triage.undo()
  expect(triage.id).toBe('b')
  await triage.undoAll()
  expect(calls.filter(({ name }) => name === 'history.undo').map(({ input }) => input)).toEqual([
    { id: 'c2' },
    { id: 'c1' },
  ])
  expect(triage.over).toBe(true)
  expect(triage.changes).toEqual([])
})

it('does again what was taken back, until something else is done', async () => {
  const triage = useTriageStore()
  triage.begin(['a', 'b', 'c'], 0)
  await vi.waitFor(() => expect(triage.record?.id).toBe('a'))
  await triage.read()
  await vi.waitFor(() => expect(triage.record?.id).toBe('b'))
  await triage.undo()
  await triage.redo()
  expect(calls).toContainEqual({ name: 'history.redo', input: { id: 'undo-c1' } })
  expect([triage.id, triage.said?.action, triage.counts.read]).toEqual(['a', 'redone', 1])
  await triage.undo()
  await triage.trash()
  expect(triage.takenBack).toEqual([])
  expect(triage.changes.map(({ name }) => name)).toEqual(['trash'])
})
