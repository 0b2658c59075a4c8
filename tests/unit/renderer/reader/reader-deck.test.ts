import { expect, it } from 'vitest'
import { deckOf } from '../../../../renderer/composables/reader/deck.ts'

const OPENING = 'By Mara\n\n  Every morning at ten to six\nshe wound the clock. Then she went down to the slip.'

it('shows a summary that says something else than the text', () => {
  expect(deckOf('One woman told the boats when the water would come.', OPENING)).toBe(
    'One woman told the boats when the water would come.',
  )
})

it.each(['Every morning at ten to six she wound the clock.', 'every morning at ten to six she wound the …', ' '])(
  'leaves out a summary that the text begins with: %s',
  (excerpt) => {
    expect(deckOf(excerpt, OPENING)).toBeUndefined()
  },
)

it('has none where there is none', () => {
  expect(deckOf(undefined, OPENING)).toBeUndefined()
})
