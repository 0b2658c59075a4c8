import { describe, expect, it } from 'vitest'
import {
  changeOf,
  matching,
  newTag,
  nextState,
  stateOf,
  type TagState,
} from '../../../../renderer/components/tags/tag-choice.ts'

const tag = (name: string, count: number) => ({ tag: name, count, total: count, description: '' })
const all = [tag('time', 50), tag('archives/tides', 96), tag('cities', 2071), tag('archives', 1284), tag('Ötzi', 2)]

describe('a box with three states', () => {
  it.each([
    [9, 9, 'all'],
    [4, 9, 'some'],
    [0, 9, 'none'],
    [0, 0, 'none'],
  ])('with %i of %i articles is %s', (count, articles, state) => {
    expect(stateOf(count, articles)).toBe(state)
  })

  it('that was some goes to all, none, and back to some', () => {
    const states: TagState[] = ['some']
    for (let i = 0; i < 3; i += 1) states.push(nextState(states.at(-1) ?? 'none', 'some'))
    expect(states).toEqual(['some', 'all', 'none', 'some'])
  })

  it.each(['all', 'none'] as const)('that was %s never becomes some', (before) => {
    const first = nextState(before, before)
    expect([first, nextState(first, before)]).toEqual(before === 'all' ? ['none', 'all'] : ['all', 'none'])
  })
})

describe('what the boxes change', () => {
  const before = new Map<string, TagState>([
    ['time', 'all'],
    ['cities', 'some'],
  ])

  it('is nothing for a box that is as it was', () => {
    expect(
      changeOf(
        before,
        new Map<string, TagState>([
          ['time', 'all'],
          ['cities', 'some'],
          ['food', 'none'],
        ]),
      ),
    ).toEqual({ add: [], remove: [] })
  })

  it('puts on what is all now, takes off what is none now', () => {
    expect(
      changeOf(
        before,
        new Map<string, TagState>([
          ['time', 'none'],
          ['cities', 'all'],
          ['food', 'all'],
        ]),
      ),
    ).toEqual({ add: ['cities', 'food'], remove: ['time'] })
  })
})

describe('completion', () => {
  it('begins with steps that start with what was typed', () => {
    expect(matching(all, 'ti', new Map(), [])).toEqual(['archives/tides', 'time', 'cities'])
  })

  it('does not mind capitals', () => {
    expect(matching(all, 'ötz', new Map(), [])).toEqual(['Ötzi'])
  })

  it('shows what is on the articles first, then what was used last', () => {
    const on = new Map<string, TagState>([
      ['time', 'some'],
      ['Ötzi', 'all'],
    ])
    expect(matching(all, '', on, ['archives/tides']).slice(0, 3)).toEqual(['Ötzi', 'time', 'archives/tides'])
  })

  it('offers a new tag only when there is none of that name', () => {
    expect(newTag('tidal', all)).toBe('tidal')
    expect(newTag('TIME', all)).toBeUndefined()
  })

  it.each(['', 'archives//tides', 'a, b', '"a"'])('offers no new tag for %j', (words) => {
    expect(newTag(words, all)).toBeUndefined()
  })
})
