import { describe, expect, it } from 'vitest'
import { assertNewest, assertRedoable } from '../../../../main/archive/newest.ts'
import type { ChangeName, ChangeSummary } from '../../../../shared/model/change.ts'

type Step = [id: string, name: ChangeName, more?: Partial<ChangeSummary>]
function history(...changes: Step[]): { history(): ChangeSummary[] } {
  const about = { at: '2026-01-01T00:00:00Z', subject: '', count: 1 }
  return { history: () => changes.map(([id, name, more]) => ({ id, name, ...about, ...more })) }
}
const undo = (id: string, undoes: string, of?: ChangeName): Step => [id, 'undo', { undoes, of }]

describe('taking back one named change', () => {
  it('is possible for the newest', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash']), 'b')).not.toThrow()
  })
  it('is refused when something else was changed after it', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash']), 'a')).toThrow(/can no longer be taken back/)
  })
  it('is possible again when what came after was taken back', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash'], undo('c', 'b')), 'a')).not.toThrow()
  })
  it('is refused a second time', () => {
    expect(() => assertNewest(history(['a', 'tag'], undo('b', 'a')), 'a')).toThrow(/can no longer be taken back/)
  })
  it('is not stopped by reading on, which is noted by itself', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'progress']), 'a')).not.toThrow()
  })
})

describe('making one change again that was taken back', () => {
  it('is possible for the one that was taken back last', () => {
    const steps: Step[] = [['a', 'tag'], ['b', 'trash'], undo('b-', 'b', 'trash'), undo('a-', 'a', 'tag')]
    expect(() => assertRedoable(history(...steps), 'a-')).not.toThrow()
    expect(() => assertRedoable(history(...steps), 'b-')).toThrow(/can no longer be done again/)
    expect(() => assertRedoable(history(...steps, ['a+', 'tag', { redoes: 'a-' }]), 'b-')).not.toThrow()
  })
  it('is refused when it was, when something else was changed since, and when nothing of it could be taken back', () => {
    const steps: Step[] = [['a', 'tag'], undo('a-', 'a', 'tag')]
    const later: Step[] = [
      ['a+', 'tag', { redoes: 'a-' }],
      ['b', 'star'],
    ]
    for (const last of later) {
      expect(() => assertRedoable(history(...steps, last), 'a-')).toThrow(/can no longer be done again/)
    }
    expect(() => assertRedoable(history(['a', 'tag'], undo('a-', 'a')), 'a-')).toThrow(/can no longer be done again/)
  })
  it('is not stopped by reading on, which is noted by itself', () => {
    expect(() => assertRedoable(history(['a', 'tag'], undo('a-', 'a', 'tag'), ['p', 'progress']), 'a-')).not.toThrow()
  })
})
