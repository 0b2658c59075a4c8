import { expect, test } from 'vitest'
import { merged } from '../../../../../main/archive/duplicates/merge-duplicates.ts'
import { mergedMarks } from '../../../../../main/archive/duplicates/merge-marks.ts'
import { placeMarks } from '../../../../../main/intake/kept-marks.ts'
import { recordSchema, type ArticleRecord } from '../../../../../shared/model/article.ts'
import { bestOf } from '../../../../../shared/model/duplicates.ts'
import type { Mark } from '../../../../../shared/model/mark.ts'

const sum = 'ab12'.repeat(16)
function record(id: string, more: Partial<ArticleRecord> = {}): ArticleRecord {
  const base = { version: 1, id, title: id, dir: 'ltr', format: 'html', words: 10, minutes: 1 }
  const times = { added: '2026-01-01T00:00:00Z', changed: '2026-01-01T00:00:00Z' }
  const files = { original: { main: 'a.html', files: [] }, hashes: { source: sum, text: sum } }
  return recordSchema.parse({ ...base, ...times, ...files, ...more })
}
function mark(id: string, quote: string, more: Partial<Mark> = {}): Mark {
  return {
    id,
    quote,
    before: '',
    after: '',
    start: 0,
    colour: 'amber',
    note: '',
    made: '2026-01-01T00:00:00Z',
    ...more,
  }
}
const file = (path: string) => ({ path, sha256: sum, at: '2026-01-01T00:00:00Z', how: 'added' as const })

test('tags are united, read and starred are kept, provenance of all is', () => {
  const kept = record('a', { tags: ['x'], progress: 0.2, provenance: [file('/a')] })
  const other = record('b', { tags: ['y', 'x'], read: true, starred: true, progress: 0.7, provenance: [file('/b')] })
  const after = merged(kept, [other], '')
  expect(after).toMatchObject({ tags: ['x', 'y'], read: true, starred: true, progress: 0.7 })
  expect(after.provenance?.map(({ path }) => path)).toEqual(['/a', '/b'])
})

test('a tag of a rule stays one of the rule, unless a person gave it too', () => {
  const byRule = record('a', { tags: ['x', 'y'], tagRules: { x: 'r1', y: 'r1' } })
  const byHand = record('b', { tags: ['y'] })
  expect(merged(byRule, [byHand], '').tagRules).toEqual({ x: 'r1' })
})

test('what the kept article lacks comes from the others, with its source; their addresses lead to it', () => {
  const kept = record('a', { url: 'https://example.org/a', sources: { url: 'meta' } })
  const other = record('b', { url: 'https://example.org/b', byline: 'Ada', sources: { byline: 'json-ld' } })
  const after = merged(kept, [other], '')
  expect(after.byline).toBe('Ada')
  expect(after.sources).toMatchObject({ byline: 'json-ld', url: 'meta' })
  expect(after.alternatives?.url).toMatchObject([{ value: 'https://example.org/b' }])
})

test('marks are anchored by their words in the kept text, and those not found stay as they are', () => {
  const text = 'A line before. The lamp was lit at dusk. A line after.'
  const moved = mark('m', 'The lamp  was lit', { start: 900, note: 'n' })
  const lost = mark('l', 'words that are not there', { start: 5 })
  const marks = mergedMarks([], [moved, lost], text)
  expect(marks).toContainEqual(lost)
  expect(marks.find(({ id }) => id === 'm')).toMatchObject({ quote: 'The lamp was lit', start: 15, note: 'n' })
})

test('a mark at the same words is one mark with both notes', () => {
  const text = 'The lamp was lit at dusk.'
  const own = mark('a', 'The lamp', { note: 'mine', start: 0 })
  const same = mark('b', 'The lamp', { note: 'theirs', start: 40 })
  expect(mergedMarks([own], [same], text)).toEqual([{ ...own, note: 'mine\ntheirs' }])
})

test('notes to the whole article are one, whatever its title was, and are not looked for in the text', () => {
  const text = 'Tide. The lamp was lit at dusk.'
  const own = mark('a', 'The tide', { note: 'mine', about: 'article' })
  const other = mark('b', 'Tide', { note: 'theirs', about: 'article' })
  expect(mergedMarks([own], [other], text)).toEqual([{ ...own, note: 'mine\ntheirs' }])
  expect(placeMarks([other], text)).toEqual({ marks: [other], lost: [] })
  // a mark that begins the text is another thing
  expect(mergedMarks([mark('c', 'Tide')], [other], text)).toHaveLength(2)
})

test('the one to keep has the longest text, else most pictures, else most marks, else it is the newest', () => {
  const member = (id: string, more = {}) => ({
    id,
    words: 100,
    pictures: 1,
    marks: 0,
    added: '2026-01-01T00:00:00Z',
    ...more,
  })
  const [a, b] = [member('a'), member('b')]
  expect(bestOf([a, { ...b, words: 120 }])).toEqual({ keep: 'b', because: 'longest' })
  expect(bestOf([{ ...a, words: 102, pictures: 3 }, b])).toEqual({ keep: 'a', because: 'pictures' })
  expect(bestOf([a, { ...b, marks: 2 }])).toEqual({ keep: 'b', because: 'marks' })
  expect(
    bestOf([
      { ...a, saved: '2024-01-01' },
      { ...b, saved: '2025-01-01' },
    ]),
  ).toEqual({ keep: 'b', because: 'newest' })
})
