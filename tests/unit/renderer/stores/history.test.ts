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
    expect(history.last).toEqual({ change: change('trash'), undone: true })
  })
  it('takes back the newest when none is named', async () => {
    const { calls } = fakeBridge({ 'history.undo': () => ({ undone: undefined }) })
    await useHistoryStore().undo()
    expect(calls).toEqual([{ name: 'history.undo', input: undefined }])
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
})
