import { describe, expect, it } from 'vitest'
import { groupMarks } from '../../../../renderer/components/marks/mark-groups.ts'
import type { FoundMark } from '../../../../renderer/stores/marks.ts'

const article = (id: string): FoundMark['article'] => ({
  id,
  title: id,
  dir: 'ltr',
  added: '2026-01-01T00:00:00Z',
  format: 'html',
  words: 1,
  minutes: 1,
  tags: [],
  read: false,
  starred: false,
  progress: 0,
  marks: 1,
})
const found = (id: string, start: number, colour: FoundMark['mark']['colour']): FoundMark => ({
  article: article(id),
  mark: {
    id: `${id}${String(start)}`,
    quote: 'q',
    before: '',
    after: '',
    start,
    colour,
    note: '',
    made: '2026-01-01T00:00:00Z',
  },
})
const all = [found('b', 9, 'amber'), found('a', 1, 'sky'), found('b', 2, 'sky')]

describe('all marks', () => {
  it('stand by article, in the order of its text', () => {
    expect(groupMarks(all).map(({ marks }) => marks.map(({ mark }) => mark.id))).toEqual([['b2', 'b9'], ['a1']])
  })
})
