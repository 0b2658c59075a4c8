import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useListStore } from '../../../../renderer/stores/list.ts'
import { useSelectionStore } from '../../../../renderer/stores/selection.ts'
import { fakeBridge, listOf } from '../bridge.ts'

async function withRows(total: number) {
  fakeBridge({
    'articles.list': listOf(total),
    'articles.ids': () => Array.from({ length: total }, (_, i) => `r${String(i)}`),
  })
  const list = useListStore()
  const selection = useSelectionStore()
  await list.show({ query: '' })
  await nextTick()
  return { list, selection }
}

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('the selection', () => {
  it('is the row under the cursor while none is picked', async () => {
    const { selection } = await withRows(5)
    selection.only(2)
    expect(selection.target).toEqual({ ids: ['r2'] })
    expect(selection.many).toBe(false)
  })

  it('picks and lets go of single rows', async () => {
    const { selection } = await withRows(5)
    await selection.toggle(1)
    await selection.toggle(3)
    await selection.toggle(1)
    expect(selection.target).toEqual({ ids: ['r3'] })
  })

  it('reaches from the anchor, forwards and back', async () => {
    const { selection } = await withRows(9)
    selection.only(4)
    await selection.extendTo(6)
    expect(selection.target).toEqual({ ids: ['r4', 'r5', 'r6'] })
    await selection.extendTo(3)
    expect(selection.target).toEqual({ ids: ['r3', 'r4'] })
  })

  it('stays while the cursor walks, and takes more beside it', async () => {
    const { selection } = await withRows(9)
    selection.only(1)
    await selection.walkTo(3)
    expect(selection.target).toEqual({ ids: ['r1'] })
    await selection.toggle(3)
    await selection.walkTo(5)
    await selection.extendTo(4, true)
    expect(selection.target).toEqual({ ids: ['r1', 'r3', 'r4'] })
    await selection.extendTo(2)
    expect(selection.target).toEqual({ ids: ['r2', 'r3'] })
  })

  it('reaches over rows that were never loaded', async () => {
    const { selection } = await withRows(1000)
    selection.only(0)
    await selection.extendTo(899)
    expect(selection.count).toBe(900)
    expect(selection.isPicked('r899')).toBe(true)
    expect(selection.isPicked('r900')).toBe(false)
  })

  it('takes all by the query, and all but one by their ids', async () => {
    const { selection } = await withRows(300)
    selection.pickAll()
    expect(selection.target).toEqual({ query: '' })
    expect(selection.count).toBe(300)
    await selection.toggle(7)
    expect(selection.count).toBe(299)
    expect(selection.isPicked('r7')).toBe(false)
  })

  it('stays inside the list', async () => {
    const { selection } = await withRows(3)
    selection.only(99)
    expect(selection.cursorId).toBe('r2')
  })

  it('ends when another list is shown', async () => {
    const { list, selection } = await withRows(3)
    selection.pickAll()
    await list.show({ query: 'other' })
    await nextTick()
    expect(selection.many).toBe(false)
    expect(selection.target).toBeUndefined()
  })
})
