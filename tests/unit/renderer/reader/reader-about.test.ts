import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../../../shared/model/article.ts'
import { aboutFile, aboutLines, shortSum } from '../../../../renderer/composables/reader/about.ts'

const sum = 'ab12'.repeat(16)
const record = recordSchema.parse({
  version: 1,
  id: 'a',
  title: 'A title',
  byline: 'Ada',
  site: 'Set by hand',
  lang: 'en',
  added: '2026-01-01T00:00:00Z',
  changed: '2026-01-01T00:00:00Z',
  format: 'html',
  words: 1,
  minutes: 1,
  sources: { title: 'json-ld', byline: 'visible byline', site: 'you' },
  alternatives: {
    title: [{ value: ' a  TITLE ', source: 'title' }],
    lang: [{ value: 'de', source: 'text' }],
    byline: [{ value: 'The Editors', source: 'json-ld' }],
  },
  original: { main: 'a.html', files: [] },
  hashes: { source: sum, text: sum },
})
const line = (field: string) => aboutLines(record).find((one) => one.field === field)

describe('about a page', () => {
  it('says who wrote the file and in which encoding, and where that stands', () => {
    const file = { ...record, producer: 'SingleFile', charset: 'utf-8', fileSources: { charset: 'meta' } }
    expect(aboutFile(file)).toEqual([
      { field: 'producer', value: 'SingleFile', source: undefined },
      { field: 'charset', value: 'utf-8', source: 'meta' },
    ])
    expect(aboutFile(record)).toEqual([])
  })

  it('says when another source says something else', () => {
    expect(line('byline')).toMatchObject({ kind: 'disagree', other: { value: 'The Editors', source: 'json-ld' } })
  })
  it('does not hold a makeshift against what was found', () => {
    expect(line('lang')).toMatchObject({ value: 'en', kind: 'found' })
  })
  it('does not mind another spelling of the same', () => {
    expect(line('title')).toMatchObject({ kind: 'found' })
  })
  it('says what was set by hand', () => {
    expect(line('site')).toMatchObject({ kind: 'you' })
  })
  it('has a line for what was not found', () => {
    expect(line('published')).toMatchObject({ value: '', source: '' })
  })
  it('shows a check sum in short', () => {
    expect(shortSum(sum)).toBe('ab12 ab12 ab12 …')
  })
})
