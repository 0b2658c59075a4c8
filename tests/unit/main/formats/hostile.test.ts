import { describe, expect, it } from 'vitest'
import { listForm } from '../../../../main/formats/lists/detect-list.ts'

// each would take minutes, far beyond the test's own time, if the work grew with the square of the file
describe('a file made to keep the reader busy', () => {
  it('of empty lines is no list, and one with addresses between them is', () => {
    const empty = '\n'.repeat(2_000_000)
    expect(listForm(`a${empty}b`)).toBeUndefined()
    expect(listForm(`https://example.org/a${empty} https://example.org/b | B ${empty}`)).toBe('lines')
  })
})
