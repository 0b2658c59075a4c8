import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../main/extract/extract.ts'
import { textOfHtml } from '../../../../main/platform/html-text.ts'
import { newspaper, pageOf, paragraphs } from './page.ts'

const TEASER = '<p>The harbour of the small town was built when ships still had sails.</p>'
const NOT_SHOWN = /^The saved page does not show its text/

const plain = textOfHtml(paragraphs)
const bodyAs = (articleBody: string, more = {}): string => {
  const data = { '@type': 'NewsArticle', headline: 'The old harbour lives again', articleBody, ...more }
  return `<script type="application/ld+json">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`
}
const read = (content: string, head = ''): ReturnType<typeof extractPage> =>
  extractPage(pageOf(newspaper(content, head)))

describe('a text that the page holds but does not show', () => {
  it.each([
    ['plain', plain],
    ['markup', paragraphs],
    ['escaped markup', paragraphs.replace(/</g, '&lt;').replace(/>/g, '&gt;')],
  ])('is taken from the body in JSON-LD, written as %s', async (_, body) => {
    const { text, html, words, title, byline, warnings } = await read(TEASER, bodyAs(body))
    expect(text).toBe(plain)
    expect(text).toBe(textOfHtml(html))
    expect(html.match(/<p>/g)).toHaveLength(6)
    expect(words).toBeGreaterThan(200)
    expect({ title, byline }).toEqual({ title: 'The old harbour lives again', byline: 'Jo Miller' })
    expect(warnings).toEqual([expect.stringMatching(NOT_SHOWN)])
  })

  it.each([
    ['a template', `<template>${paragraphs}</template>`],
    ['a script of markup', `<script type="text/template">${paragraphs}</script>`],
    ['a script of another engine', `<script type="text/x-handlebars-template">${paragraphs}</script>`],
    ['noscript', `<noscript>${paragraphs}</noscript>`],
  ])('is taken from %s, without what stands around it', async (_, holder) => {
    const { text, warnings } = await read(holder)
    expect(text).toBe(plain)
    expect(warnings).toEqual([expect.stringMatching(NOT_SHOWN)])
  })

  it('is cleaned like any other', async () => {
    const hostile = `${paragraphs}<p onclick="a()">Boats <a href="javascript:a()">are</a> built<img src="x" onerror="a()"><script>a()</script> there again, slowly and by hand.</p>`
    for (const page of [
      read(TEASER, bodyAs(hostile)),
      read(`<template>${hostile}</template>`),
      read(`<noscript>${hostile}</noscript>`),
    ]) {
      const { html } = await page
      expect(html).toContain('slowly and by hand')
      expect(html).not.toMatch(/onclick|onerror|javascript|<script|<img/)
    }
  })

  it('is left where it is when the page shows its text', async () => {
    const other = '<p>Something else stands in the data of this page, as long as any article.</p>'.repeat(40)
    const { text, warnings } = await read(paragraphs + `<template>${other}</template>`, bodyAs(other))
    expect(text).toBe(plain)
    expect(warnings).toEqual([])
  })

  it('is left where it is when it is no longer than what is shown', async () => {
    const { text, warnings } = await read(TEASER, bodyAs('The harbour of the small town.'))
    expect(text).toBe(textOfHtml(TEASER))
    expect(warnings).toEqual([])
  })

  it('survives templates in their thousands', async () => {
    const { text } = await read(`${TEASER}${'<template><noscript>'.repeat(50_000)}`)
    expect(text).toBe(textOfHtml(TEASER))
  })
})
