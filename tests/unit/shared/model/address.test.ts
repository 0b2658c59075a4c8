import { expect, it } from 'vitest'
import { hostOf, shortAddress, siteOf } from '../../../../shared/model/address.ts'

it.each([
  ['https://www.example.org/a', 'example.org', 'example.org'],
  ['HTTP://WWW.Example.org:8080', 'example.org', 'example.org'],
  [' https://news.example.org', 'news.example.org', 'news.example.org'],
  ['ftp://www.example.org/', 'example.org', undefined],
  ['file:///www.html', undefined, undefined],
  ['no address', undefined, undefined],
  [undefined, undefined, undefined],
])('the host of %s is %s, its site %s', (url, host, site) => {
  expect([hostOf(url), siteOf(url)]).toEqual([host, site])
})

it('an address is shown without what every one begins with', () => {
  expect(shortAddress('https://www.example.org/www.html')).toBe('example.org/www.html')
})
