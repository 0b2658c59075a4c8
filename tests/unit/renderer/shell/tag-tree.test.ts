import { describe, expect, it } from 'vitest'
import { matching, matchOf } from '../../../../renderer/components/shell/palette-items.ts'
import { mostUsed, tagTree } from '../../../../renderer/components/shell/tag-tree.ts'
import type { TagCount } from '../../../../shared/model/tag.ts'

const tag = (path: string, colour?: TagCount['colour']): TagCount => ({
  tag: path,
  count: 1,
  total: 1,
  colour,
  description: '',
})

describe('the tree of tags', () => {
  it('hides what is below a closed tag', () => {
    const tags = [tag('archives'), tag('archives/maps'), tag('food')]
    expect(tagTree(tags, new Set(), 'en').map((node) => node.tag)).toEqual(['archives', 'food'])
    expect(tagTree(tags, new Set(['archives']), 'en').map((node) => node.tag)).toEqual([
      'archives',
      'archives/maps',
      'food',
    ])
  })
  it('has a row for a step that is no tag itself', () => {
    const [first] = tagTree([tag('politics/ukraine')], new Set(), 'en')
    expect(first).toMatchObject({ tag: 'politics', hasBelow: true, total: 1 })
  })
  it('gives the colour of the nearest tag above', () => {
    const nodes = tagTree([tag('a', 'blue'), tag('a/b')], new Set(['a']), 'en')
    expect(nodes.map(({ colour }) => colour)).toEqual(['blue', 'blue'])
  })
})

describe('finding in the palette', () => {
  const items = ['Untag', 'Tags …', 'Manage tags'].map((label) => ({ id: label, label, run: () => undefined }))
  it('puts beginnings before beginnings of words before insides', () => {
    expect(matching(items, 'tag', 9).map(({ label }) => label)).toEqual(['Tags …', 'Manage tags', 'Untag'])
  })
  it('needs every word', () => {
    expect(matchOf('Manage tags', 'tag star')).toBeUndefined()
  })
})

it('of many tags the most used ones are shown, in their order and never without those above them', () => {
  const tags = [
    { tag: 'a', count: 1, total: 1 },
    { tag: 'b', count: 0, total: 5 },
    { tag: 'b/c', count: 5, total: 5 },
    { tag: 'd', count: 3, total: 3 },
    { tag: 'e', count: 2, total: 2 },
  ].map((tag) => ({ ...tag, description: '' }))
  const rows = tagTree(tags, new Set(['b']), 'en')
  expect(mostUsed(rows, 3).map(({ tag }) => tag)).toEqual(['b', 'b/c', 'd'])
  expect(mostUsed(rows, 1).map(({ tag }) => tag)).toEqual(['b'])
  expect(mostUsed(rows, 5)).toBe(rows)
})
