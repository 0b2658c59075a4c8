import { describe, expect, it } from 'vitest'
import type { Mark } from '../../../../shared/model/mark.ts'
import { highlight, piecesOf } from '../../../../renderer/composables/marks/highlights.ts'

function page(html: string): HTMLElement {
  const root = document.createElement('div')
  root.innerHTML = html
  return root
}
const mark = (id: string, quote: string): Mark => ({
  id,
  quote,
  before: '',
  after: '',
  start: 0,
  colour: 'amber',
  note: '',
  made: '2026-01-01T00:00:00Z',
})
const words = (root: HTMLElement, id: string) =>
  piecesOf(root, id)
    .map((piece) => piece.textContent)
    .join('')

describe('marks in the page', () => {
  it('wrap their words, over inline elements and paragraphs', () => {
    const root = page('<p>one <em>two</em> three</p><p>four five</p>')
    highlight(root, [mark('a', 'two three\nfour')])
    expect(words(root, 'a')).toBe('two threefour')
  })

  it('may lie over each other', () => {
    const root = page('<p>one two three four</p>')
    highlight(root, [mark('a', 'one two three'), mark('b', 'two'), mark('c', 'three four')])
    expect([words(root, 'a'), words(root, 'b'), words(root, 'c')]).toEqual(['one two three', 'two', 'three four'])
  })

  it('leave the text as it was when they are taken away', () => {
    const html = '<p>one <em>two</em> three</p>'
    const root = page(html)
    highlight(root, [mark('a', 'one two'), mark('b', 'two three')])
    highlight(root, [])
    expect(root.innerHTML).toBe(html)
  })

  it('are told when their words are gone', () => {
    const root = page('<p>one two three</p>')
    expect(highlight(root, [mark('a', 'a sentence from another version of it')]).lost.map(({ id }) => id)).toEqual([
      'a',
    ])
  })

  it('can be reached with the keyboard once', () => {
    const root = page('<p>one <em>two</em> three</p>')
    highlight(root, [mark('a', 'one two three')])
    expect(root.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  })
})
