// @vitest-environment jsdom
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { markdown } from '../../../../../main/exporters/markdown/markdown.ts'
import { splitLostMarks } from '../../../../../main/formats/marks/lost-marks.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import { aMark, anArticle, PIXEL } from '../articles.ts'

const options = { marks: true, images: true, assets: 'A page.assets' }

async function bodyOf(html: string, record: Partial<ArticleRecord> = {}): Promise<string> {
  const { content } = await markdown.render(anArticle(html, record), options)
  return (
    content
      .split('\n---\n')[1]
      ?.trim()
      .replace(/^# A page\n*/, '') ?? ''
  )
}

describe('Markdown body', () => {
  it.each([
    [
      'headings, emphasis, links',
      '<h2>H</h2><p>a <em>b</em> <strong>c</strong> <a href="https://x.example/">d</a> <del>e</del></p>',
      '## H\n\na *b* **c** [d](https://x.example/) ~~e~~',
    ],
    [
      'a table with a head',
      '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1 | 2</td><td><p>x</p><p>y</p></td></tr></tbody></table>',
      '| A | B |\n| --- | --- |\n| 1 \\| 2 | x<br>y |',
    ],
    [
      'a table without a head',
      '<table><tbody><tr><td>1</td><td>2</td></tr><tr><td colspan="2">3</td></tr></tbody></table>',
      '|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | |',
    ],
    [
      'code with its language',
      '<pre><code class="language-python">if x:\n    y = "```"\n</code></pre>',
      '````python\nif x:\n    y = "```"\n````',
    ],
    ['code without <code>', '<pre>a  b\n*c*</pre>', '```\na  b\n*c*\n```'],
    [
      'footnotes',
      '<p>One<sup><a href="#fn1">1</a></sup> two.</p><ol><li id="fn1">The note. <a href="#r1">↩</a></li></ol>',
      'One[^1] two.\n\n[^1]: The note.',
    ],
    [
      'text that looks like Markdown or HTML',
      '<p>2 * 3 * 4, a==b, &lt;b&gt; and # no</p>',
      '2 \\* 3 \\* 4, a\\=\\=b, \\<b> and # no',
    ],
    [
      'lines that look like the rule below a heading or a fence',
      '<p>One<br>===</p><p>~~~</p><p>== two</p><p>= three</p><p>\\== four</p>',
      'One  \n\\=\\==\n\n\\~\\~~\n\n\\=\\= two\n\n\\= three\n\n\\\\\\=\\= four',
    ],
    [
      'text that looks like a character reference or a list',
      '<p>&amp;lt;b&amp;gt; and &amp;#60; &amp; more</p><p>2) no</p>',
      '\\&lt;b\\&gt; and \\&#60; & more\n\n2\\) no',
    ],
    [
      'links inside the page as their text',
      '<p>See <a href="#part-two">the second part</a>.</p>',
      'See the second part.',
    ],
    ['Arabic', '<p>قال <b>العالم</b>: مرحبا</p>', 'قال **العالم**: مرحبا'],
    [
      'Japanese',
      '<p>雨の日の<em>古書店</em>です。</p><ul><li>一</li><li>二</li></ul>',
      '雨の日の*古書店*です。\n\n-   一\n-   二',
    ],
  ])('has %s', async (_, html, body) => {
    expect(await bodyOf(html)).toBe(body)
  })

  it('keeps a table that Markdown has no form for as HTML', async () => {
    expect(await bodyOf('<table><tbody><tr><td><ul><li>a</li></ul></td></tr></tbody></table>')).toContain(
      '<td><ul><li>a</li></ul></td>',
    )
  })

  it('keeps the HTML of a table together, whatever stands in its cells', async () => {
    const code = 'one\n\n[click](javascript:alert(1))\n \n# no heading\n```\n'
    const body = await bodyOf(`<p>a</p><table><tbody><tr><td><pre>${code}</pre></td></tr></tbody></table><p>b</p>`)
    const document = new DOMParser().parseFromString(await marked(body), 'text/html')
    expect(document.querySelector('td pre')?.textContent).toBe(code)
    expect([...document.body.children].map(({ localName }) => localName)).toEqual(['p', 'table', 'p'])
  })

  it.each([
    ['beside letters and signs', 'a bribe<b>, as it is called, of 50 dollars</b> to leave'],
    ['that ends with a sign before a letter', '<b>The letter „</b>Deus caritas'],
    ['that begins with a line break', 'trained.<strong><br><br>Who we are</strong>'],
    ['that follows another', '<em>one</em><strong>two</strong><b>three</b> four'],
    ['inside another', '<strong><em>one</em> two</strong> and <em>«three»</em>, <b>four</b>.'],
    ['in a link', 'see <a href="https://x.example/">the <i>“page”</i>s</a>'],
  ])('sets off words %s so that readers of Markdown do, too', async (_, html) => {
    const body = await bodyOf(`<p>${html}</p>`)
    const there = new DOMParser().parseFromString(html, 'text/html').body
    const read = new DOMParser().parseFromString(await marked(body), 'text/html').body
    const bare = (text: string): string => text.replace(/\s+/g, '')
    const setOff = (root: Element): string[] =>
      [...root.querySelectorAll('em, i, b, strong')].map(
        ({ localName, textContent }) => (/^(?:em|i)$/.test(localName) ? 'em ' : 'strong ') + bare(textContent),
      )
    expect(bare(read.textContent)).toBe(bare(there.textContent))
    expect(setOff(read)).toEqual(setOff(there))
  })

  it.each([
    ['a link around it', '<code><a href="https://x.example/">f()</a></code>', '[`f()`](https://x.example/)'],
    ['words set off in it', '<code>f(<em>x</em>)<br>y</code>', '`f(x) y`'],
    [
      'a link in it',
      '<code>*f*(<a href="https://x.example/">x</a>)</code>',
      '<code>\\*f\\*([x](https://x.example/))</code>',
    ],
  ])('has code with %s', async (_, html, body) => {
    expect(await bodyOf(`<p>${html}</p>`)).toBe(body)
  })

  it('has an address in a table as it is, whether that stays HTML or not', async () => {
    const table = (cell: string): string => `<table><tr><th>A</th></tr><tr><td>${cell}</td></tr></table>`
    expect(await bodyOf(table('https://x.example/a_b'))).toContain('| <https://x.example/a_b> |')
    expect(await bodyOf(table('<ul><li>https://x.example/a_b</li></ul>'))).toContain('<li>https://x.example/a_b</li>')
  })

  it.each([
    ['See https://x.example/a_b_c?d_e=*f*&amp;copy=1.', '<https://x.example/a_b_c?d_e=*f*&copy=1>', 1],
    ['(www.x.example/a_b~~c_d), no', '', 0],
    ['http://x.example/plain and <b>https://x.example/a_(b)_c</b>', '<https://x.example/a_(b)_c>', 2],
    ['<a href="https://y.example/">https://x.example/a_b_c</a>', '', 1],
  ])('has an address in the text as it is: %s', async (html, written, links) => {
    const body = await bodyOf(`<p>${html}</p>`)
    const there = new DOMParser().parseFromString(html, 'text/html').body
    const read = new DOMParser().parseFromString(await marked(body), 'text/html').body
    expect(read.textContent.trim()).toBe(there.textContent)
    expect(body).toContain(written)
    expect([...read.querySelectorAll('a')].map(({ href }) => href).join()).not.toMatch(/%5C/i)
    expect(read.querySelectorAll('a')).toHaveLength(links)
  })

  it('sets off what stands before an empty line and what stands behind it', async () => {
    expect(await bodyOf('<p><b>Address:<br><br>here</b> so</p>')).toBe('**Address:**  \n  \n**here** so')
  })

  it('has a mark in code, in a block of code and in an address', async () => {
    const marks = [
      aMark({ id: '1', quote: 'Slice()' }),
      aMark({ id: '2', quote: 'one {\n  two', note: 'Why?' }),
      aMark({ id: '3', quote: 'example/a' }),
    ]
    const html = '<p><code>x.Slice()</code></p><pre>one {\n  two\n}</pre><p>See www.x.example/a/b.</p>'
    const body = await bodyOf(html, { marks })
    expect(body).toBe(
      '<code>x.==Slice()==</code>\n\n```\none {\n  two\n}\n```\n\nSee www.x.<!-- -->==example/a==/b.\n\n' +
        '<!-- marks whose words are not in the text -->\n\n> ==one {\n>   two==\n\nWhy?',
    )
    expect(splitLostMarks(body).quotes).toEqual([{ quote: 'one {\n  two', note: 'Why?' }])
    expect(await marked(body)).not.toContain('==</a>')
  })

  it('has the words and notes of marks that are not in the text as words, which come back as they were', async () => {
    const lost = [
      {
        quote: 'no <svg onload=alert(1)> ==words==\n# here',
        note: '---\n<img src=x onerror=alert(4)>\n\n> ==and== \\& 1) more',
      },
      { quote: 'second', note: '' },
    ]
    const body = await bodyOf('<p>The tide</p>', { marks: lost.map((each, at) => aMark({ id: String(at), ...each })) })
    const document = new DOMParser().parseFromString(await marked(body), 'text/html')
    expect(
      [...document.querySelectorAll('body *')].map(({ localName }) => localName).filter((name) => name !== 'p'),
    ).toEqual(['blockquote', 'blockquote'])
    expect(document.body.textContent).toContain('<img src=x onerror=alert(4)>')
    expect(splitLostMarks(body).quotes).toEqual(lost)
  })

  it('has marks, also across emphasis and blocks, and notes as footnotes', async () => {
    const marks = [
      aMark({ id: '1', quote: 'bold words and', note: 'Why bold?' }),
      aMark({ id: '2', quote: 'end\nSecond' }),
      aMark({ id: '3', quote: 'never there', note: 'Lost.' }),
    ]
    expect(await bodyOf('<p>Some <b>bold words</b> and the end</p><p>Second part</p>', { marks })).toBe(
      'Some ==**bold words** and==[^m1] the ==end==\n\n==Second== part\n\n[^m1]: Why bold?\n\n<!-- marks whose words are not in the text -->\n\n> ==never there==\n\nLost.',
    )
  })

  it('has notes to the whole article in the front matter, and none of them in the text', async () => {
    const marks = [
      aMark({ id: '1', quote: 'The title', note: 'Read it again.\nSoon.', about: 'article' }),
      aMark({ id: '2', quote: 'tide', note: 'Which one?' }),
    ]
    expect(await bodyOf('<p>The tide</p>', { marks })).toBe('The ==tide==[^m1]\n\n[^m1]: Which one?')
    const { content } = await markdown.render(anArticle('<p>The tide</p>', { marks }), options)
    expect(parse(content.split('---\n')[1] ?? '')).toMatchObject({ note: 'Read it again.\nSoon.' })
  })

  it('marks the one of two equal places that is nearer to where the mark was made', async () => {
    const html = `<p>${'a b c d e f tide g. '.repeat(6)}</p>`
    const body = await bodyOf(html, {
      marks: [aMark({ quote: 'tide', before: 'f ', after: ' g', start: 'a b c d e f tide g. '.length * 4 + 12 })],
    })
    expect(body.split('. ').map((part) => part.includes('=='))).toEqual([false, false, false, false, true, false])
    expect(body).toContain('==tide==')
  })

  it('marks the right one of two equal quotes', async () => {
    const marks = [aMark({ quote: 'tide', before: 'second ' })]
    expect(await bodyOf('<p>the first tide, the second tide</p>', { marks })).toBe(
      'the first tide, the second ==tide==',
    )
  })
})

describe('Markdown file', () => {
  it('has front matter that YAML readers of any version take for the same text', async () => {
    const record: Partial<ArticleRecord> = {
      title: 'No: a "title" — with #1',
      byline: 'O’Neil: 12:30',
      url: 'https://x.example/?a=1#b',
      published: '2025-03-14',
      lang: 'no',
      tags: ['politics/ukraine', 'yes', '3'],
    }
    const { content } = await markdown.render(anArticle('<p>x</p>', record), options)
    const fields: unknown = parse(content.split('---\n')[1] ?? '', { version: '1.1' })
    expect(fields).toMatchObject({
      title: record.title,
      author: record.byline,
      url: record.url,
      published: record.published,
      lang: 'no',
      tags: record.tags,
      id: 'a1',
      words: 2,
    })
    expect(markdown.idIn(content, '')).toBe('a1')
  })

  it('has lines with tabs in quotation marks, without which some readers take none', async () => {
    const excerpt = '2013\tJan\tFeb'
    const { content } = await markdown.render(anArticle('<p>x</p>', { excerpt }), options)
    expect(content).toContain('description: "2013\\tJan\\tFeb"\n')
    expect(parse(content.split('---\n')[1] ?? '')).toMatchObject({ description: excerpt })
  })

  it('has pictures beside it and none that are not there', async () => {
    const article = anArticle(
      '<p><img src="assets/a b.png" alt="A"><img src="assets/none.png"><img src="https://x.example/t.gif"></p>',
      {},
      { 'assets/a b.png': PIXEL },
    )
    const { content, beside } = await markdown.render(article, options)
    expect(content).toContain('![A](A%20page.assets/a%20b.png)')
    expect(content).not.toMatch(/none\.png|t\.gif/)
    expect(beside).toEqual([{ path: 'a b.png', bytes: PIXEL }])
    const without = await markdown.render(article, { ...options, images: false })
    expect(without.content).not.toContain('![')
    expect(without.beside).toEqual([])
  })
})
