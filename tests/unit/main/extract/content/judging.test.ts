import { describe, expect, it } from 'vitest'
import { blocksOf, type Blocks } from '../../../../../main/extract/content/blocks.ts'
import { settle } from '../../../../../main/extract/content/settle.ts'
import { parsePage } from '../../../../../main/extract/dom/parse.ts'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { forestOf, judge } from '../../../../../main/extract/content/trees.ts'
import { newspaper, pageOf, paragraphs } from '../page.ts'

const read = (content: string, change = (page: string): string => page): ReturnType<typeof extractPage> =>
  extractPage(pageOf(change(newspaper(content))))

describe('what stands in the midst of a text', () => {
  it('quotes a post of another site whole, with who wrote it', async () => {
    const post =
      '<blockquote class="twitter-tweet"><p>Oars!</p>&mdash; The Harbour (@harbour) <a href="https://posts.example/1">May 4, 2024</a></blockquote>'
    const { text } = await read(paragraphs + post + paragraphs)
    expect(text).toContain('Oars!')
    expect(text).toContain('The Harbour (@harbour) May 4, 2024')
  })

  it('keeps a short list without links and a short listing', async () => {
    const { text } = await read(
      `${paragraphs}<ul><li>Oars</li><li>Nets</li></ul>${paragraphs}<pre>row()</pre>${paragraphs}`,
    )
    expect(text).toContain('Oars\nNets')
    expect(text).toContain('row()')
  })

  it('leaves a list of links to other articles out', async () => {
    const list =
      '<p>Read also:</p><ul><li><a href="/a">A bridge for the valley</a></li><li><a href="/b">The last ferry</a></li></ul>'
    const { text } = await read(paragraphs + list + paragraphs)
    expect(text).not.toContain('A bridge for the valley')
  })

  it('does not break a line at an element of the site’s own', async () => {
    const { text } = await read(
      `${paragraphs}<p>The crane was repaired twice (<x-source>4</x-source>).</p>${paragraphs}`,
    )
    expect(text).toContain('repaired twice (4).')
  })
})

it('finds a text after a drawing that nobody ended', async () => {
  const { text } = await read(`<div><svg viewBox="0 0 1 1"><path d="M0 0"></div>${paragraphs}`)
  expect(text).toContain('The harbour of the small town')
})

it('takes the body that a page marks as such, whatever the column around it is called', async () => {
  const body = `<div class="left-side"><div class="breaking-news" itemprop="articleBody">${paragraphs}</div></div>`
  const foot = `<div class="footer-wrap"><div class="footer-text"><p>${'Our service answers by telephone, every day, from nine to five. '.repeat(30)}</p></div></div>`
  const { text } = await extractPage(pageOf(`<title>Harbour</title><body><h1>Harbour</h1>${body}${foot}</body>`))
  expect(text).toContain('The harbour of the small town')
  expect(text).not.toContain('Our service answers')
})

it('leaves comments out that are longer than the article', async () => {
  const opinion =
    '<p>I remember the old crane well, and nobody ever repaired it as long as my father worked on the quay.</p>'
  const comments = `<ol class="comment-list">${`<li><div class="comment-text">${opinion.repeat(4)}</div></li>`.repeat(30)}</ol>`
  const { text } = await read(paragraphs + comments)
  expect(text).toContain('The harbour of the small town')
  expect(text).not.toContain('as long as my father worked')
})

it('leaves other articles out that stand in full below the one of the title', async () => {
  const next =
    '<article><h3><a href="/n">The last ferry</a></h3><p>The ferry across the bay made its last journey in the autumn, with all of the town on its deck and a band that played until the lights of the other side came near.</p></article>'
  const { text } = await read(paragraphs, (page) => page.replace('</article>', `</article>${next.repeat(4)}`))
  expect(text).toContain('The harbour of the small town')
  expect(text).not.toContain('its last journey')
})

it('leaves out what no article holds: counts, minutes, buttons to share, owners of pictures, lists of other articles', async () => {
  const lines = ['3 min read', 'Image 2 of 5', '12 comments', 'Sharing is caring!', 'Facebook Twitter', '© Jo Miller']
  const pointer = '<p>Read also: <a href="/b">Who rowed the last ferry of them all</a></p>'
  const form = '<form><p>Sign up and never miss a word of what our harbour is writing.</p><input type="email"></form>'
  const button = '<div role="button">Show picture</div>'
  const list = '<ul class="related-posts"><li>The ferry across the bay made its last journey in the autumn.</li></ul>'
  const { text } = await read(
    paragraphs + lines.map((line) => `<p>${line}</p>`).join('') + pointer + form + button + list + paragraphs,
  )
  for (const line of [...lines, 'its last journey', 'of them all', 'Sign up', 'Show picture'])
    expect(text, line).not.toContain(line)
})

it('leaves out the topics an article is filed under and whose picture is described, not who owns the text', async () => {
  const topics =
    '<p>Harbours, <a rel="category tag" href="/t/1">Old cranes</a>, <a rel="tag" href="/t/2">Ferries</a></p>'
  const shown = `© Jo Miller The crane on the quay, which was repaired twice in as many years, before ${'the '.repeat(9)}storm`
  const owned = `© 2024 The Harbour Press. ${'This text may not be printed elsewhere, nor sent around the bay. '.repeat(2)}`
  const { text } = await read(`${paragraphs}<p>${shown}</p>${paragraphs}<p>${owned}</p>${topics}`)
  expect(text).not.toContain('Old cranes')
  expect(text).not.toContain('repaired twice in as many')
  expect(text).toContain('may not be printed elsewhere')
})

it('reads on over a box that the page lays over a line', async () => {
  const box =
    '<span class="card"><span><img src="/jo.png"><a href="/jo">Jo Miller</a> <a href="/a">A bridge for the valley</a></span></span>'
  const { text } = await read(
    `${paragraphs}<p>The crane was mended by <a href="/jo">Miller</a>${box} of the quay.</p>${paragraphs}`,
  )
  expect(text).toContain('mended by Miller of the quay.')
  expect(text).not.toContain('A bridge for the valley')
})

it('leaves out how to reach the author in the last lines, and keeps other addresses', async () => {
  const own = '<p>jo.miller@harbour.example</p><p>Jo Miller writes about ferries. Follow her at @jomiller.</p>'
  const other = '<p>Whoever has seen the ferry may write to the keeper of the lighthouse, keeper@harbour.example.</p>'
  const { byline, text } = await read(paragraphs + other + own, (page) =>
    page.replace(/<p class="byline">.*?<\/p>/, '<p class="byline">By Jo Miller</p>'),
  )
  expect(byline).toBe('Jo Miller')
  expect(text).not.toContain('jo.miller@')
  expect(text).not.toContain('writes about ferries')
  expect(text).toContain('keeper@harbour.example')
})

it('leaves out a label before a link where the element is named as a pointer, whatever the trees say', () => {
  const text = `<p>${'Oars and nets. '.repeat(12)}</p>`
  const pointer = (names: string) =>
    `<p class="${names}">Our series: <a href="/c">How the lighthouse was lit again</a></p>`
  const kept = (names: string) =>
    settle(blocksOf(parsePage(text + pointer(names) + text).document), [0.9, 0.9, 0.9]).kept
  expect(kept('related')).toEqual([true, false, true])
  expect(kept('lines')).toEqual([true, true, true])
})

it('takes a heading out whose section is not of the article', () => {
  const text = `<p>${'Oars and nets. '.repeat(10)}</p>`
  const page = (below: string) => blocksOf(parsePage(`<div>${text}<h3>Services</h3>${below}</div>`).document)
  expect(settle(page('<div>A bridge for the valley</div>'), [0.9, 0.7, 0.01]).kept).toEqual([true, false, false])
  expect(settle(page(text), [0.9, 0.7, 0.9]).kept).toEqual([true, true, true])
})

it('keeps what stands above a heading of a part that repeats the title', () => {
  const text = `<p>${'Oars and nets. '.repeat(12)}</p>`
  const page = blocksOf(parsePage(`<div><h1>Harbour</h1>${text}<h2>Harbour</h2>${text}${text}</div>`).document)
  expect(settle(page, [0.9, 0.9, 0.9, 0.9, 0.9], { title: 'Harbour', recipe: '' }).kept).toEqual([
    false,
    true,
    true,
    true,
    true,
  ])
})

it('finds the likeliest text where nothing is likely', () => {
  const page = blocksOf(
    parsePage(`<div><p>${'Oars and nets. '.repeat(10)}</p></div><div class="foot"><p>Imprint</p></div>`).document,
  )
  expect(settle(page, [0.2, 0.01]).kept).toEqual([true, false])
})

describe('what the trees leave out or take in by mistake', () => {
  const settled = (html: string, chances: number[], title = ''): string[] => {
    const page = blocksOf(parsePage(html).document)
    const { kept } = settle(page, chances, { title, recipe: '' })
    return page.blocks.filter((_, at) => kept[at]).map(({ text }) => text.slice(0, 12))
  }
  const long = (start: string): string => `${start} ${'Oars and nets. '.repeat(30)}`

  it('a heading between two paragraphs stays, unless it leads away', () => {
    const page = (heading: string): string =>
      `<article><p>${long('One.')}</p><h3>${heading}</h3><p>${long('Two.')}</p></article>`
    expect(settled(page('The quay'), [0.9, 0.2, 0.9])).toEqual(['One. Oars an', 'The quay', 'Two. Oars an'])
    expect(settled(page('<a href="/x">The quay</a>'), [0.9, 0.2, 0.9])).toHaveLength(2)
    expect(settled(page('Read more'), [0.9, 0.2, 0.9])).toHaveLength(2)
  })

  it('a heading above the first paragraph is not taken in', () => {
    expect(settled(`<div><h3>Menu</h3><p>${long('One.')}</p></div>`, [0.2, 0.9])).toEqual(['One. Oars an'])
  })

  it('code between two paragraphs stays, though the line right above it goes', () => {
    const page = `<article><p>${long('One.')}</p><p>Type:</p><div><pre>row --fast</pre></div><p>${long('Two.')}</p></article>`
    expect(settled(page, [0.9, 0.3, 0.2, 0.9])).toEqual(['One. Oars an', 'row --fast', 'Two. Oars an'])
  })

  it('what a page says of its cookies goes with all that stands beside it', () => {
    const consent = `<div class="av"><p>${long('We set cookies.')}</p><p>Boats need these.</p></div>`
    const page = `<div><div class="post"><p>${long('One.')}</p><p>No cookies on board.</p></div></div>${consent}`
    expect(settled(page, [0.9, 0.9, 0.9, 0.9])).toEqual(['One. Oars an', 'No cookies o'])
    expect(settled(page, [0.9, 0.9, 0.9, 0.9], 'Cookies')).toHaveLength(4)
  })
})

describe('what stands together', () => {
  const long = (start: string): string => `${start} ${'Oars and nets. '.repeat(30)}`

  it('a line that leads to other articles goes with the links below it', () => {
    const page = (line: string): Blocks =>
      blocksOf(parsePage(`<p>${long('One.')}</p><p>${line}</p><p><a href="/x">The ferry</a></p>`).document)
    expect(settle(page('Read also:'), [0.9, 0.8, 0.1]).kept).toEqual([true, false, false])
    expect(settle(page('Read also:'), [0.9, 0.8, 0.9]).kept).toEqual([true, true, true])
    expect(settle(page('They named it:'), [0.9, 0.8, 0.1]).kept).toEqual([true, true, false])
  })

  it('headings that look alike stand or fall together, each in an element of its own', () => {
    const part = (heading: string): string => `<div><h2>${heading}</h2></div><div><p>${long('One.')}</p></div>`
    const kept = (count: number): boolean[] => {
      const page = blocksOf(parsePage(part('The quay').repeat(count)).document)
      return settle(page, Array.from({ length: count }, () => [0.3, 0.9]).flat()).kept
    }
    // what stands above the first paragraph may be the title
    expect(kept(4)).toEqual([false, true, true, true, true, true, true, true])
    expect(kept(2)).toEqual([false, true, false, true])
  })

  it('who else has worked on a text is left out at its end, not in its midst', () => {
    const lines = [long('One.'), '(Reporting by Jo Miller; editing by Ann Sand)']
    const page = (...texts: string[]): Blocks =>
      blocksOf(parsePage(texts.map((text) => `<p>${text}</p>`).join('')).document)
    expect(settle(page(...lines), [0.9, 0.9]).kept).toEqual([true, false])
    expect(settle(page(...lines, ...Array.from({ length: 5 }, () => long('Two.'))), Array(7).fill(0.9)).kept).toEqual(
      Array(7).fill(true),
    )
  })

  it('a quote around the whole page does not make its parts alike', () => {
    const author = '<p>The author</p><p>is a lawyer in the town by the harbour.</p>'
    const page = blocksOf(parsePage(`<blockquote><p>${long('One.')}</p>${author}</blockquote>`).document)
    expect(settle(page, [0.9, 0.1, 0.3]).kept).toEqual([true, false, false])
  })

  it('what the data of a page name as parts of a recipe is kept, with its amounts', async () => {
    const part = (amount: string, name: string): string =>
      `<div class="nav-row"><div>${amount}</div><div>${name}</div></div>`
    const recipe = {
      '@type': 'Recipe',
      recipeIngredient: ['2 sour apples', '100 g of flour'],
      recipeInstructions: [{ '@type': 'HowToSection', itemListElement: [{ text: 'Stir it, and wait for the tide.' }] }],
    }
    const html = `<script type="application/ld+json">${JSON.stringify(recipe)}</script><h1>Harbour cake</h1><p>${long('Once.')}</p>
      <div class="sidebar">${part('2', 'sour apples')}${part('100 g', 'of flour')}<div>Stir it, and wait for the tide.</div>
      <div>Print</div></div>`
    const { text } = await extractPage(pageOf(html))
    for (const kept of ['2', 'sour apples', '100 g', 'of flour', 'Stir it']) expect(text).toContain(kept)
    expect(text).not.toContain('Print')
    expect((await extractPage(pageOf(html.replace('"Recipe"', '"Thing"')))).text).not.toContain('sour apples')
  })
})

describe('of a page with hardly any text', () => {
  it('a line is kept, and not the menu, though the trees believe in neither', () => {
    const page = blocksOf(
      parsePage('<nav><a href="/">Home</a></nav><h1>Boats</h1><p>Boats are built there again.</p><p>© The Paper</p>')
        .document,
    )
    expect(settle(page, [0.003, 0.2, 0.2, 0.01], { title: 'Boats', recipe: '' }).kept).toEqual([
      false,
      false,
      true,
      false,
    ])
  })

  it('a paragraph counts before lines that are a little likelier', () => {
    const page = blocksOf(
      parsePage(`<p>${'Oars and nets. '.repeat(10)}</p><p>Boats.</p><p>Oars are made here.</p>`).document,
    )
    expect(settle(page, [0.5, 0.04, 0.59]).kept).toEqual([true, false, true])
  })

  it.each(['Boats are built there again.', 'The harbour of the small town was built when ships still had sails.'])(
    'all of it is shown: %s',
    async (line) => {
      const { text } = await read(`<p>${line}</p>`)
      expect(text).toContain(line)
      expect(text).not.toMatch(/Home|Sport|ferry|newsletter|reserved/)
    },
  )
})

describe('a byline', () => {
  const unsigned = (page: string): string => page.replace(/<p class="byline">.*?<\/p>/, '')

  it('is a name below "By" on a line of its own', async () => {
    const { byline } = await read(paragraphs, (page) =>
      page.replace(/<p class="byline">.*?<\/p>/, '<div>By</div><div>Jo Miller</div>'),
    )
    expect(byline).toBe('Jo Miller')
  })

  it('is not a line of two capitalised words without a date or a name for it', async () => {
    const { byline } = await read(paragraphs, (page) =>
      unsigned(page).replace(/<time.*?<\/time>/, '<div><a href="/x">Harbour Guide</a></div>'),
    )
    expect(byline).toBeUndefined()
  })

  it('is the person rather than the house that published the text', async () => {
    const head =
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The old harbour lives again","author":{"name":"TPN"}}</script>'
    const { byline } = await extractPage(pageOf(unsigned(newspaper(`${paragraphs}<p>By Jo Miller</p>`, head))))
    expect(byline).toBe('Jo Miller')
  })

  it('may be made of the words of a trade where the page declares it', async () => {
    const head =
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The old harbour lives again","author":{"name":"Roving Reporter"}}</script>'
    const { byline } = await extractPage(pageOf(unsigned(newspaper(paragraphs, head))))
    expect(byline).toBe('Roving Reporter')
  })
})

it('takes a first heading in the path for the title when the page declares it', async () => {
  const page = newspaper(paragraphs)
    .replace('<h1>The old harbour lives again</h1>', '<h2 class="headline">The harbour lives</h2>')
    .replace(
      '<main>',
      '<nav><ol><li><a href="/">Home</a></li><li><h1>The old harbour lives again</h1></li></ol></nav><main>',
    )
  const { title } = await extractPage(pageOf(page))
  expect(title).toBe('The old harbour lives again')
})

it('trees laid out in arrays judge like their sum', () => {
  const forest = forestOf({
    bias: -1,
    trees: [
      [1, 0.5, 1, 2, -1, 2, 0, 0, -1, -2, 0, 0],
      [-1, 0.5, 0, 0],
    ],
  })
  expect(judge(forest, Float32Array.of(0, 0))).toBeCloseTo(1 / (1 + Math.exp(-1.5)))
  expect(judge(forest, Float32Array.of(0, 1))).toBeCloseTo(1 / (1 + Math.exp(2.5)))
})
