import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useHistoryStore } from '../../../../renderer/stores/history.ts'
import { useToastStore } from '../../../../renderer/stores/toast.ts'
import type { ChangeName, ChangeSummary } from '../../../../shared/model/change.ts'
import { fakeBridge } from '../bridge.ts'

const change = (name: ChangeName, count = 1): ChangeSummary => ({
  id: `id-${name}`,
  name,
  count,
  subject: '',
  at: '2026-01-01T00:00:00Z',
})

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('the history', () => {
  it('takes back the change that was named', async () => {
    const { calls } = fakeBridge({ 'history.undo': () => ({ undone: change('trash') }) })
    const history = useHistoryStore()
    await history.undo('id-trash')
    expect(calls).toEqual([{ name: 'history.undo', input: { id: 'id-trash' } }])
    expect(history.last).toEqual({ change: change('trash'), way: 'undone' })
  })
  it('makes again the change that was taken back, and says when there is none', async () => {
    let redone: ChangeSummary | undefined = change('trash')
    const { calls } = fakeBridge({ 'history.redo': () => ({ redone }) })
    const history = useHistoryStore()
    await history.redo('id-undo')
    expect(calls).toEqual([{ name: 'history.redo', input: { id: 'id-undo' } }])
    expect(history.last).toEqual({ change: change('trash'), way: 'redone' })
    redone = undefined
    await history.redo()
    expect(useToastStore().current?.problem?.code).toBe('redo.nothing')
  })
  it('takes back the newest when none is named', async () => {
    const { calls } = fakeBridge({ 'history.undo': () => ({ undone: undefined }) })
    await useHistoryStore().undo()
    expect(calls).toEqual([{ name: 'history.undo', input: undefined }])
    expect(useToastStore().current?.problem?.code).toBe('undo.nothing')
  })
  it('says why a change cannot be taken back', async () => {
    fakeBridge({})
    await useHistoryStore().undo('gone')
    await flushPromises()
    expect(useToastStore().current?.problem?.code).toBe('internal')
  })
  it('tells of a star only when there are many', () => {
    const history = useHistoryStore()
    history.changed({ change: change('star') })
    expect(history.last).toBeUndefined()
    history.changed({ change: change('star', 2) })
    expect(history.last?.change.name).toBe('star')
  })
  it('knows the change of an import only when it is the newest', async () => {
    let newest = change('import')
    fakeBridge({ 'history.list': () => [change('tag'), newest] })
    const history = useHistoryStore()
    expect(await history.lastOf('import')).toBe('id-import')
    newest = change('star')
    expect(await history.lastOf('import')).toBeUndefined()
  })
  it('lists what stands and what can be made again, newest first', async () => {
    const step = (id: string, more: Partial<ChangeSummary> = {}): ChangeSummary => ({ ...change('tag'), id, ...more })
    fakeBridge({
      'history.list': () => [
        ...['a', 'b', 'c'].map((id) => step(id)),
        step('noted', { name: 'extract.note' }),
        step('c-', { name: 'undo', of: 'tag', undoes: 'c' }),
        step('b-', { name: 'undo', of: 'tag', undoes: 'b' }),
        step('b+', { redoes: 'b-' }),
      ],
    })
    const { done, undone } = await useHistoryStore().standing()
    expect([done.map(({ id }) => id), undone.map(({ id }) => id)]).toEqual([['b+', 'a'], ['c-']])
  })
})
