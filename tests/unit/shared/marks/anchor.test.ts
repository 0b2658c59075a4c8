import { describe, expect, it } from 'vitest'
import { anchorOf, CONTEXT_LENGTH, locate } from '../../../../shared/marks/anchor.ts'

const text =
  'The ferry leaves at dawn. Nobody waits for it.\nThe baker counts the loaves twice, because the first count is for the oven and the second is for the town. The ferry leaves at dusk. Nobody waits for it.'

function anchorFor(quote: string, at = 0) {
  const from = text.indexOf(quote, at)
  const anchor = anchorOf(text, from, from + quote.length)
  if (!anchor) throw new Error('the quote has no words')
  return anchor
}

function quoteIn(changed: string, quote: string, at = 0): string | undefined {
  const place = locate(changed, anchorFor(quote, at))
  return place && changed.slice(place.from, place.to)
}

describe('the anchor of a range', () => {
  it('leaves the white space at its edges out', () => {
    const from = text.indexOf(' Nobody')
    const anchor = anchorOf(text, from, from + ' Nobody waits for it.\n'.length)
    expect(anchor?.quote).toBe('Nobody waits for it.')
    expect(anchor?.start).toBe(from + 1)
  })

  it('keeps up to 48 characters on each side', () => {
    const anchor = anchorFor('the first count')
    expect(anchor.before).toHaveLength(CONTEXT_LENGTH)
    expect(anchor.after).toHaveLength(CONTEXT_LENGTH)
    expect(text).toContain(anchor.before + anchor.quote + anchor.after)
  })

  it('is none when nothing but white space is selected', () => {
    expect(anchorOf('a \n b', 1, 4)).toBeUndefined()
  })
})

describe('a mark in a text that has not changed', () => {
  it('is where it was', () => {
    const anchor = anchorFor('the first count')
    expect(locate(text, anchor)).toEqual({ from: anchor.start, to: anchor.start + 15, exact: true })
  })

  it('is told apart from an equal quote by its surroundings, not by its position', () => {
    const second = text.lastIndexOf('Nobody waits for it.')
    const anchor = { ...anchorFor('Nobody waits for it.', second), start: 0 }
    expect(locate(text, anchor)?.from).toBe(second)
  })

  it('is told apart by its position when the surroundings are equal', () => {
    const same = 'tick tock '.repeat(40)
    const anchor = { quote: 'tock', before: 'tick ', after: ' tick', start: 205 }
    expect(locate(same, anchor)?.from).toBe(205)
  })

  it('crosses the end of a paragraph', () => {
    expect(quoteIn(text, 'for it.\nThe baker')).toBe('for it.\nThe baker')
  })

  it('is found when line breaks have become spaces', () => {
    expect(quoteIn(text.replaceAll('\n', ' '), 'for it.\nThe baker')).toBe('for it. The baker')
  })
})

describe('a mark in a text that has changed', () => {
  it('moves along when something was put before it', () => {
    expect(quoteIn('An editor added this line on top.\n' + text, 'the first count is for the oven')).toBe(
      'the first count is for the oven',
    )
  })

  it('is found when a few words of it were corrected', () => {
    const changed = text.replace('counts the loaves twice', 'counted the loaves twice')
    const place = locate(changed, anchorFor('The baker counts the loaves twice, because the first count'))
    expect(place?.exact).toBe(false)
    expect(changed.slice(place?.from, place?.to)).toBe('The baker counted the loaves twice, because the first count')
  })

  it('is found when a word was put into it', () => {
    const changed = text.replace('for the oven', 'for the big oven')
    expect(quoteIn(changed, 'the first count is for the oven and the second')).toBe(
      'the first count is for the big oven and the second',
    )
  })

  it('finds a short rewritten quote between the words around it', () => {
    const changed = text.replace('twice', 'again and again'.slice(0, 8))
    const place = locate(changed, anchorFor('twice'))
    expect(place && changed.slice(place.from, place.to)).toBe('again an')
  })

  it('takes the corrected sentence, not a similar one elsewhere', () => {
    const changed = text.replace('The ferry leaves at dusk. Nobody waits', 'The ferry sails at dusk. Nobody waits')
    const second = text.indexOf('The ferry leaves at dusk')
    expect(quoteIn(changed, 'The ferry leaves at dusk.', second)).toBe('The ferry sails at dusk.')
  })

  it('is not found when the sentence is gone', () => {
    const changed = 'The ferry leaves at dawn. Nobody waits for it.\nIn winter the harbour is closed.'
    expect(quoteIn(changed, 'because the first count is for the oven and the second is for the town')).toBeUndefined()
  })

  it('is not found in an empty text', () => {
    expect(quoteIn('', 'twice')).toBeUndefined()
  })
})

describe('other scripts', () => {
  it('finds a Japanese quote', () => {
    const page = '坂の途中に店がある。雨の日は客が増える。夜は静かだ。'
    const from = page.indexOf('雨の日は')
    const anchor = anchorOf(page, from, from + 10)
    expect(anchor && locate('前書き。' + page, anchor)?.from).toBe(from + 4)
  })

  it('keeps offsets when lower case is longer than upper case', () => {
    const page = 'İstanbul İİİ and the quiet street behind it'
    const from = page.indexOf('quiet')
    const anchor = anchorOf(page, from, from + 5)
    expect(anchor && locate(page, anchor)).toEqual({ from, to: from + 5, exact: true })
  })
})
