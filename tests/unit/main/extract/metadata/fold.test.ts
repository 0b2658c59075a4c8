import { expect, it } from 'vitest'
import { bare, fold, isBare, isFolded } from '../../../../../main/extract/metadata/fold.ts'
import { sharedWords } from '../../../../../main/extract/content/shared-words.ts'

it('calls spellings of one text the same', () => {
  expect(fold('„Größe“ – it’s  HERE…')).toBe('"größe" - it\'s here...')
  expect(fold('ﬁne `x`')).toBe("fine 'x'")
  expect(fold('e\u0301t\u00ADe\u0301')).toBe('été')
  expect(bare('The Daily-News 24')).toBe('thedailynews24')
  expect(bare('Zürich: 古い町!')).toBe('zürich古い町')
})

it('compares without folding what begins otherwise, and never wrongly', () => {
  const texts = ['A town', 'a-town', '“A Town”', 'á town', 'a\u0301 town', 'b town', '', '!', '1 town', 'À la']
  for (const text of texts)
    for (const other of texts) {
      expect(isBare(text, bare(other))).toBe(bare(text) === bare(other))
      expect(isFolded(text, fold(other))).toBe(fold(text) === fold(other))
    }
})

it('tells how many words of a text are in a title', () => {
  const share = sharedWords('Größer als die Stadt: 3 Häuser')
  expect(share('die Stadt')).toBe(1)
  expect(share('DIE GRÖSSE')).toBe(0.5)
  expect(share('größer – “3” Türme')).toBeCloseTo(2 / 3)
  expect(share('город die')).toBe(0.5)
  expect(share('…')).toBe(0)
  expect(sharedWords('')('die Stadt')).toBe(0)
})
