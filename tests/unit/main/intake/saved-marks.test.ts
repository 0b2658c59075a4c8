import { expect, test } from 'vitest'
import { anchorMarks } from '../../../../main/intake/saved-marks.ts'

const made = '2020-01-02T03:04:05.000Z'
const mark = (quote: string, before = '', after = '') => ({ quote, before, after, note: '', colour: 'amber' as const })

test('of equal quotes the one with the same words around it is marked', () => {
  const text = 'The sea is calm. The wind is calm. The sea sleeps.'
  const [found] = anchorMarks([mark('is calm', 'The wind ', '. The sea')], text, made)
  expect(found).toMatchObject({ start: 26, quote: 'is calm', made })
})

test('a quote over two paragraphs is found though the saver had a blank where the text has a line end', () => {
  const text = 'One ends here.\nTwo begins.'
  const [found] = anchorMarks([mark('ends here. Two')], text, made)
  expect(found).toMatchObject({ quote: 'ends here.\nTwo', before: 'One ', after: ' begins.', start: 4 })
})

test('what the text does not hold is left out', () => {
  expect(anchorMarks([mark('a menu')], 'An article.', made)).toEqual([])
})
