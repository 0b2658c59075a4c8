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

it('a page with very many ingredients in its data keeps each that they name', async () => {
  const ingredients = Array.from({ length: 8_000 }, (_, at) => `${String(at)} g of powder`)
  const recipeInstructions = [{ '@type': 'HowToStep', text: 'Stir. '.repeat(COUNT) }]
  const data = JSON.stringify({ '@type': 'Recipe', name: 'Mix', recipeIngredient: ingredients, recipeInstructions })
  const list = `<ul>${ingredients.map((one) => `<li>${one}</li>`).join('')}</ul>`
  const others = '<div>Log in to save it</div>'.repeat(COUNT)
  const page = newspaper(list + paragraphs + others, `<script type="application/ld+json">${data}</script>`)
  const lines = new Set((await extractPage(pageOf(page))).text.split('\n'))
  expect(ingredients.filter((one) => !lines.has(one))).toEqual([])
})

it('a page with very many values in its data is read with what they say', async () => {
  const author = { '@type': 'Person', name: 'Jane Doe' }
  const data = JSON.stringify([Array.from({ length: 8 * COUNT }, () => 1), { '@type': 'NewsArticle', author }])
  const script = (text: string): string => `<script type="application/ld+json">${text}</script>`
  const broken = script(`{"@type": "NewsArticle"};${' '.repeat(COUNT)}x`)
  const html = `<title>The harbour</title>${broken}${script(data)}<h1>The harbour</h1>${paragraphs}`
  expect((await extractPage(pageOf(html))).byline).toBe('Jane Doe')
})
