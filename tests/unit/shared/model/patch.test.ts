import { expect, test } from 'vitest'
import { z } from 'zod'
import { changeSchema } from '../../../../shared/model/change.ts'
import { patchOf } from '../../../../shared/model/patch.ts'
import { settingsSchema } from '../../../../shared/model/settings.ts'

test('a patch holds the fields that were given, and no defaults', () => {
  expect(patchOf(settingsSchema).parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
  expect(patchOf(z.object({ a: z.string().default('x'), b: z.number().optional() })).parse({})).toEqual({})
})

test('a field of a patch is checked', () => {
  expect(patchOf(settingsSchema).safeParse({ readingSize: 400 }).success).toBe(false)
})

test('a change of one field of the library does not touch the others when it is read back', () => {
  const change = changeSchema.parse({
    id: 'c1',
    at: '2026-01-01T00:00:00.000Z',
    name: 'tag.colour',
    library: { before: { tags: {} }, after: { tags: { a: { colour: 'leaf' } } } },
  })
  expect(Object.keys(change.library?.before ?? {})).toEqual(['tags'])
})
