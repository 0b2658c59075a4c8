import { describe, expect, it } from 'vitest'
import { warning } from '../../../../shared/model/warning.ts'
import { marksOf as readMarks } from '../../../../main/formats/marks/marks.ts'

const marksOf = (html: string): ReturnType<typeof readMarks>['marks'] => readMarks(html).marks

describe('marks in the saved file', () => {
  it('over several elements are one', () => {
    const piece = (text: string): string =>
      `<span data-scrapbook-elem="linemarker" data-scrapbook-id="7" style="background:yellow">${text}</span>`
    expect(marksOf(`<p>a ${piece('b')}<b>${piece(' c')}</b> d</p>`)).toEqual([
      { quote: 'b c', before: 'a ', after: ' d', note: '', colour: 'amber' },
    ])
  })
  it('of different ids stay apart', () => {
    const piece = (id: string): string =>
      `<span data-scrapbook-elem="linemarker" data-scrapbook-id="${id}">${id}</span>`
    expect(marksOf(`<p>${piece('1')}${piece('2')}</p>`).map((mark) => mark.quote)).toEqual(['1', '2'])
  })
  it('of SingleFile keep their colour, and a note is put on the text before it', () => {
    const html =
      '<p>One. Two is <span class="single-file-highlight single-file-highlight-pink">marked</span>.</p><single-file-note><template shadowrootmode="open"><style>x{}</style><textarea>check this</textarea></template></single-file-note>'
    const marks = marksOf(html)
    expect(marks[1]).toMatchObject({ quote: 'marked', colour: 'rose', before: 'One. Two is ' })
    expect(marks[0]).toMatchObject({ note: 'check this', quote: 'Two is marked.' })
  })
  it('are said to be more when not all are taken', () => {
    const mark = '<p>One <span class="single-file-highlight">two</span> three</p>'
    const taken = (html: string): [number, string[]] => {
      const { marks, warnings } = readMarks(html)
      return [marks.length, warnings]
    }
    const left = [warning('marksLeft')]
    expect(taken(mark.repeat(2_000))).toEqual([2_000, []])
    expect(taken(mark.repeat(2_001))).toEqual([2_000, left])
    expect(taken(mark + '<div>a'.repeat(50_000) + mark)).toEqual([1, left])
  })
  it('are not looked for in pages without any', () => {
    expect(marksOf('<p class="highlight">text</p>')).toEqual([])
  })
})
