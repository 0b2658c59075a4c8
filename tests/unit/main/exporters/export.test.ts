import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WrittenArticle } from '../../../../main/exporters/article.ts'
import { exportArticles } from '../../../../main/exporters/export.ts'
import { aMark, anArticle, PIXEL, stream, temporaryFolder } from './articles.ts'

const all = { marks: true, images: true }

describe('a folder of files', () => {
  const titles = [
    'a/b: "c"?',
    'CON',
    '🌿'.repeat(150),
    `${'long '.repeat(60)}end`,
    'Same',
    'same',
    '..',
    '記事'.repeat(100),
  ]
  const articles = titles.map((title, index) =>
    anArticle(`<p>${String(index)}</p>`, { id: `id${String(index)}`, title }),
  )

  it.each(['markdown', 'html', 'text'] as const)('has a safe name for every title (%s)', async (format) => {
    const out = join(await temporaryFolder(), 'out')
    expect(await exportArticles(stream(...articles), { format, out, ...all })).toEqual({
      files: 8,
      findings: [],
    })
    const names = await readdir(out)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(8)
    for (const name of names) expect(name).toMatch(/^[^.<>:"/\\|?*][^<>:"/\\|?*]*\.\w+$/)
  })

  it.each(['markdown', 'html', 'text'] as const)('replaces its files and no others (%s)', async (format) => {
    const out = await temporaryFolder()
    await exportArticles(stream(...articles), { format, out, ...all })
    const before = (await readdir(out)).sort()
    const changed = [...articles].reverse().map((article) => ({ ...article, html: '<p>new</p>', text: 'new' }))
    await exportArticles(stream(...changed), { format, out, ...all })
    expect((await readdir(out)).sort()).toEqual(before)
    for (const name of before) expect(await readFile(join(out, name), 'utf8')).toContain('new')
  })

  it('knows its files again however long the note of an article is', async () => {
    const out = await temporaryFolder()
    const note = aMark({ quote: 'A page', about: 'article', note: 'many words\n'.repeat(2000) })
    const article = anArticle('<p>x</p>', { marks: [note] })
    for (let time = 1; time <= 3; time++) {
      const { findings } = await exportArticles(stream(article), { format: 'markdown', out, ...all })
      expect(findings).toEqual([])
    }
    expect(await readdir(out)).toEqual(['A page.md'])
  })

  it('leaves a foreign file alone and takes another name', async () => {
    const out = await temporaryFolder()
    await writeFile(join(out, 'Mine.md'), 'my notes')
    await exportArticles(stream(anArticle('<p>x</p>', { title: 'Mine' })), { format: 'markdown', out, ...all })
    expect(await readFile(join(out, 'Mine.md'), 'utf8')).toBe('my notes')
    expect((await readdir(out)).sort()).toEqual(['Mine (a1).md', 'Mine.md'])
  })

  it('writes an article that is nested too deeply for Markdown as text, and says so', async () => {
    const out = await temporaryFolder()
    const deep = anArticle('<div>'.repeat(3000) + 'The flood <b>came</b>' + '</div>'.repeat(3000), { id: 'deep' })
    const articles = stream({ ...deep, text: 'The flood *came*\n\nand went' })
    const done: WrittenArticle[] = []
    const run = { onWritten: (one: WrittenArticle) => void done.push(one) }
    const result = await exportArticles(articles, { format: 'markdown', out, ...all }, run)
    expect(result).toMatchObject({ files: 1, findings: [] })
    expect(done).toMatchObject([{ id: 'deep' }])
    const [name = ''] = await readdir(out)
    const written = await readFile(join(out, name), 'utf8')
    expect(written).toContain(done[0]?.note?.text)
    expect(written).toContain('The flood \\*came\\*\n\nand went')
  })

  it('writes an article as Markdown as long as its elements are nested a few hundred deep', async () => {
    const out = await temporaryFolder()
    const deep = anArticle('<div>'.repeat(450) + 'The flood <b>came</b>' + '</div>'.repeat(450))
    const done: WrittenArticle[] = []
    const run = { onWritten: (one: WrittenArticle) => void done.push(one) }
    await exportArticles(stream(deep), { format: 'markdown', out, ...all }, run)
    expect(done.map(({ note }) => note)).toEqual([undefined])
    const [name = ''] = await readdir(out)
    expect(await readFile(join(out, name), 'utf8')).toContain('The flood **came**')
  })

  it('goes on after an article that could not be written', async () => {
    const out = await temporaryFolder()
    const bad = {
      ...anArticle('<img src="assets/x">', { id: 'bad', title: 'Bad' }),
      asset: () => Promise.reject(new Error('gone')),
    }
    const result = await exportArticles(stream(bad, anArticle('<p>x</p>')), { format: 'markdown', out, ...all })
    expect(result).toMatchObject({ files: 1, findings: [{ id: 'bad', problem: { code: 'export.failed' } }] })
    expect(await readdir(out)).toEqual(['A page.md'])
  })

  it('stops when told to', async () => {
    const out = await temporaryFolder()
    const stop = new AbortController()
    const run = { signal: stop.signal, onProgress: () => stop.abort() }
    await expect(exportArticles(stream(...articles), { format: 'text', out, ...all }, run)).rejects.toThrow(/abort/i)
    expect(await readdir(out)).toHaveLength(1)
  })
})

describe('one file', () => {
  it('takes one article, with its pictures beside', async () => {
    const out = join(await temporaryFolder(), 'x.md')
    const article = anArticle('<img src="assets/p.png">', {}, { 'assets/p.png': PIXEL })
    expect(await exportArticles(stream(article), { format: 'markdown', out, ...all })).toEqual({
      files: 2,
      findings: [],
    })
    expect(await readFile(join(out, '..', 'x.assets', 'p.png'))).toEqual(PIXEL)
  })

  it('refuses several articles and writes none', async () => {
    const folder = await temporaryFolder()
    const exporting = exportArticles(stream(anArticle('a'), anArticle('b')), {
      format: 'text',
      out: join(folder, 'x.txt'),
      ...all,
    })
    await expect(exporting).rejects.toMatchObject({ problem: { code: 'export.failed' } })
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['markdown', 'x.md'],
    ['html', 'x.html'],
    ['text', 'x.txt'],
    ['json', 'x.json'],
    ['json', 'x.ndjson'],
    ['csv', 'x.csv'],
    ['csl', 'x.json'],
    ['bibtex', 'x.bib'],
    ['ris', 'x.ris'],
    ['bookmarks', 'x.html'],
    ['epub', 'x.epub'],
  ] as const)('replaces its own (%s, %s) and refuses a foreign one', async (format, name) => {
    const folder = await temporaryFolder()
    const out = join(folder, name)
    await exportArticles(stream(anArticle('<p>first</p>')), { format, out, ...all })
    await exportArticles(stream(anArticle('<p>second</p>')), { format, out, ...all })
    await writeFile(out, '[{"id":"of another program"}]')
    const again = exportArticles(stream(anArticle('<p>third</p>')), { format, out, ...all })
    await expect(again).rejects.toMatchObject({ problem: { code: 'export.exists' } })
    expect(await readFile(out, 'utf8')).toContain('another program')
    expect(await readdir(folder)).toEqual([name])
  })

  it.each(['markdown', 'json', 'csv'] as const)('is not written for nothing (%s)', async (format) => {
    const folder = await temporaryFolder()
    const exporting = exportArticles(stream(), { format, out: join(folder, 'x'), ...all })
    await expect(exporting).rejects.toMatchObject({ problem: { code: 'export.empty' } })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('JSON', () => {
  const articles = [
    anArticle('<p>one</p>', { tags: ['a/b'], marks: [aMark({ quote: 'one' })] }),
    anArticle('<p>二</p>', { id: 'b2' }),
  ]

  it('is an array of records with text and HTML', async () => {
    const out = join(await temporaryFolder(), 'x.json')
    await exportArticles(stream(...articles), { format: 'json', out, ...all })
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(
      articles.map(({ record, text, html }) => ({ keepleaf: 1, ...record, text, html })),
    )
  })

  it('is an object a line in .ndjson', async () => {
    const out = join(await temporaryFolder(), 'x.ndjson')
    await exportArticles(stream(...articles), { format: 'json', out, ...all })
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a1', 'b2'])
  })

  it('writes more than a stream holds', async () => {
    const out = join(await temporaryFolder(), 'x.json')
    const big = Array.from({ length: 40 }, (_, index) =>
      anArticle(`<p>${'word '.repeat(20_000)}</p>`, { id: `i${String(index)}` }),
    )
    await exportArticles(stream(...big), { format: 'json', out, ...all })
    expect(JSON.parse(await readFile(out, 'utf8'))).toHaveLength(40)
  })
})

describe('CSV', () => {
  it('keeps a spreadsheet from running a title', async () => {
    const out = join(await temporaryFolder(), 'x.csv')
    await exportArticles(
      stream(anArticle('', { title: '=HYPERLINK("https://x.example")', tags: ['a', 'b'], byline: 'x\ny' })),
      { format: 'csv', out, ...all },
    )
    const text = await readFile(out, 'utf8')
    expect(text.startsWith('\uFEFFid,title,author,')).toBe(true)
    expect(text).toContain(`\r\na1,"'=HYPERLINK(""https://x.example"")","x\ny",`)
    expect(text).toContain('"a, b"')
  })
})

describe('HTML', () => {
  it('has everything inside and lets nothing run or load', async () => {
    const out = join(await temporaryFolder(), 'x.html')
    const article = anArticle(
      '<p>some words</p><img src="assets/p.png" srcset="https://x.example/2.png 2x"><img src="https://x.example/t.gif">',
      {
        title: '<script>x</script>',
        dir: 'rtl',
        lang: 'ar',
        url: 'javascript:x',
        marks: [aMark({ quote: 'words', colour: 'sky', note: 'a "note"' })],
      },
      { 'assets/p.png': PIXEL },
    )
    await exportArticles(stream(article), { format: 'html', out, ...all })
    const html = await readFile(out, 'utf8')
    expect(html).toContain(`src="data:image/png;base64,${PIXEL.toString('base64')}"`)
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toContain('<mark data-mark="m" class="sky" title="a &quot;note&quot;">words</mark>')
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|javascript:|x\.example/)
  })

  it('says in its head what the article is about, so that it is not lost on the way back', async () => {
    const out = join(await temporaryFolder(), 'x.html')
    const article = anArticle('<p>some words</p>', { excerpt: 'Of "all" & <any> words' })
    await exportArticles(stream(article), { format: 'html', out, ...all })
    expect(await readFile(out, 'utf8')).toContain(
      '<meta name="description" content="Of &quot;all&quot; &amp; &lt;any&gt; words">',
    )
  })

  it('has nothing but items in its lists, whatever stood in those of the page', async () => {
    const out = join(await temporaryFolder(), 'x.html')
    const article = anArticle('<ul><li>a</li><p>b</p><ul><li>c</li></ul></ul>')
    await exportArticles(stream(article), { format: 'html', out, ...all })
    expect(await readFile(out, 'utf8')).toContain('<ul><li>a</li><li><p>b</p></li><li><ul><li>c</li></ul></li></ul>')
  })

  it('lists notes to the whole article without words that they would be about', async () => {
    const out = join(await temporaryFolder(), 'x.html')
    const marks = [aMark({ quote: 'Its title', note: 'Read it again.', about: 'article' })]
    await exportArticles(stream(anArticle('<p>some words</p>', { marks })), { format: 'html', out, ...all })
    const html = await readFile(out, 'utf8')
    expect(html).toContain('<li><p>Read it again.</p></li>')
    expect(html).not.toContain('Its title')
  })
})
