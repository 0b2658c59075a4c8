import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { newspaper, pageOf, paragraphs, png } from '../page.ts'

/** What a part of a page becomes between paragraphs. */
async function viewOf(part: string, files: Record<string, Uint8Array> = {}): Promise<string> {
  const begin = '<p>It begins here, as everybody knows who has lived by the harbour for some years.</p>'
  const end = '<p>It ends here, as everybody knows who has lived by the harbour for some years.</p>'
  const { html } = await extractPage(pageOf(newspaper(paragraphs + begin + part + end + paragraphs), { files }))
  return html.slice(html.indexOf(begin) + begin.length, html.indexOf(end))
}
const line = (part: string) =>
  `<p>The area of the sail is ${part} as every carpenter of the old wharf knows by heart, they say.</p>`

describe('formulas', () => {
  it('are shown once where a program has drawn them beside their source', async () => {
    const drawn =
      '<span class="MathJax"><nobr aria-hidden="true">DRAWN</nobr><span class="MJX_Assistive_MathML"><math><mi>a</mi></math></span></span>'
    const view = await viewOf(line(`<span class="MathJax_Preview"></span>${drawn}<script type="math/tex">a</script>`))
    expect(view).toBe(line('<math><mi>a</mi></math>'))
    const source = '<span class="MathJax"><nobr>DRAWN</nobr></span><script type="math/tex">a^2</script>'
    expect(await viewOf(line(source))).toBe(line('<code class="language-tex">a^2</code>'))
    const kept = '<span class="MathJax" data-mathml="<math><mi>b</mi></math>"><nobr>DRAWN</nobr></span>'
    expect(await viewOf(line(kept))).toBe(line('<math><mi>b</mi></math>'))
  })

  it('that stand alone stay', async () => {
    const display =
      '<span class="katex-display"><span class="katex"><span class="katex-mathml"><math display="block"><semantics><mi>a</mi><annotation encoding="application/x-tex">a</annotation></semantics></math></span><span class="katex-html">DRAWN</span></span></span>'
    expect(await viewOf(display)).toBe(
      '<p><math display="block" alttext="a"><semantics><mi>a</mi></semantics></math></p>',
    )
  })

  it('that are pictures are their source', async () => {
    expect(await viewOf(line('<img class="latex" src="f.png" alt="a^2 + b">'), { 'f.png': png() })).toBe(
      line('<code class="language-tex">a^2 + b</code>'),
    )
    const spoken = '<mjx-container class="MathJax" aria-label="a squared"><svg></svg></mjx-container>'
    expect(await viewOf(line(spoken))).toContain('a squared')
  })
})

describe('notes', () => {
  it('are tied to their place by addresses that a saver made absolute', async () => {
    const url = 'https://paper.example/news/story.html'
    const view = await viewOf(
      `${line(`<sup><a id="r1" href="${url}#n1">[note 1]</a></sup>`)}<ol><li id="n1">See the log. <a href="${url}#r1">↩</a></li></ol>`,
    )
    expect(view).toContain('<a id="r1" href="#n1">[note 1]</a>')
    expect(view).toContain('<li id="n1">See the log. <a href="#r1">↩</a></li>')
  })

  it('are found by an id anywhere at their beginning, and begin with their mark', async () => {
    const view = await viewOf(
      `${line('<a href="#n1">1</a>, <a id="r2" href="#n2">2</a>')}<div><p><sup><span id="n1">1</span></sup> See the log.</p></div><div><a id="n2" href="#r2">2</a><div><p>See the map.</p></div></div>`,
    )
    expect(view).toContain('See the log.')
    expect(view).toContain('<p><a id="n2" href="#r2">2</a> See the map.</p>')
  })
})

describe('code', () => {
  const numbered = '<td><pre>1\n2</pre></td>'
  it.each([
    ['numbers in a cell', `<table><tr>${numbered}<td><pre>a = 1\nb = 2</pre></td></tr></table>`],
    ['numbers in the lines', '<pre><span class="ln">1</span>a = 1\n<span class="ln">2</span>b = 2</pre>'],
    ['a class that speaks of them', '<pre><code class="line-numbers">a = 1\nb = 2</code></pre>'],
    ['an element a line', '<pre><code>a = 1</code><code>b = 2</code></pre>'],
    [
      'an element a line, in one',
      '<pre><span class="code-line">a = 1</span><span class="code-line">b = 2</span></pre>',
    ],
    [
      'the rows of a forge',
      '<table class="js-file-line-container"><tr><td class="blob-num">1</td><td>a = 1</td></tr><tr><td class="blob-num">2</td><td>b = 2</td></tr></table>',
    ],
    ['a hidden copy', '<pre>a = 1\nb = 2</pre><p style="display:none">a = 1\nb = 2 # to be copied</p>'],
  ])('is two lines: %s', async (_, code) => {
    expect(await viewOf(code)).toBe('<pre><code>a = 1\nb = 2</code></pre>')
  })

  it.each([
    ['highlight-python3 notranslate', 'python3'],
    ['hljs language-js', 'js'],
    ['mw-highlight-lang-lua', 'lua'],
    ['highlight-default notranslate', undefined],
  ])('has its language: %s', async (name, language) => {
    const cls = language === undefined ? '' : ` class="language-${language}"`
    expect(await viewOf(`<div class="${name}"><pre>a = 1\nb = 2</pre></div>`)).toContain(`<code${cls}>`)
  })
})

describe('parts of a text', () => {
  it.each([
    ['table', '<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1950</td><td>41</td></tr></table>'],
    ['code', '<pre><code>a = 1</code></pre>'],
    ['blockquote', '<blockquote><p>We will build them again, said the youngest that day.</p></blockquote>'],
  ])('in a figure keep what is said of them: %s', async (_, part) => {
    const figure = `<figure>${part}<figcaption>What is said of it</figcaption></figure>`
    expect(await viewOf(figure)).toBe(figure)
  })

  it.each([
    '<p><img src="a.png"></p><p>Figure 1: The crane.</p>',
    '<p><img src="a.png"><br>Abb. 2 – The crane.</p>',
    '<p><img src="a.png"></p><div><b>Fig. 3.</b> The crane.</div>',
  ])('that count the pictures are captions: %s', async (part) => {
    const view = await viewOf(part, { 'a.png': png() })
    expect(view).toMatch(/^<figure><img [^>]*><figcaption>[^<]*The crane\.<\/figcaption><\/figure>$/)
    expect(await viewOf(part)).toMatch(/^<figure><figcaption>[^<]*The crane\.<\/figcaption><\/figure>$/)
  })

  it('that name a picture elsewhere are text', async () => {
    expect(await viewOf('<p>Figure 1: The crane.</p>')).toBe('<p>Figure 1: The crane.</p>')
  })

  it('that are opened keep the words that open them', async () => {
    const details =
      '<details><summary>How it was made</summary><p>By hand, from the wood of the lime trees.</p></details>'
    expect(await viewOf(details)).toBe(details)
  })

  it('of a gallery are no list, and have their captions', async () => {
    const item = (at: number) =>
      `<li><figure><img src="${String(at)}.png"><figcaption>Boat ${String(at)}</figcaption></figure></li>`
    const files = { '1.png': png(641), '2.png': png(642), '3.png': png(643), '4.png': png(644) }
    const view = await viewOf(`<ul>${item(1)}${item(2)}${item(3)}${item(4)}</ul>`, files)
    expect(view).not.toContain('<li>')
    expect(view.match(/<figure><img [^>]*><figcaption>Boat \d<\/figcaption><\/figure>/g)).toHaveLength(4)
  })

  it('that run the other way or are in another language say so', async () => {
    expect(await viewOf('<div dir="rtl" lang="ar"><p>كان الميناء القديم في المدينة الصغيرة.</p></div>')).toBe(
      '<div lang="ar" dir="rtl"><p>كان الميناء القديم في المدينة الصغيرة.</p></div>',
    )
    expect(await viewOf(line('<span dir="rtl" lang="he">שלום</span>'))).toContain(
      '<span lang="he" dir="rtl">שלום</span>',
    )
    expect(await viewOf(line('<span lang="en-GB" dir="ltr">quay</span>'))).toContain('is quay as')
  })

  it('keep how they are counted, and whether they are done', async () => {
    const list = '<ol start="3" reversed="" type="a"><li value="7">Seven boats on the quay</li><li>Six boats</li></ol>'
    expect(await viewOf(list)).toBe(list)
    const tasks =
      '<ul><li><input type="checkbox" disabled checked> Oars</li><li><input type="checkbox" disabled> Nets</li></ul>'
    expect(await viewOf(tasks)).toBe('<ul><li>☑ Oars</li><li>☐ Nets</li></ul>')
  })

  it('begin with the letter that was drawn large', async () => {
    const rest = 'n most mornings the fishermen come back before the sun is up, and sort what they have caught.'
    expect(await viewOf(`<div><div class="initial">O</div>${rest}</div>`)).toBe(`<p>O${rest}</p>`)
  })

  it('have headings without signs that lead to them', async () => {
    const view = await viewOf(`<h2>The mill <a href="#the-mill">#</a></h2>${line('so large')}`)
    expect(view).toMatch(/<h2 id="the-mill">The mill ?<\/h2>/)
  })
})

describe('poems whose lines stand in boxes of their own', () => {
  const first = ['The lamp is out, the harbour sleeps,', 'the keeper counts the hours;']
  const second = ['a gull walks over the empty quay', 'between the summer’s flowers.', 'Nobody comes.']
  const boxes = (lines: readonly string[]): string => lines.map((one) => `<div>${one}</div>`).join('\n')
  const paragraph = (lines: readonly string[]): string => `<p>${lines.join('<br>')}</p>`
  const stanzas = paragraph(first) + paragraph(second)

  it.each([
    ['boxes around them', `<div>${boxes(first)}</div><div>${boxes(second)}</div>`],
    ['an empty box between', `<div>${boxes(first)}<div></div>${boxes(second)}</div>`],
    ['an empty box between, and nothing around', `${boxes(first)}<div>&nbsp;</div>${boxes(second)}`],
    ['a box with a line break between', `<div>${boxes(first)}<div><br></div>${boxes(second)}</div>`],
    ['an empty paragraph between', `<div>${boxes(first)}<p>&nbsp;</p>${boxes(second)}</div>`],
    [
      'words set in their lines',
      `<div>${boxes(first)}</div><div>${boxes(second)}</div>`.replace('lamp', '<i>lamp</i>'),
    ],
  ])('keep their stanzas, which have %s', async (_, poem) => {
    expect((await viewOf(poem)).replace(/\n/g, '').replace('<i>lamp</i>', 'lamp')).toBe(stanzas)
  })

  it('are the article of a page that has nothing else', async () => {
    const poem = `<div>${boxes(first)}</div>\n<div>${boxes(second)}</div>`
    const { html } = await extractPage(pageOf(newspaper(`<div class="poem">${poem.repeat(4)}</div>`)))
    expect(html.replace(/\n/g, '')).toBe(stanzas.repeat(4))
  })

  it('are one with the lines of their text', async () => {
    const poem = `<div>${boxes(first)}</div><div>${boxes(second)}</div>`
    const { text } = await extractPage(pageOf(newspaper(paragraphs + poem + paragraphs)))
    expect(text).toContain([...first, ...second].join('\n'))
  })

  it.each([
    ['one more', (poem: string) => `<div>${poem}</div>`],
    ['one that is named', (poem: string) => `<div class="poem">${poem}</div>`],
    ['a quotation', (poem: string) => `<blockquote><div>${poem}</div></blockquote>`],
  ])('belong to the text that they stand in, in %s', async (_, boxed) => {
    const poem = boxed(`<div>${boxes(first)}</div><div>${boxes(second)}</div>`)
    const { text } = await extractPage(pageOf(newspaper(paragraphs + poem + paragraphs)))
    expect(text).toContain(first.join('\n'))
    expect(text).toContain(second.join('\n'))
  })

  it('are no boxes of labels and values, which do not belong to it', async () => {
    const facts = ['Length', '24 m', 'Built', '1924'].map((one) => `<div>${one}</div>`)
    const box = `<div><div><div>${facts.slice(0, 2).join('')}</div><div>${facts.slice(2).join('')}</div></div></div>`
    const { text } = await extractPage(pageOf(newspaper(paragraphs + box + paragraphs)))
    expect(text).not.toContain('24 m')
  })

  it('are no paragraphs, which stay apart', async () => {
    const prose = ['It was late.', 'Nobody came any more that evening.', 'The keeper waited.', 'Then he went home.']
    const view = await viewOf(prose.map((one) => `<div>${one}</div><div><br></div>`).join(''))
    expect(view.replace(/\n/g, '')).toBe(prose.map((one) => `<p>${one}</p>`).join(''))
    expect((await viewOf(boxes(prose))).replace(/\n/g, '')).toBe(prose.map((one) => `<p>${one}</p>`).join(''))
  })

  it('end where other text begins', async () => {
    const poem = `<div>${boxes(first)}<div></div>${boxes(second)}Words of the editor, who has found them.</div>`
    expect((await viewOf(poem)).replace(/\n/g, '')).toBe(`${stanzas}<p>Words of the editor, who has found them.</p>`)
  })
})
