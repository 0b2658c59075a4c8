import { expect, test } from 'vitest'
import { joinEvents } from '../../../../main/desktop/events.ts'

const change = { id: 'c', at: '2026-01-01T00:00:00.000Z', name: 'tag', subject: 'x', count: 1 } as const

test('joined events name every article once, and keep the later change', () => {
  const joined = joinEvents(
    { ids: ['a', 'b'], change: { ...change, id: 'first' }, listChanged: false },
    { ids: ['b', 'c'], change, listChanged: true },
  )
  expect(joined).toEqual({ ids: ['a', 'b', 'c'], change, listChanged: true })
})

test('when one of two events means everything, both do', () => {
  expect(joinEvents({ listChanged: true }, { ids: ['a'], listChanged: false })).toMatchObject({
    ids: undefined,
    listChanged: true,
  })
})

test('more articles than a screenful are told as everything', () => {
  const many = Array.from({ length: 300 }, (_, index) => String(index))
  expect(joinEvents({ ids: many, listChanged: false }, { ids: ['x'], listChanged: false }).ids).toBeUndefined()
})

test('what was found damaged is not lost in a later event', () => {
  const found = { path: '/library/library.json', problem: { code: 'library.damaged', detail: {} } } as const
  const joined = joinEvents({ listChanged: false, findings: [found] }, { ids: ['a'], listChanged: true })
  expect(joined.findings).toEqual([found])
})
