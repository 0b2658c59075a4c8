import { describe, expect, it } from 'vitest'
import { markSchema } from '../../../../shared/model/mark.ts'
import { changedMark, neighbour, newMark } from '../../../../renderer/composables/marks/edit.ts'

const anchor = { quote: 'a', before: '', after: '', start: 0 }

describe('marks', () => {
  it('that are made fit the schema', () => {
    expect(markSchema.safeParse(newMark(anchor, 'sky')).success).toBe(true)
  })

  it('keep their id and birth when they are changed', () => {
    const mark = newMark(anchor, 'sky')
    const changed = changedMark(mark, { note: 'b' }, new Date('2026-01-02T03:04:05Z'))
    expect(changed).toEqual({ ...mark, note: 'b', changed: '2026-01-02T03:04:05.000Z' })
  })
})

describe('the next mark', () => {
  const marks = [
    { id: 'a', top: 100 },
    { id: 'b', top: 300 },
    { id: 'c', top: 300 },
    { id: 'd', top: 500 },
  ]
  const next = (from: string | undefined, step: 1 | -1, top = 0): string | undefined =>
    neighbour(marks, from, { top, bottom: top + 250 }, step)

  it('is the one after, also on the same line', () => {
    expect([next('a', 1), next('b', 1), next('c', 1), next('d', 1)]).toEqual(['b', 'c', 'd', undefined])
  })
  it('backwards is the one before', () => {
    expect([next('d', -1), next('c', -1), next('b', -1), next('a', -1)]).toEqual(['c', 'b', 'a', undefined])
  })
  it('is the first in view or below when none was gone to', () => {
    expect([next(undefined, 1), next(undefined, 1, 200), next(undefined, 1, 501)]).toEqual(['a', 'b', undefined])
  })
  it('backwards is the last in view or above when none was gone to', () => {
    expect([next(undefined, -1), next(undefined, -1, 260)]).toEqual(['a', 'd'])
    expect(neighbour(marks, undefined, { top: 0, bottom: 99 }, -1)).toBeUndefined()
  })
})
