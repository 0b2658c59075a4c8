import { expect, test } from 'vitest'
import { warning, warningIn, warnings, type Warning } from '../../../../shared/model/warning.ts'

const detail = {
  missing: '2',
  all: '61',
  left: '3',
  most: '5000',
  read: '500',
  folder: 'a (1)_files',
  files: 'output.html, warc',
}

test.each(Object.keys(warnings) as Warning[])('%s is known by its sentence', (code) => {
  const sentence = warning(code, detail)
  expect(sentence).not.toMatch(/[{}]/)
  const found = warningIn(sentence)
  expect(found?.code).toBe(code)
  expect(detail).toMatchObject(found?.detail ?? {})
})

test('a sentence of another version is none of them', () => {
  expect(warningIn('2 of 61 pictures of the article were eaten.')).toBeUndefined()
  expect(warningIn('')).toBeUndefined()
})
