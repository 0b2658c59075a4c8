import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { useFixedRows } from '../../../../renderer/composables/list/fixed-rows.ts'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run))
  vi.stubGlobal('cancelIdleCallback', clearTimeout)
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const rowsOf = (count: number): ReturnType<typeof useFixedRows> => {
  const rows = scope.run(() =>
    useFixedRows(
      ref(null),
      () => count,
      () => 96,
    ),
  )
  if (!rows) throw new Error('no rows')
  return rows
}

it('rows beyond the edges are drawn when typing rests', () => {
  const rows = rowsOf(100)
  rows.renew()
  const [last = 0] = rows.drawn.value.slice(-1)
  expect(last).toBe(rows.range.value.to)
  vi.runAllTimers()
  expect(rows.drawn.value.at(-1)).toBe(last + 6)
})

it('rows beyond the edges stay at a key, behind until typing rests or somebody scrolls', () => {
  const rows = rowsOf(100)
  rows.renew()
  vi.runAllTimers()
  const beyond = rows.range.value.to + 1
  expect(rows.isBehind(beyond)).toBe(false)
  rows.renew()
  expect(rows.drawn.value).toContain(beyond)
  expect(rows.isBehind(beyond)).toBe(true)
  expect(rows.isBehind(rows.range.value.to)).toBe(false)
  vi.runAllTimers()
  expect(rows.isBehind(beyond)).toBe(false)
  rows.renew()
  rows.onScroll()
  expect(rows.isBehind(beyond)).toBe(false)
})
