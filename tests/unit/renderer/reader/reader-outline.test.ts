import { describe, expect, it } from 'vitest'
import { currentSection, outlineOf } from '../../../../renderer/composables/reader/outline.ts'

function outline(html: string) {
  const root = document.createElement('div')
  root.innerHTML = html
  return { entries: outlineOf(root), root }
}

describe('the sections of an article', () => {
  it('are its headings, two levels of them', () => {
    const { entries } = outline('<h2>A</h2><h3>A 1</h3><h4>deep</h4><h2>B</h2>')
    expect(entries.map(({ text, level }) => [text, level])).toEqual([
      ['A', 0],
      ['A 1', 1],
      ['B', 0],
    ])
  })

  it('can be jumped to', () => {
    const { entries, root } = outline('<h2>A</h2><h2 id="own">B</h2>')
    expect(entries.map(({ id }) => root.querySelector(`#${id}`)?.textContent)).toEqual(['A', 'B'])
  })

  it('are none when there is one heading only', () => {
    expect(outline('<h2>A</h2><p>b</p>').entries).toEqual([])
  })

  it('leave headings without words out', () => {
    expect(outline('<h2>A</h2><h2> </h2><h2>B</h2>').entries.map(({ text }) => text)).toEqual(['A', 'B'])
  })

  it('are the highest ones only when there are very many', () => {
    const { entries } = outline('<h2>A</h2>' + '<h3>x</h3>'.repeat(60) + '<h2>B</h2>')
    expect(entries.map(({ text }) => text)).toEqual(['A', 'B'])
  })
})

describe('the section that is being read', () => {
  const tops = [
    { id: 'a', top: 100 },
    { id: 'b', top: 500 },
  ]
  it.each([
    [0, 'a'],
    [120, 'a'],
    [500, 'b'],
    [9000, 'b'],
  ])('at %i px is %s', (line, id) => {
    expect(currentSection(tops, line)).toBe(id)
  })
})
