import { expect, it } from 'vitest'
import { recordSchema } from '../../../../shared/model/article.ts'
import { isFixable } from '../../../../renderer/composables/reader/fixable.ts'

const sum = 'ab12'.repeat(16)
const record = recordSchema.parse({
  version: 1,
  id: 'a',
  title: 'A title',
  url: 'https://kelp.example/a',
  added: '2026-01-01T00:00:00Z',
  changed: '2026-01-01T00:00:00Z',
  format: 'html',
  words: 1,
  minutes: 1,
  original: { main: 'a.html', files: [] },
  hashes: { source: sum, text: sum },
})

it('a rule of a site is made in its own markup only', () => {
  expect(isFixable(record)).toBe(true)
  expect(isFixable({ ...record, producer: 'SingleFile' })).toBe(true)
  expect(isFixable({ ...record, format: 'enex' })).toBe(false)
  expect(isFixable({ ...record, producer: 'Notion' })).toBe(false)
  expect(isFixable({ ...record, url: undefined })).toBe(false)
  expect(isFixable(undefined)).toBe(false)
})
