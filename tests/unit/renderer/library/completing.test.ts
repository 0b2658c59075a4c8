import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { useCompleting } from '../../../../renderer/composables/list/completing.ts'
import { fakeBridge } from '../bridge.ts'

const completion = (insert: string, from: number, to: number) => ({ insert, label: insert, from, to })
let answer: (query: string) => unknown
beforeEach(() => {
  setActivePinia(createPinia())
  fakeBridge({ 'query.complete': ({ query }: { query: string }) => answer(query) })
})

it('offers what the query could go on with, walked round with the arrows', async () => {
  answer = () => [completion('tag:sea', 0, 5), completion('tag:seal', 0, 5)]
  const { offered, at, ask, walk } = useCompleting(() => ({ query: 'tag:s', caret: 5 }))
  expect(walk('ArrowDown')).toBe(false)
  await ask()
  expect(offered.value.map(({ insert }) => insert)).toEqual(['tag:sea', 'tag:seal'])
  expect([at.value, walk('ArrowUp'), at.value, walk('ArrowDown'), at.value]).toEqual([-1, true, 1, true, 0])
})

it('keeps the one that was walked to when a later answer has it too', async () => {
  answer = () => [completion('tag:sea', 0, 5), completion('tag:seal', 0, 5)]
  const { at, ask, walk } = useCompleting(() => ({ query: 'tag:s', caret: 5 }))
  await ask()
  walk('ArrowUp')
  answer = () => [completion('tag:seal', 0, 6)]
  await ask()
  expect(at.value).toBe(0)
})

it('takes the place of all that was typed, also since it was offered', async () => {
  answer = () => [completion('tag:sea/lights', 4, 9)]
  const { ask, chosen } = useCompleting(() => ({ query: 'one tag:s', caret: 9 }))
  await ask()
  expect(chosen(0, 'one tag:se')).toMatchObject({ from: 4, to: 10 })
  expect(chosen(1, 'one tag:se')).toBeUndefined()
})

it('offers nothing that comes after it was put away', async () => {
  let give: ((found: unknown) => void) | undefined
  answer = () => new Promise((done) => (give = done))
  const { offered, ask, clear } = useCompleting(() => ({ query: 'ta', caret: 2 }))
  const asked = ask()
  await vi.waitFor(() => expect(give).toBeDefined())
  clear()
  give?.([completion('tag:', 0, 2)])
  await asked
  expect(offered.value).toEqual([])
})
