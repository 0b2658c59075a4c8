import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { useDuplicatesStore } from '../../../../renderer/stores/duplicates.ts'
import { fakeBridge } from '../bridge.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})

it('shows the groups as they are when a merge is taken back while they are still being read', async () => {
  let total = 3
  let asked = 0
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const { emit } = fakeBridge({
    'duplicates.mergeSuggested': () => {
      total = 1
      return {}
    },
    'duplicates.list': async () => {
      const answer = { total, suggested: total, groups: [] }
      if (asked++ === 0) await held
      return answer
    },
  })
  const store = useDuplicatesStore()
  const stop = store.listen()
  const merging = store.mergeSuggested()
  await vi.waitUntil(() => asked === 1)
  // the undo
  total = 3
  vi.useFakeTimers()
  emit('library.changed', { ids: [], listChanged: true })
  await vi.advanceTimersByTimeAsync(1000)
  vi.useRealTimers()
  release()
  await merging
  expect(store.busy).toBe(false)
  expect(store.total).toBe(3)
  stop()
})
