import { expect, test } from 'vitest'
import { createMeter } from '../../../../main/intake/meter.ts'

test('the speed is that of the last seconds, and what goes before the first item slows nothing', () => {
  let now = 0
  const meter = createMeter(() => now)
  now = 8_000
  meter.mark(0)
  expect(meter.perSecond()).toBeUndefined()
  meter.mark(1)
  expect(meter.perSecond()).toBeUndefined()
  now = 9_000
  meter.mark(101)
  expect(meter.perSecond()).toBe(100)
  for (let second = 0; second < 30; second++) {
    now += 1_000
    meter.mark(101 + 20 * (second + 1))
  }
  expect(meter.perSecond()).toBe(20)
})
