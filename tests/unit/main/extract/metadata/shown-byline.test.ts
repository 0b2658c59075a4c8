import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { pageOf, paragraphs } from '../page.ts'

interface Parts {
  head?: string
  line?: string
  above?: string
  below?: string
  around?: string
}

/** The byline of a page with these parts around its text. */
async function bylineOf({ head = '', line = '', above = '', below = '', around = 'page' }: Parts) {
  const html = `<html lang="en"><head><title>The old harbour lives again</title>
<meta property="og:site_name" content="Harbour Times">${head}</head><body><div class="${around}">${above}
<h1>The old harbour lives again</h1>${line}<div class="text">${paragraphs}</div>${below}</div></body></html>`
  return (await extractPage(pageOf(html))).byline
}

const data = (name: string): string => `<meta name="author" content="${name}">`

describe('the authors that a page shows', () => {
  it('are found where a name of a class covers the whole article', async () => {
    expect(await bylineOf({ around: 'related-stories', line: '<p>By Jane Doe and Max Sand</p>' })).toBe(
      'Jane Doe; Max Sand',
    )
    expect(await bylineOf({ below: '<div class="related-stories"><p>By Jane Doe</p></div>' })).toBeUndefined()
  })

  it('are not the topics in a box that is named after contributors, nor the firm that built the site', async () => {
    const box = '<div class="contributors"><div>Tags:</div><ul><li>Harbour</li></ul></div>'
    expect(await bylineOf({ below: box })).toBeUndefined()
    expect(await bylineOf({ head: data('Quayside Media GmbH') })).toBeUndefined()
    expect(await bylineOf({ head: data('Jane Doe') })).toBe('Jane Doe')
  })

  it('are found above the text in a line that also counts comments', async () => {
    expect(await bylineOf({ line: '<p class="comments"><a rel="author" href="/jd">Jane Doe</a> 12</p>' })).toBe(
      'Jane Doe',
    )
  })

  it('are one to a line, without the house and the place on the next', async () => {
    const lines = '<div class="byline"><div>By Jane Doe</div><div>Rotterdam</div></div>'
    expect(await bylineOf({ line: lines })).toBe('Jane Doe')
    expect(await bylineOf({ line: '<div class="byline">By<br>Jane Doe<br>Chief Officer</div>' })).toBe('Jane Doe')
  })

  it('stand without the name of the site behind theirs', async () => {
    const line = '<p class="byline"><span>Jane McDoe</span> <span>Harbour Times</span></p>'
    expect(await bylineOf({ line })).toBe('Jane McDoe')
    expect(await bylineOf({ line: '<p class="byline">Jane Doe, Harbour Times</p>' })).toBe('Jane Doe')
  })

  it('are found in a line that begins with the date', async () => {
    expect(await bylineOf({ line: '<p>05/10/2018 - Publicado por: Jane Doe - Porto</p>' })).toBe('Jane Doe')
  })

  it('are several when each is marked beside the other', async () => {
    const line =
      '<p>Written for you by our crew: <a class="author" href="/jd">Jane Doe</a>, <a class="author" href="/ms">Max Sand</a></p>'
    expect(await bylineOf({ line })).toBe('Jane Doe; Max Sand')
  })

  it('go before an account that only the data name', async () => {
    const line = '<p class="byline">By Jane Doe</p>'
    expect(await bylineOf({ head: data('Carl Clerk'), line })).toBe('Jane Doe')
    expect(await bylineOf({ head: data('AP'), line: '<p>By JANE DOE</p>' })).toBe('JANE DOE')
    expect(await bylineOf({ head: data('Jane Doe'), line: '<p class="byline">Jane DoeWriter</p>' })).toBe('Jane Doe')
  })

  it('are not joined by a place, and are not those of the picture', async () => {
    const line = '<p><span class="author">Reuters,</span> <span class="author">Rotterdam,</span></p>'
    expect(await bylineOf({ head: data('Reuters'), line })).toBe('Reuters')
    const figure =
      '<figure><img src="a.png"><figcaption>The quay <span class="author">Pia Photo</span></figcaption></figure>'
    expect(await bylineOf({ head: data('Jane Doe'), line: figure })).toBe('Jane Doe')
  })
})
