import { describe, expect, it } from 'vitest'
import { tagRows } from '../../../../renderer/components/tags/tag-tree.ts'

const tag = (name: string, count = 1, description = '') => ({ tag: name, count, total: count, description })
const all = [tag('food'), tag('archives/tides', 2), tag('archives/maps', 3, 'sheets'), tag('archives-old')]
const names = (closed: string[], find = '') => tagRows(all, new Set(closed), find, 'en').map((row) => row.tag)

describe('the tags as a tree', () => {
  it('has children below their parent, and a row for a parent that no article has', () => {
    expect(names([])).toEqual(['archives', 'archives/maps', 'archives/tides', 'archives-old', 'food'])
  })

  it('counts what is below such a parent', () => {
    expect(tagRows(all, new Set(), '', 'en')[0]).toMatchObject({ tag: 'archives', count: 0, total: 5, children: true })
  })

  it('leaves the children of a closed branch out', () => {
    expect(names(['archives'])).toEqual(['archives', 'archives-old', 'food'])
  })

  it('finds by name and by description, in closed branches too', () => {
    expect(names(['archives'], 'sheet')).toEqual(['archives/maps'])
    expect(names(['archives'], 'TIDE')).toEqual(['archives/tides'])
  })
})
