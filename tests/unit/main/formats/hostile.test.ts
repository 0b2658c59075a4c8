import { describe, expect, it } from 'vitest'
import { readBookmarks } from '../../../../main/formats/lists/bookmarks.ts'
import { listForm } from '../../../../main/formats/lists/detect-list.ts'
import { marksOf } from '../../../../main/formats/marks/marks.ts'
import { ownExport } from '../../../../main/formats/marks/own-export.ts'
import { signatureOf } from '../../../../main/formats/signature.ts'

// each would take minutes, far beyond the test's own time, if the work grew with the square of the file
describe('a file made to keep the reader busy', () => {
  it('of empty lines is no list, and one with addresses between them is', () => {
    const empty = '\n'.repeat(2_000_000)
    expect(listForm(`a${empty}b`)).toBeUndefined()
    expect(listForm(`https://example.org/a${empty} https://example.org/b | B ${empty}`)).toBe('lines')
  })
  it('with a saver’s unclosed tags all over says no more than its first closed one', () => {
    const named = '<meta name="savepage-url" content="https://example.org/a">'
    const unclosed = '<meta name="savepage-url" content="'.repeat(100_000)
    expect(signatureOf(unclosed).url).toEqual([])
    expect(signatureOf(named + unclosed).url).toEqual([
      { value: 'https://example.org/a', source: 'Save Page WE header' },
    ])
  })
  it('of open elements gives the marks before them', () => {
    const mark = '<p>One <span class="single-file-highlight">two</span> three</p>'
    const page = mark + '<div>a'.repeat(500_000) + mark
    expect(marksOf(page, true).map(({ quote }) => quote)).toEqual(['two'])
  })
  it('of notes in one another is one note', () => {
    const page = '<p>Some words.</p>' + '<single-file-note>'.repeat(4_000) + 'mine'
    expect(marksOf(page, true)).toMatchObject([{ quote: 'Some words.', note: 'mine' }])
  })
  it('that says it is our export and is far deeper than any is a page like others', () => {
    const own = '<meta name="keepleaf-id" content="0123456789abc"><title>T</title>'
    expect(ownExport(`${own}<p>text</p>`)).toMatchObject({ madeFrom: '0123456789abc' })
    expect(ownExport(own + '<div>'.repeat(200_000))).toBeUndefined()
  })
  it('of bookmarks that nobody closed gives each of them', () => {
    const entries =
      readBookmarks(`<DL><p>${'<DT><A HREF="https://example.org/">x\n'.repeat(90_000)}</DL>`)?.entries ?? []
    expect(entries).toHaveLength(90_000)
    expect(entries.at(-1)).toMatchObject({ url: 'https://example.org/', title: 'x' })
  })
})
