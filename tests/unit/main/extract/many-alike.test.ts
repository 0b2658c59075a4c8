import { expect, it } from 'vitest'
import { extractPage } from '../../../../main/extract/extract.ts'
import { newspaper, pageOf, paragraphs } from './page.ts'

/* Pages with very many of one thing: each looked at by itself and not all for each, or they would not end within the test's time. */

const COUNT = 100_000

it.each([
  ['times in one paragraph', `<p>${'<time datetime="2023-01-02">x</time>'.repeat(COUNT)}</p>`],
  ['listings', '<pre>x</pre>'.repeat(COUNT)],
  ['blanks in one listing', `<pre>a${' '.repeat(4 * COUNT)}b</pre>`],
  ['pictures in one box', `<div>${'<img src="a.jpg">'.repeat(COUNT)}</div>`],
  ['headings of one name', '<h2>Tides</h2>'.repeat(COUNT)],
  [
    'addresses of one picture',
    `<img ${Array.from({ length: COUNT }, (_, at) => `data-${String(at)}="/${String(at)}.jpg"`).join(' ')}>`,
  ],
])('a page with many %s is read', async (_, many) => {
  const { text } = await extractPage(pageOf(newspaper(paragraphs + many + paragraphs)))
  expect(text).toMatch(/^The harbour of the small town[^]*on friday afternoons\.$/)
})
