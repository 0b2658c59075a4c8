import { describe, expect, it } from 'vitest'
import { plainText } from '../../../../renderer/composables/marks/text.ts'

function page(html: string): HTMLElement {
  const root = document.createElement('div')
  root.innerHTML = html
  return root
}

describe('the plain text of a reading view', () => {
  it('has one line a block and one space for white space', () => {
    expect(plainText(page('<h2>One</h2>\n<p>two\n   <em>three</em> four</p><ul><li>five</li></ul>')).text).toBe(
      'One\ntwo three four\nfive\n',
    )
  })

  it('keeps the lines of code', () => {
    expect(plainText(page('<pre><code>a\n  b</code></pre>')).text).toBe('a\n  b\n')
  })

  it('does not count notes that stand in the text', () => {
    expect(plainText(page('<p>one</p><div data-slot="x">a note</div><p>two</p>')).text).toBe('one\ntwo\n')
  })

  it('leads back to the text nodes, over inline elements', () => {
    const plain = plainText(page('<p>two <em>three</em> four</p>'))
    const from = plain.text.indexOf('three fo')
    const parts = plain.parts(from, from + 8).map(({ node, from: a, to: b }) => node.data.slice(a, b))
    expect(parts).toEqual(['three', ' fo'])
  })

  it('is the same after a passage was wrapped', () => {
    const root = page('<p>one two three</p>')
    const before = plainText(root).text
    root.innerHTML = '<p>one <mark>two</mark> three</p>'
    expect(plainText(root).text).toBe(before)
  })

  it('knows the offset of a place in the page', () => {
    const root = page('<p>one   two</p><p>three</p>')
    const node = root.querySelectorAll('p')[1]?.firstChild
    const plain = plainText(root)
    expect(node && plain.offsetOf(node, 2)).toBe(plain.text.indexOf('ree'))
  })

  it('knows the offset of an element that a selection ends at', () => {
    const root = page('<p>one</p><p>two</p>')
    expect(plainText(root).offsetOf(root, 1)).toBe(4)
  })
})
