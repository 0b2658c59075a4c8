import { describe, expect, it } from 'vitest'
import { matching, matchOf } from '../../../../renderer/components/shell/palette-items.ts'
import { tagTree } from '../../../../renderer/components/shell/tag-tree.ts'
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
