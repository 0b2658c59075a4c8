import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { PAGE_ROWS, useListStore } from '../../../../renderer/stores/list.ts'
import { useToastStore } from '../../../../renderer/stores/toast.ts'
import { fakeBridge, listOf, rowOf } from '../bridge.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})

function pagesAsked(calls: { name: string; input: unknown }[]): number[] {
  return calls
    .filter(({ name }) => name === 'articles.list')
    .map(({ input }) => (input as { offset: number }).offset / PAGE_ROWS)
}

describe('the list', () => {
  it('drops an answer that comes after a newer question', async () => {
    const waiting = new Map<string, (answer: unknown) => void>()
    fakeBridge({
      'articles.list': ({ query }: { query: string }) =>
        new Promise((resolve) => {
          waiting.set(query, resolve)
        }),
    })
    const list = useListStore()
    void list.show({ query: 'ol' })
    void list.show({ query: 'old' })
    await flushPromises()
    waiting.get('old')?.({ total: 1, rows: [rowOf('new')], understood: [], notes: [] })
    await flushPromises()
    waiting.get('ol')?.({ total: 1, rows: [rowOf('stale')], understood: [], notes: [] })
    await flushPromises()
    expect(list.rowAt(0)?.id).toBe('new')
    expect(list.shown?.query).toBe('old')
  })

  it('keeps the rows of the list before until the next ones are here', async () => {
    fakeBridge({ 'articles.list': listOf(3) })
    const list = useListStore()
    await list.show({ query: '' })
    const next = list.show({ query: 'x' })
    expect(list.rowAt(0)?.id).toBe('r0')
    await next
    expect(list.shown?.query).toBe('x')
  })

  it('asks only for the pages that are on the screen', async () => {
    const { calls } = fakeBridge({ 'articles.list': listOf(100_000) })
    const list = useListStore()
    await list.show({ query: '' })
    list.need(50_000, 50_020)
    await flushPromises()
    expect(list.rowAt(50_010)?.id).toBe('r50010')
    expect(pagesAsked(calls)).toEqual([0, 500])
    expect(list.rowAt(20_000)).toBeUndefined()
  })

  it('asks for no page that was passed by while others were on the way', async () => {
    const { calls } = fakeBridge({ 'articles.list': listOf(100_000) })
    const list = useListStore()
    await list.show({ query: '' })
    for (let at = 1000; at <= 90_000; at += 1000) list.need(at, at + 10)
    await flushPromises()
    expect(pagesAsked(calls)).toEqual([0, 10, 20, 900])
  })

  it('shows a change at once and takes it back when it could not be written', async () => {
    fakeBridge({ 'articles.list': listOf(2) })
    const list = useListStore()
    await list.show({ query: '' })
    const written = list.update({ ids: ['r1'] }, { starred: true })
    expect(list.rowAt(1)?.starred).toBe(true)
    await written
    expect(list.rowAt(1)?.starred).toBe(false)
    expect(useToastStore().current?.problem?.code).toBe('internal')
  })

  it('reads the page of a changed row again', async () => {
    let starred = false
    const { emit } = fakeBridge({
      'articles.list': () => ({ total: 1, rows: [rowOf('r0', { starred })], understood: [], notes: [] }),
    })
    const list = useListStore()
    list.follow()
    await list.show({ query: '' })
    starred = true
    emit('library.changed', { ids: ['r0'], listChanged: false })
    await flushPromises()
    expect(list.rowAt(0)?.starred).toBe(true)
  })
})

it('a key is answered with the rows on the screen and a few more, once it is known how many those are', async () => {
  const { calls } = fakeBridge({ 'articles.list': listOf(1000) })
  const list = useListStore()
  list.need(0, 9)
  await list.show({ query: 'lamp' })
  expect(calls.map(({ input }) => input)).toMatchObject([{ offset: 0, limit: 12 }])
  list.need(0, 9)
  expect(calls).toHaveLength(1)
})

it('a key is answered with a screen of rows, and the rest comes when it is wanted', async () => {
  const { calls } = fakeBridge({ 'articles.list': listOf(1000) })
  const list = useListStore()
  await list.show({ query: 'lamp' })
  expect(list.rowAt(29)?.id).toBe('r29')
  expect(list.rowAt(30)).toBeUndefined()
  list.need(0, 12)
  expect(calls).toHaveLength(1)
  list.need(20, 40)
  await flushPromises()
  expect(list.rowAt(99)?.id).toBe('r99')
  expect(calls.map(({ input }) => input)).toMatchObject([{ limit: 30 }, { limit: 100 }])
})
