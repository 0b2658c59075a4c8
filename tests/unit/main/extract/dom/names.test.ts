import { describe, expect, it } from 'vitest'
import { namesIn } from '../../../../../main/extract/dom/names.ts'

const said = namesIn([
  [1, 'header related* by-line'],
  [2, 'by header more-to-read'],
])

describe('names of an element', () => {
  it('are found as whole words, however they are put together', () => {
    for (const names of ['header', 'site-header', 'siteHeader', 'site_header2', 'a header', 'HEADER'])
      expect(said(names)).toBe(3)
    for (const names of ['', 'headerless', 'subheader', 'headers', 'byline']) expect(said(names)).toBe(0)
  })

  it('are found by their beginning where the list says so', () => {
    expect(said('relatedposts')).toBe(1)
    expect(said('unrelated')).toBe(0)
  })

  it('of two or more words stand side by side', () => {
    expect(said('post-by-line')).toBe(3)
    expect(said('postByLine')).toBe(3)
    expect(said('by-lines by_line')).toBe(2)
    expect(said('more-to-read')).toBe(2)
    expect(said('more-to-readers more-to')).toBe(0)
  })

  it('are looked at up to a length', () => {
    expect(said(`${'x '.repeat(300)}header`)).toBe(0)
  })
})
