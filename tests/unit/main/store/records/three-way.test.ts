import { expect, test } from 'vitest'
import { mergedFields } from '../../../../../main/store/records/three-way.ts'

test('what nobody else has changed becomes what it is to be', () => {
  expect(mergedFields({ a: 1, b: [1] }, { a: 2, b: null }, { a: 1, b: [1], c: 3 })).toEqual({ a: 2, b: null })
})

test('what somebody else has changed stays', () => {
  expect(mergedFields({ a: 1 }, { a: 2 }, { a: 5 })).toEqual({ a: 5 })
  expect(mergedFields({ a: 1 }, { a: 2 }, {})).toEqual({ a: null })
})

test('of objects each field is looked at by itself', () => {
  const before = { sources: { title: 'meta', byline: 'meta', url: 'x' } }
  const after = { sources: { title: 'json-ld', byline: 'json-ld' } }
  expect(mergedFields(before, after, { sources: { title: 'you', byline: 'meta', url: 'x' } })).toEqual({
    sources: { title: 'you', byline: 'json-ld' },
  })
})

test('done twice it is the same', () => {
  const [before, after] = [
    { a: 1, o: { x: 1 } },
    { a: 2, o: { x: 2, y: 1 } },
  ]
  const once = mergedFields(before, after, before)
  expect(mergedFields(before, after, once)).toEqual(once)
})
