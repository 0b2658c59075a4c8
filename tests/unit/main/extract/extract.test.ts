import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../main/extract/extract.ts'
import { textOfHtml } from '../../../../main/platform/html-text.ts'
import { newspaper, pageOf, paragraphs, png } from './page.ts'

describe('the main text', () => {
  it('is the article without menu, related stories, newsletter and footer', async () => {
    const { text } = await extractPage(pageOf(newspaper(paragraphs)))
    expect(text).toMatch(/^The harbour of the small town/)
    expect(text).toContain('on friday afternoons.')
    for (const other of ['Sport', 'Related', 'A bridge', 'newsletter', 'All rights', 'Imprint'])
      expect(text).not.toContain(other)
  })

  it('equals the text of the html, so that marks and the index agree', async () => {
    const content = `${paragraphs}<ul><li>one</li><li><div>two</div><div>three</div></li></ul><pre>a\n  b</pre><blockquote>said</blockquote>${paragraphs}`
    const { html, text } = await extractPage(pageOf(newspaper(content)))
    expect(text).toBe(textOfHtml(html))
  })

  it('does not repeat the title and leaves captions beside the text', async () => {
    const figure = '<figure><img src="boat.png"><figcaption>A boat, drawn by hand</figcaption></figure>'
    const { html, text } = await extractPage(pageOf(newspaper(paragraphs + figure + paragraphs)))
    expect(text).not.toContain('The old harbour lives again')
    expect(text).not.toContain('drawn by hand')
    expect(html).toContain('<figcaption>A boat, drawn by hand</figcaption>')
  })

  it('leaves out the line that says only who wrote it and when, and keeps another day', async () => {
    const head =
      '<meta name="author" content="Ilse Varnholt"><meta property="article:published_time" content="2024-03-14">'
    const page = (line: string) => pageOf(`${head}<h1>The harbour</h1><main><p>${line}</p>${paragraphs}</main>`)
    for (const line of [
      'Ilse Varnholt, 2024-03-14',
      'By Ilse Varnholt Thursday, March 14, 2024',
      '14 March 2024, 10:30',
    ])
      expect((await extractPage(page(line))).text, line).toMatch(/^The harbour of the small town/)
    const below = pageOf(
      `${head}<h1>The harbour</h1><main>${paragraphs.replace('</p>', '</p><p>By Ilse Varnholt</p>')}</main>`,
    )
    expect((await extractPage(below)).text).not.toContain('Varnholt')
    const two = head.replace('Ilse Varnholt', 'Ilse Varnholt, Raj Oder')
    const pair = pageOf(`${two}<h1>The harbour</h1><main><p>Ilse Varnholt and Raj Oder</p>${paragraphs}</main>`)
    expect((await extractPage(pair)).text).toMatch(/^The harbour of the small town/)
    expect((await extractPage(page('The evening of 2 January 2024.'))).text).toMatch(/^The evening/)
  })

  it('is found in pages that end no tags and have no body', async () => {
    const open = paragraphs.replace(/<\/p>/g, '')
    const { text } = await extractPage(pageOf(`<title>Open</title><h1>Open</h1>${open}`))
    expect(text.split('\n')).toHaveLength(6)
  })

  it('says so when there is none', async () => {
    const { text, warnings, title } = await extractPage(pageOf('', { fileName: 'empty_page.html' }))
    expect(text).toBe('')
    expect(title).toBe('empty page')
    expect(warnings).toContain('No text was found on the page.')
  })

  it.each([
    ['open elements', '<div>'.repeat(100_000)],
    ['links in links', '<a href="#"><div>'.repeat(100_000)],
    ['tables in tables', '<table><tr><td>'.repeat(50_000)],
    ['wrong end tags', `${'<b><p>'.repeat(50_000)}${'</b>'.repeat(50_000)}`],
    ['attributes', `<p ${'a=b '.repeat(100_000)}>`],
  ])('survives a hundred thousand %s', async (_, hostile) => {
    const { text } = await extractPage(pageOf(`<body>${paragraphs}${hostile}`))
    expect(text).toContain('The harbour of the small town')
  })
})

describe('the reading view', () => {
  it('keeps headings, lists, quotes, tables and emphasis, and gives headings ids', async () => {
    const content = `${paragraphs}<h2>What was found</h2>${paragraphs}<ol start="3"><li>Nets of <em>hemp</em> and of cotton, mended many times over</li><li>Oars</li></ol>
<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1950</td><td>41</td></tr></table><blockquote><p>We will build them again, said the youngest of the carpenters.</p></blockquote>${paragraphs}`
    const { html } = await extractPage(pageOf(newspaper(content)))
    expect(html).toContain('<h2 id="what-was-found">What was found</h2>')
    expect(html).toContain('<ol start="3"><li>Nets of <em>hemp</em> and')
    expect(html).toMatch(/<table>.*<th>Year<\/th>.*<td>41<\/td>/s)
    expect(html).toContain('<blockquote><p>We will')
  })

  it('counts the steps of a list that the page numbers by hand', async () => {
    const step = (at: number) =>
      `<li><div>${String(at)}</div><div>Row to buoy ${String(at)} and back, as fast as you can.</div></li>`
    const page = (steps: string) => pageOf(newspaper(`${paragraphs}<ul>${steps}</ul>${paragraphs}`))
    const { html } = await extractPage(page(step(1) + step(2) + step(3)))
    expect(html).toContain('<ol><li>Row to buoy 1 and back, as fast as you can.</li><li>Row to buoy 2')
    expect((await extractPage(page(step(1) + step(2) + step(2)))).html).toContain('<li>2<br>Row to buoy 2')
  })

  it('has headings without the links beside them', async () => {
    const wiki = '<h2>The crane<span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>'
    const book =
      '<h2>The quay<a class="headerlink" href="#quay">¶</a></h2><h2><a class="permalink" href="/x">The mill</a></h2>'
    const manual = '<h3 id="roof">The roof<a href="#roof"><svg></svg>Section</a></h3>'
    const { html } = await extractPage(
      pageOf(newspaper([wiki, book, manual].map((heading) => paragraphs + heading).join('') + paragraphs)),
    )
    for (const heading of ['The crane</h2>', 'The quay</h2>', 'The mill</a></h2>', 'The roof</h3>'])
      expect(html).toContain(heading)
  })

  it('has a rule only between two things, one at a time', async () => {
    const { html } = await extractPage(pageOf(newspaper(`<hr>${paragraphs}<hr><p></p><hr>${paragraphs}<hr><hr>`)))
    expect(html.match(/<hr>/g)).toHaveLength(1)
    expect(html.indexOf('<hr>')).toBeGreaterThan(html.indexOf('<p>'))
    expect(html.indexOf('<hr>')).toBeLessThan(html.lastIndexOf('<p>'))
  })

  it('has words without soft hyphens, so that they are found, and lines that nothing unseen breaks', async () => {
    const odd = '<p>The har\u00ADbour was <span><link rel="stylesheet" href="a.css">built by hand</span> again.</p>'
    const { html } = await extractPage(pageOf(newspaper(paragraphs + odd + paragraphs)))
    expect(html).toContain('<p>The harbour was built by hand again.</p>')
  })

  it('has no control characters, neither in its words nor in its values', async () => {
    const content = `${paragraphs}<p title="a\0b">The qu\0ay &#1;by the <img alt="a\x01boat" src="boat.png"> sea.</p>${paragraphs}`
    const page = newspaper(content)
      .replaceAll('harbour lives', 'har\0bour lives')
      .replaceAll('Jo Miller', 'Jo\0 Miller')
    const { html, text, title, byline } = await extractPage(pageOf(page))
    expect([title, byline]).toEqual(['The old harbour lives again', 'Jo Miller'])
    expect(text).toContain('The quay by the')
    expect(html + text).not.toMatch(/[\0-\x08\x0b\x0e-\x1f]/)
  })

  it('keeps code in one piece with its language, without line numbers', async () => {
    const code =
      '<div class="highlight-source-ts"><pre><span class="line-number">1</span><span>const</span> a = 1\n  b()</pre></div>'
    const { html } = await extractPage(pageOf(newspaper(paragraphs + code + paragraphs)))
    expect(html).toContain('<pre><code class="language-ts">const a = 1\n  b()</code></pre>')
  })

  it('keeps a formula once, as MathML with its TeX', async () => {
    const katex =
      '<p>The area of the sail is given by <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">\\alpha</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">DRAWN</span></span>, which every carpenter of the old wharf could work out in the head, they say.</p>'
    const { html } = await extractPage(pageOf(newspaper(paragraphs + katex + paragraphs)))
    expect(html).toContain('alttext="\\alpha"')
    expect(html).toContain('<mi>a</mi>')
    expect(html).not.toContain('DRAWN')
    expect(html).not.toContain('annotation')
  })

  it('makes links absolute and drops those that run something', async () => {
    const links =
      '<p>Read what the <a href="/old">older people</a> say, and never <a href="javascript:alert(1)">click here</a>, as the harbour master, who has seen it all, advises everybody.</p>'
    const { html } = await extractPage(pageOf(newspaper(paragraphs + links + paragraphs)))
    expect(html).toContain('<a href="https://paper.example/old">older people</a>')
    expect(html).not.toContain('javascript')
    expect(html).toContain('click here')
  })

  it('keeps footnotes tied to their place', async () => {
    const notes = `<p>The first boat was launched in spring<sup><a href="#fn1">1</a></sup>, and the whole town came to see it glide into the water of the basin.</p>${paragraphs}<ol><li id="fn1">See the log book of the harbour master for that year, which is kept in the town hall.</li></ol>`
    const { html } = await extractPage(pageOf(newspaper(paragraphs + notes)))
    expect(html).toContain('<a href="#fn1">1</a>')
    expect(html).toContain('id="fn1"')
  })
})

describe('pictures', () => {
  it.each([
    ['src', '<img src="boat.png" alt="A boat">'],
    ['a lazy loader', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="boat.png" alt="A boat">'],
    ['srcset', '<img srcset="small.png 320w, boat.png 1280w" alt="A boat">'],
    ['an attribute of any name', '<img src="/lazy-placeholder.gif" data-normal="boat.png" alt="A boat">'],
    ['its box', '<div data-bg="boat.png"><img src="data:image/svg+xml,%3Csvg/%3E" alt="A boat"></div>'],
    [
      'its twin',
      '<img class="lazy" src="blank.gif" alt="A boat"><noscript><img src="boat.png" alt="A boat"></noscript>',
    ],
    ['noscript alone', '<noscript><img src="boat.png" alt="A boat"></noscript>'],
    ['picture', '<picture><source srcset="boat.png 2x"><img alt="A boat"></picture>'],
  ])('are found by %s and become assets', async (_, markup) => {
    const page = pageOf(
      newspaper(`${paragraphs}<figure>${markup}<figcaption>The boat</figcaption></figure>${paragraphs}`),
      { files: { 'boat.png': png() } },
    )
    const { html, assets, image, warnings } = await extractPage(page)
    expect(assets.map(({ path, type }) => [path, type])).toEqual([['assets/01.png', 'image/png']])
    expect(html).toContain(
      '<figure><img src="assets/01.png" alt="A boat" width="640" height="400"><figcaption>The boat</figcaption></figure>',
    )
    expect(image).toBe('assets/01.png')
    expect(warnings).toEqual([])
  })

  it('that were not saved are counted and leave their caption', async () => {
    const { html, assets, warnings } = await extractPage(
      pageOf(
        newspaper(
          `${paragraphs}<figure><img src="https://cdn.example/boat.jpg"><figcaption>The boat</figcaption></figure>${paragraphs}`,
        ),
      ),
    )
    expect(assets).toEqual([])
    expect(html).not.toContain('<img')
    expect(html).toContain('<figcaption>The boat</figcaption>')
    expect(warnings).toEqual(['1 of 1 pictures of the article were not in the saved file.'])
  })

  it('that are too many, or too large, are said to be left out', async () => {
    const names = Array.from({ length: 302 }, (_, at) => `${String(at)}.png`)
    const files = Object.fromEntries(names.map((name) => [name, png()]))
    const markup = [...names, '0.png', '301.png', 'gone.png'].map((name) => `<p><img src="${name}"></p>`).join('')
    const { assets, warnings } = await extractPage(pageOf(newspaper(paragraphs + markup + paragraphs), { files }))
    expect(assets).toHaveLength(300)
    expect(warnings).toEqual([
      '1 of 304 pictures of the article were not in the saved file.',
      '3 of 304 pictures of the article are left out: they are too many or too large.',
    ])
    const large = new Uint8Array(20 * 1024 * 1024 + 1)
    large.set(png())
    const figure = '<figure><img src="large.png"></figure>'
    const page = pageOf(newspaper(paragraphs + figure + paragraphs), { files: { 'large.png': large } })
    expect((await extractPage(page)).warnings).toEqual([
      '1 of 1 pictures of the article are left out: they are too many or too large.',
    ])
  })

  it('have no button for a caption', async () => {
    const figure = (line: string) => `<figure><img src="chart.png" width="600"><div>${line}</div></figure>`
    const content = `${paragraphs}${figure('\n\n   <a href="/chart.png">\n\n\n      <span>Download the chart</span>\n\n   </a>\n\n')}${paragraphs}${figure('Boats by year')}`
    const { html } = await extractPage(pageOf(newspaper(content + paragraphs)))
    expect(html).not.toContain('Download the chart')
    expect(html).toContain('<figcaption>Boats by year</figcaption>')
  })

  it('are what their bytes say, not their name', async () => {
    const script = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const page = pageOf(newspaper(`${paragraphs}<img src="boat.png">${paragraphs}`), { files: { 'boat.png': script } })
    expect((await extractPage(page)).assets).toEqual([])
  })

  it('in a gallery stay, those of teasers and of people who write do not', async () => {
    const show = async (markup: string) =>
      (await extractPage(pageOf(newspaper(paragraphs + markup + paragraphs), { files: { 'boat.png': png() } }))).html
    const slide = '<figure><img src="boat.png"><figcaption>The boat</figcaption></figure>'
    expect(await show(`<div class="gallery-slider">${slide}</div>`)).toContain('<figcaption>The boat</figcaption>')
    expect(await show('<div class="gallery-slider"><a href="/other"><img src="boat.png"></a></div>')).not.toContain(
      '<img',
    )
    expect(await show('<div class="user-avatar"><img src="boat.png"></div>')).not.toContain('<img')
  })

  it('of a spacer size are left out', async () => {
    const page = pageOf(newspaper(`${paragraphs}<img src="dot.png">${paragraphs}`), { files: { 'dot.png': png(1, 1) } })
    expect((await extractPage(page)).assets).toEqual([])
  })
})

describe('metadata', () => {
  it('comes with its sources', async () => {
    const found = await extractPage(pageOf(newspaper(paragraphs)))
    expect(found).toMatchObject({
      title: 'The old harbour lives again',
      byline: 'Jo Miller',
      site: 'The Paper',
      published: '2024-05-04T08:30:00+02:00',
      saved: '2024-05-06T10:00:00Z',
      lang: 'en',
      dir: 'ltr',
      url: 'https://paper.example/news/story.html',
    })
    expect(found.sources).toMatchObject({
      title: 'h1',
      byline: 'rel author',
      published: 'time element',
      site: 'meta og:site_name',
      url: 'SingleFile header',
    })
  })

  it('is taken from JSON-LD, and the rest is kept as alternatives', async () => {
    const data = {
      '@type': 'NewsArticle',
      headline: 'The old harbour lives again',
      author: [{ name: 'Jo Miller' }, { name: 'Ann Smith' }],
      datePublished: '2024-05-04T09:00:00Z',
    }
    const found = await extractPage(
      pageOf(newspaper(paragraphs, `<script type="application/ld+json">${JSON.stringify(data)}</script>`)),
    )
    expect(found.byline).toBe('Jo Miller; Ann Smith')
    expect(found.sources.byline).toBe('json-ld')
    expect(found.alternatives.byline).toContainEqual({ value: 'Jo Miller', source: 'rel author' })
    expect(found.published).toBe('2024-05-04T09:00:00Z')
  })

  it('ends with a quotation when one is the last thing in its element, and not with one of links', async () => {
    const said = '<blockquote><p>We have never seen such a tide, said the miller.</p></blockquote>'
    const linked = '<blockquote><p><a href="/more">More about the tides of this year</a></p></blockquote>'
    const ending = async (quote: string) =>
      (await extractPage(pageOf(newspaper(paragraphs + quote)))).text.split('\n').at(-1)
    expect(await ending(said)).toBe('We have never seen such a tide, said the miller.')
    expect(await ending(linked)).toMatch(/on friday afternoons\.$/)
  })
  it('has the day that the format says before one that the text shows', async () => {
    const html = `<title>Re: Tides</title><p>On Mon, 13 March 2023, Ida Brandt wrote:</p>${paragraphs}`
    const published = [{ value: '2023-03-14T09:12:44+01:00', source: 'Date header' }]
    const found = await extractPage(pageOf(html, { published }))
    expect(found.published).toBe('2023-03-14T09:12:44+01:00')
    expect(found.sources.published).toBe('Date header')
  })
  it.each([
    ['a sign that leads to it', '<section id="s"><h1>Ways to begin<a class="headerlink" href="#s">¶</a></h1>'],
    ['a named link that leads to it', '<h1 id="s">Ways to <em>begin</em> <a href="#s">Permanent link</a></h1>'],
    ['an edit link', '<h1>Ways to begin <span class="mw-editsection">[edit]</span></h1>'],
  ])('has no heading with %s for a title, but its words', async (_, heading) => {
    for (const named of ['<title>Ways to begin — Tide 3.2 documentation</title>', ''])
      expect((await extractPage(pageOf(`${named}${heading}${paragraphs}`))).title).toBe('Ways to begin')
  })
  it('has the heading nearest to the text for a title when the data name only a section', async () => {
    const html = `<title>Harbour - News - Harbour | The Paper</title><nav><h3>Places to look for boats</h3></nav>
<h2>Old ships are built again</h2><p>4 May 2024</p><div>${paragraphs}</div><h2>Our partners in the region</h2>`
    expect((await extractPage(pageOf(html))).title).toBe('Old ships are built again')
  })

  it('gives a few words a language only when they leave no doubt', async () => {
    const of = async (words: string) => (await extractPage(pageOf(`<p>${words}</p>`))).lang
    expect(await of('https://www.example.com/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p')).toBeUndefined()
    expect(await of('Kartoffelsuppe mit Würstchen, ein einfaches Rezept für jeden Tag')).toBe('de')
  })
  it('knows right-to-left text and its language when the page does not say', async () => {
    const arabic =
      '<p>كان الميناء القديم في المدينة الصغيرة مكانا يجتمع فيه الناس كل صباح، ويتحدثون عن البحر والسفن والأسماك التي عادوا بها من رحلاتهم الطويلة.</p>'.repeat(
        6,
      )
    const found = await extractPage(pageOf(`<title>الميناء</title><article><h1>الميناء القديم</h1>${arabic}</article>`))
    expect(found).toMatchObject({ dir: 'rtl', lang: 'ar' })
  })
})
