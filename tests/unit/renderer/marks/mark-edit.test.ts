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
  const tops = [
    { id: 'a', top: 100 },
    { id: 'b', top: 300 },
    { id: 'c', top: 500 },
  ]
  it('is the first one below', () => {
    expect(neighbour(tops, 100, 1)).toBe('b')
  })
  it('is none below the last', () => {
    expect(neighbour(tops, 500, 1)).toBeUndefined()
  })
  it('backwards is the first one above', () => {
    expect(neighbour(tops, 500, -1)).toBe('b')
  })
})
