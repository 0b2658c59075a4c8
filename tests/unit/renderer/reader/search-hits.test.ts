import { describe, expect, it } from 'vitest'
import { hitsIn, needlesOf, searchedText } from '../../../../renderer/composables/reader/search-hits.ts'

/** The pieces of a text that a query finds. */
function found(query: string, text: string, corrections?: Map<string, string>, forms?: string[]): string[] {
  return hitsIn(searchedText(text), needlesOf(query, corrections), forms).map(([from, to]) => text.slice(from, to))
}

describe('hits in the reading view', () => {
  it('are whole words, whatever their case and accents', () => {
    expect(found('cafe ', 'Café, CAFÉ and cafeteria')).toEqual(['Café', 'CAFÉ'])
  })
  it('are also words that begin with the one that is being typed', () => {
    expect(found('light', 'A lighthouse, a light')).toEqual(['lighthouse', 'light'])
  })
  it('of a phrase stand side by side', () => {
    expect(found('"old harbour"', 'The old harbour, the old new harbour')).toEqual(['old harbour'])
  })
  it('are none for what is excluded or asked of a field', () => {
    expect(found('-storm tag:sea is:unread ', 'storm sea unread')).toEqual([])
  })
  it('are those of the word that was meant', () => {
    expect(found('ligthouse ', 'A lighthouse', new Map([['ligthouse', 'lighthouse']]))).toEqual(['lighthouse'])
  })
  it('are anywhere in scripts that do not part their words', () => {
    expect(found('古書店 ', '坂の下の古書店は早く店')).toEqual(['古書店'])
  })
  it('are also the other forms of a word, as the index told them', () => {
    expect(found('walk ', 'He walked, Walkers walk', undefined, ['walked', 'walk'])).toEqual(['walked', 'walk'])
  })
  it('have other forms when they are single words, not in a phrase and not only begun by a star', () => {
    expect(needlesOf('walk "old harbours" light* author:Ann').map(({ form }) => form)).toEqual([
      'walk',
      undefined,
      undefined,
    ])
  })
  it('do not overlap', () => {
    expect(found('sea "sea wall" ', 'The sea wall')).toEqual(['sea wall'])
  })
})
