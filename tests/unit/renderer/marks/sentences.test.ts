import { describe, expect, it } from 'vitest'
import { neighbourOf, sentencesOf } from '../../../../renderer/composables/marks/sentences.ts'

const said = (text: string, lang?: string): string[] =>
  sentencesOf(text, lang).map(({ from, to }) => text.slice(from, to))

describe('sentences', () => {
  it('end at full stops and at the edges of blocks, without the white space around them', () => {
    expect(said('A heading\nThe ferry left. Who was late?  Nobody knew. \nEnd', 'en')).toEqual([
      'A heading',
      'The ferry left.',
      'Who was late?',
      'Nobody knew.',
      'End',
    ])
  })
  it('are told in languages that write no spaces between them', () => {
    expect(said('雨が降った。本屋は静かだった。', 'ja')).toEqual(['雨が降った。', '本屋は静かだった。'])
  })
  it('are told although the page names a language that there is not', () => {
    expect(said('One. Two.', 'not a language')).toEqual(['One.', 'Two.'])
  })
  it('have a next one and one before, also from the middle of one', () => {
    const all = sentencesOf('One here. Two here. Three here.', 'en')
    const [one, two, three] = all
    const inTwo = { from: 14, to: 18 }
    expect(neighbourOf(all, inTwo, 1)).toEqual(three)
    expect(neighbourOf(all, inTwo, -1)).toEqual(one)
    expect(neighbourOf(all, two ?? inTwo, 1)).toEqual(three)
    expect(neighbourOf(all, one ?? inTwo, -1)).toBeUndefined()
  })
})
