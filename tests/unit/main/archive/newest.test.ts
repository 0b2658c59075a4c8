import { describe, expect, it } from 'vitest'
import { assertNewest } from '../../../../main/archive/newest.ts'
import type { ChangeName, ChangeSummary } from '../../../../shared/model/change.ts'

function history(...changes: [id: string, name: ChangeName][]): { history(): ChangeSummary[] } {
  return {
    history: () => changes.map(([id, name]) => ({ id, name, at: '2026-01-01T00:00:00Z', subject: '', count: 1 })),
  }
}

describe('taking back one named change', () => {
  it('is possible for the newest', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash']), 'b')).not.toThrow()
  })
  it('is refused when something else was changed after it', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash']), 'a')).toThrow(/can no longer be taken back/)
  })
  it('is possible again when what came after was taken back', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'trash'], ['c', 'undo']), 'a')).not.toThrow()
  })
  it('is refused a second time', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'undo']), 'a')).toThrow(/can no longer be taken back/)
  })
  it('is not stopped by reading on, which is noted by itself', () => {
    expect(() => assertNewest(history(['a', 'tag'], ['b', 'progress']), 'a')).not.toThrow()
  })
})
