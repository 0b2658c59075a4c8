import { expect, it } from 'vitest'
import { anyWord } from '../../../../main/formats/syntax/any-word.ts'

const holds = anyWord(['saved by', 'clipper-', 'mirrored'])

it('finds each of the words, wherever it stands', () => {
  for (const word of ['saved by', 'clipper-', 'mirrored'])
    for (let before = 0; before < 12; before++)
      for (const after of ['', 'x', 'more of it'])
        expect(holds(`${'abcdefghijkl'.slice(0, before)}${word}${after}`)).toBe(true)
  expect(holds('一 clipper-二')).toBe(true)
})

it('does not take a part of a word for it', () => {
  for (const text of ['', 'saved', 'saved b', 'aved by', 'clipper', 'mirrore d', 'saved-by', '保存'])
    expect(holds(text)).toBe(false)
})
