import { expect, test } from 'vitest'
import { textHash } from '../../../../main/intake/text-hash.ts'

const long = 'The river rose above the lower road during the night, and the ferry stayed where it was. '.repeat(4)

test('spaces, quotes, case and letter forms make no difference', () => {
  const other = long.toUpperCase().replaceAll(' ', '\n\u00A0').replaceAll('FI', 'ﬁ')
  expect(textHash(other, 'https://b.example/', 'y')).toBe(textHash(long, 'https://a.example/', 'x'))
})

test('one other word makes a difference', () => {
  expect(textHash(`${long} Tomorrow.`, undefined, 'x')).not.toBe(textHash(long, undefined, 'x'))
})

test('short texts are the same only at the same address', () => {
  const url = 'https://a.example/login'
  expect(textHash('Please log in', url, 'x')).toBe(textHash('please log in!', url, 'y'))
  expect(textHash('Please log in', url, 'x')).not.toBe(textHash('Please log in', 'https://b.example/', 'x'))
})

test('empty pages without an address are never the same', () => {
  expect(textHash('', undefined, 'x')).not.toBe(textHash('', undefined, 'y'))
})
