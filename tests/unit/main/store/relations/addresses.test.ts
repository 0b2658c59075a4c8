import { expect, test } from 'vitest'
import { addressKey, comparable, isFrontPage } from '../../../../../main/store/relations/addresses.ts'

test.each([
  ['http://www.example.org/a/', 'https://example.org/a'],
  ['https://example.org/a?utm_source=x&utm_medium=y', 'https://example.org/a'],
  ['https://example.org/a?fbclid=1&b=2&a=1', 'https://example.org/a?a=1&b=2'],
  ['https://example.org/a#part-two', 'https://example.org/a'],
  ['https://m.example.org/a', 'https://example.org/a'],
  ['https://en.m.example.org/wiki/A', 'https://en.example.org/wiki/A'],
  ['https://example.org/a/amp/', 'https://example.org/a'],
  ['https://example.org/amp/a', 'https://example.org/a'],
  ['https://example.org/a.amp.html', 'https://example.org/a.html'],
  ['https://example.org/a?amp=1', 'https://example.org/a'],
  ['https://amp.example.org/a?outputType=amp', 'https://example.org/a'],
  ['https://EXAMPLE.org:443/a', 'https://example.org/a'],
  ['https://example.org/news/index.html', 'https://example.org/news'],
  ['https://example.org/a?print=1', 'https://example.org/a'],
])('%s is %s', (one, other) => {
  expect(comparable(one)).toBe(comparable(other))
  expect(addressKey(one)).toBe(addressKey(other))
})

test.each([
  ['https://example.org/a', 'https://example.org/b'],
  ['https://example.org/a', 'https://example.org/A'],
  ['https://example.org/?id=1', 'https://example.org/?id=2'],
  ['https://m.org/a', 'https://example.org/a'],
  ['https://example.org/#/app/one', 'https://example.org/#/app/two'],
  ['https://example.org/amp', 'https://example.org/'],
  ['https://blog.example.org/a', 'https://example.org/a'],
])('%s is not %s', (one, other) => {
  expect(comparable(one)).not.toBe(comparable(other))
})

test('what is no address of the web has no key', () => {
  for (const address of ['', 'mailto:a@example.org', '#part', 'file:///a.html', 'http://', 'no address'])
    expect(addressKey(address)).toBeUndefined()
})

test('a front page is told', () => {
  expect(isFrontPage(comparable('https://www.example.org/?utm_source=x') ?? '')).toBe(true)
  expect(isFrontPage(comparable('https://www.example.org/a') ?? '')).toBe(false)
})
