import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { pageOf, paragraphs, png } from '../page.ts'

const named = '<meta property="og:image" content="https://cdn.example/pictures/old-quay-1200x630.jpg?v=2">'

/** A page whose picture stands in another element than its text. */
const page = (head: string, above: string, files: Record<string, Uint8Array> = {}) =>
  pageOf(
    `<html><head><title>The old harbour lives again</title>${head}</head><body>
<div class="page-top"><a href="/"><img src="logo.png" width="400"></a></div>
<article class="post category-harbour"><header>${above}</header><div class="text">${paragraphs}</div></article></body></html>`,
    { files: { 'logo.png': png(400, 80), ...files } },
  )
const title = '<h1>The old harbour lives again</h1>'

describe('the picture above the text', () => {
  it.each([
    ['below the title', `${title}<figure><img src="old-quay-640x400.jpg"><figcaption>The quay</figcaption></figure>`],
    ['above the title', `<figure><img src="old-quay-640x400.jpg"><figcaption>The quay</figcaption></figure>${title}`],
    [
      'in a gallery',
      `${title}<div class="head-slider"><figure><img src="old-quay-640x400.jpg"><figcaption>The quay</figcaption></figure></div>`,
    ],
  ])('that the page names as its own is shown, %s', async (_, above) => {
    const { html, image, text } = await extractPage(page(named, above, { 'old-quay-640x400.jpg': png(640, 400) }))
    expect(html).toMatch(
      /^<figure><img src="assets\/01\.png" alt="" width="640" height="400"><figcaption>The quay<\/figcaption><\/figure><p>/,
    )
    expect(image).toBe('assets/01.png')
    expect(text).toMatch(/^The harbour of the small town/)
  })

  it('is a large one between title and text where the page names none', async () => {
    const above = `${title}<div><img src="quay.jpg" alt="The quay"></div>`
    const { html } = await extractPage(page('', above, { 'quay.jpg': png(900, 600) }))
    expect(html).toMatch(/^<figure><img src="assets\/01\.png" alt="The quay"/)
    for (const other of [png(120, 120), png(900, 90)])
      expect((await extractPage(page('', above, { 'quay.jpg': other }))).html).not.toContain('<img')
  })

  it('is not that of another article, of a person, or of the site', async () => {
    const files = { 'other.jpg': png(900, 600), 'jo.jpg': png(400, 400) }
    const others = [
      `${title}<a href="/other"><img src="other.jpg"></a>`,
      `${title}<div class="author-avatar"><img src="jo.jpg"></div>`,
      `${title}<aside><img src="other.jpg"></aside>`,
      title,
    ]
    for (const above of others) expect((await extractPage(page('', above, files))).html, above).not.toContain('<img')
  })

  it('is not shown twice when it stands in the text as well', async () => {
    const above = `${title}<img src="old-quay-640x400.jpg">`
    const given = page(named, above, { 'old-quay-640x400.jpg': png(), 'old-quay.jpg': png(1200, 630) })
    const twice = { ...given, html: given.html.replace('</p>', '</p><img src="old-quay.jpg">') }
    expect((await extractPage(twice)).html.match(/<img/g)).toHaveLength(1)
  })

  it('is counted when it was not saved', async () => {
    const { html, warnings } = await extractPage(page(named, `${title}<img src="old-quay-640x400.jpg">`))
    expect(html).not.toContain('<img')
    expect(warnings).toEqual(['1 of 1 pictures of the article were not in the saved file.'])
  })
})
