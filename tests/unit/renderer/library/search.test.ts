import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../../shared/query/parse.ts'
import { piecesOf } from '../../../../renderer/components/library/hits.ts'
import { joined, lifted } from '../../../../renderer/components/library/query-chips.ts'
import { orderOf } from '../../../../renderer/composables/list/list-order.ts'
import { rowDate } from '../../../../renderer/composables/list/row-date.ts'

const lift = (query: string, finished: boolean) => lifted(query, parseQuery(query).understood, finished)

describe('chips of the search field', () => {
  it('take a finished field out of the text', () => {
    const { chips, text } = lift('tag:maps harbour', false)
    expect(chips.map(({ field, value }) => [field, value])).toEqual([['tag', 'maps']])
    expect(text).toBe('harbour')
  })
  it('leave the field that is being typed', () => {
    expect(lift('harbour tag:ma', false)).toEqual({ chips: [], text: 'harbour tag:ma' })
  })
  it('leave a query whose order counts', () => {
    expect(lift('tag:a or tag:b c', true).chips).toEqual([])
  })
  it('make the same query again', () => {
    const { chips, text } = lift('tag:maps is:unread tide', true)
    expect(joined(chips, text)).toBe('tag:maps is:unread tide')
  })
})

describe('hits in a text', () => {
  it('are its marked pieces, also when ranges overlap or leave it', () => {
    const pieces = piecesOf({
      text: 'lighthouse',
      ranges: [
        [0, 5],
        [3, 7],
        [9, 99],
      ],
    })
    expect(pieces).toEqual(['', 'light', '', 'ho', 'us', 'e', ''])
  })
})

describe('the order of a list', () => {
  it('is best match for words, else the settled one', () => {
    expect(orderOf('harbour', 'title-asc')).toBe('relevance')
    expect(orderOf('is:unread', 'title-asc')).toBe('title-asc')
    expect(orderOf('', 'nonsense')).toBe('saved-desc')
  })
})

describe('the date of a row', () => {
  const now = new Date(2026, 5, 17, 18, 0)
  it.each([
    [new Date(2026, 5, 17, 14, 2), '14:02'],
    [new Date(2026, 5, 16, 23, 59), 'Yesterday'],
    [new Date(2026, 5, 13, 1, 0), 'Sat'],
    [new Date(2026, 1, 2, 1, 0), '2 Feb'],
    [new Date(2024, 1, 2, 1, 0), '2 Feb 2024'],
  ])('%s is %s', (date, said) => {
    expect(rowDate(date.toISOString(), now, 'en-GB', 'Yesterday')).toBe(said)
  })
})
