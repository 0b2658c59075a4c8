import { expect, test } from 'vitest'
import { markOnly, ONLY } from '../../../../renderer/composables/reader/changed-blocks.ts'

function view(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content
}

test('blocks whose words the other view has not are marked, innermost ones only', () => {
  const before = view('<div><h2>Tides</h2><p>It came in.</p><ul><li>Buy   this</li></ul></div>')
  const after = view('<h2>Tides</h2><p>It came <b>in</b>.</p>')
  expect(markOnly(before, after, 'gone:')).toBe(1)
  expect([...before.querySelectorAll(`[${ONLY}]`)].map(({ outerHTML }) => outerHTML)).toEqual([
    '<li data-only="gone:">Buy   this</li>',
  ])
  expect(markOnly(after, before, 'new:')).toBe(0)
})
