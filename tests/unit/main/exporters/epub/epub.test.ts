import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { exportArticles } from '../../../../../main/exporters/export.ts'
import type { ExportArticle } from '../../../../../main/exporters/article.ts'
import { openZip } from '../../../../../main/platform/archives.ts'
import { aMark, anArticle, PIXEL, stream, temporaryFolder } from '../articles.ts'

const all = { marks: true, images: true }

async function bookOf(articles: ExportArticle[], options: object = {}) {
  const out = join(await temporaryFolder(), 'book.epub')
  const among = new Set(articles.map(({ record }) => record.id))
  const result = await exportArticles(stream(...articles), { format: 'epub', out, ...all, ...options }, { among })
  const bytes = await readFile(out)
  const zip = await openZip({ bytes }, out)
  const file = async (name: string): Promise<string> => Buffer.from((await zip.get(name)?.read()) ?? []).toString()
  return { bytes, result, file, names: zip.entries.map(({ name }) => name), package: await file('EPUB/package.opf') }
}

/** Names of the elements that are open when the text ends, or are closed without having been opened: none in XML. */
function unbalanced(xml: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  const parser = new Parser(
    {
      onopentag: (name) => open.push(name),
      onclosetag: (name, implied) => {
        if (open.pop() !== name || (implied && !new RegExp(`<${name}[^>]*/>`).test(xml))) wrong.push(name)
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return [...wrong, ...open]
}

describe('an EPUB', () => {
  const first = anArticle('<h2 id="a">One</h2><p>first<br>words <img src="assets/p.png"> <a href="#a">up</a></p>', {
    ...{ id: 'a1', title: 'First & best', lang: 'de', site: 'The Quay', url: 'https://quay.example/1' },
  })
  const withPicture: ExportArticle = {
    ...first,
    asset: (path) => Promise.resolve(path === 'assets/p.png' ? PIXEL : undefined),
  }
  const second = anArticle('<p>second</p>', { id: 'b2', title: 'Second', lang: 'de' })

  it('begins with its type, uncompressed and without extra fields', async () => {
    const { bytes } = await bookOf([first])
    expect(bytes.subarray(30, 58).toString('latin1')).toBe('mimetypeapplication/epub+zip')
    expect(bytes.readUInt16LE(28)).toBe(0)
  })

  it('has the articles as chapters in order, with their pictures', async () => {
    const { file, names, package: opf, result } = await bookOf([withPicture, second], { title: 'Two of them' })
    expect(result).toEqual({ files: 2, findings: [] })
    expect(names).toContain('EPUB/articles/a1/p.png')
    expect(opf).toContain('<dc:title>Two of them</dc:title>')
    expect(opf).toContain('<dc:language>de</dc:language>')
    expect(opf).toContain('href="articles/a1/p.png" media-type="image/png"')
    expect(opf.indexOf('<itemref idref="a1"/>')).toBeLessThan(opf.indexOf('<itemref idref="a2"/>'))
    expect(await file('EPUB/articles/a1.xhtml')).toContain('<img src="a1/p.png"/>')
    const nav = await file('EPUB/nav.xhtml')
    expect(nav).toContain('<a href="articles/a1.xhtml">First &amp; best</a>')
    expect(nav.indexOf('First &amp; best')).toBeLessThan(nav.indexOf('>Second<'))
  })

  it('leads from article to article inside the book, and out of it to all others', async () => {
    const to = {
      b2: 'https://quay.example/2?utm_source=x#end',
      c3: 'https://quay.example/3',
      d4: 'https://quay.example/4',
    }
    const links = Object.entries(to).map(([id, href]) => ({ id, href }))
    const from: ExportArticle = {
      ...anArticle(`<p>words ${links.map(({ href }) => `<a href="${href}">x</a>`).join(' ')}</p>`, { id: 'a1' }),
      links: () => Promise.resolve(links),
    }
    // without text, so that it cannot be in the book although it was asked for
    const empty = anArticle('', { id: 'c3', title: 'Empty' })
    const { file, package: opf, names } = await bookOf([from, second, empty])
    const chapter = await file('EPUB/articles/a1.xhtml')
    expect(chapter).toContain('<a href="b2.xhtml">')
    expect(chapter).toContain('<a href="c3.xhtml">')
    expect(chapter).toContain(`<a href="${to.d4}">`)
    expect(names).toContain('EPUB/articles/b2.xhtml')
    expect(await file('EPUB/articles/c3.xhtml')).toContain(`<a href="${to.c3}">`)
    expect(opf).toContain('<item id="x1" href="articles/c3.xhtml" media-type="application/xhtml+xml"/>')
    expect(opf).toContain('<itemref idref="x1" linear="no"/>')
    expect(await file('EPUB/nav.xhtml')).not.toContain('c3.xhtml')
  })

  it('says whose a book of one article is', async () => {
    const one = anArticle('<p>x</p>', {
      title: 'Alone',
      byline: 'Ida Rønne',
      tags: ['sea'],
      url: 'https://quay.example/',
    })
    const { package: opf, names } = await bookOf([one], { title: undefined })
    expect(opf).toContain('<dc:title>Alone</dc:title>')
    expect(opf).toContain('<dc:creator>Ida Rønne</dc:creator>')
    expect(opf).toContain('<dc:source>https://quay.example/</dc:source>')
    expect(opf).toContain('<dc:subject>sea</dc:subject>')
    expect(names).not.toContain('EPUB/title.xhtml')
  })

  it('is well-formed XML, whatever was in the page', async () => {
    const html = [
      '<p>a\u0001b &nbsp;<br>c<hr><ul><li>d<li>e<ul><li>sub</ul></ul><ul><p>stray</p></ul><p onclick="x" @x="1" a:b="2">f</p>',
      '<math><mi>x</mi></math><p id="1">g</p><p id="g">h</p><p id="g">i</p><a href="#no">j</a><a href="x.html">k</a>',
      '<table><tr><td>l<td>m</table><!-- a -- b --><p>\ud800n</p>',
    ].join('')
    const { file, package: opf } = await bookOf([anArticle(html, { title: 'A\u0002B <i>' })])
    const chapter = await file('EPUB/articles/a1.xhtml')
    expect(unbalanced(chapter)).toEqual([])
    expect(chapter).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffd]|onclick="x"@|a:b|<!--|&nbsp;/)
    expect(chapter).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML">')
    expect(chapter.match(/ id="g"/g)).toHaveLength(1)
    expect(chapter).not.toMatch(/href="(#no|x\.html)"/)
    expect(chapter).toContain('<ul><li><p>stray</p></li></ul>')
    expect(opf).toContain('properties="mathml"')
    for (const name of ['nav.xhtml', 'toc.ncx', 'package.opf'])
      expect(unbalanced(await file(`EPUB/${name}`))).toEqual([])
  })

  it.each([
    ['<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>', '<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>'],
    ['<dl><div><dt>a</dt><dd>b</dd></div></dl>', '<dl><div><dt>a</dt><dd>b</dd></div></dl>'],
    ['<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>', '<div><div>a</div><div>b</div><div>c</div></div>'],
    ['<dl><div><dt>a</dt></div></dl>', '<div><div><div>a</div></div></div>'],
    ['<p>x</p><dl></dl><dd>a</dd>', '<p>x</p><div/><div>a</div>'],
    [
      '<a href="https://quay.example/#:~:text=a&amp;#x27;s">x</a>',
      'href="https://quay.example/#:~:text=a&amp;%23x27;s"',
    ],
  ])('has %s as XHTML allows it', async (html, written) => {
    expect(await (await bookOf([anArticle(html)])).file('EPUB/articles/a1.xhtml')).toContain(written)
  })

  it('keeps marks in their colours and the notes at the end', async () => {
    const marks = [aMark({ quote: 'words', colour: 'leaf', note: 'why' }), aMark({ id: 'n', quote: 'gone' })]
    const chapter = await (await bookOf([anArticle('<p>some words</p>', { marks })])).file('EPUB/articles/a1.xhtml')
    expect(chapter).toContain('<mark data-mark="m" class="leaf" title="why">words</mark>')
    expect(chapter).toMatch(/<aside class="notes">.*<q class="leaf">words<\/q><p>why<\/p>.*<q class="amber">gone<\/q>/)
    const bare = await bookOf([anArticle('<p>some words</p>', { marks })], { marks: false })
    expect(await bare.file('EPUB/articles/a1.xhtml')).not.toContain('<mark')
  })

  it('leaves out a picture that nobody can tell what it is', async () => {
    const article = anArticle('<p>a <img src="assets/x"> b</p>', {}, { 'assets/x': Buffer.from('?') })
    const { file, names } = await bookOf([article])
    expect(await file('EPUB/articles/a1.xhtml')).not.toContain('<img')
    expect(names).not.toContain('EPUB/articles/a1/x')
  })

  it('leaves out what has no text, and says so', async () => {
    const { result, names } = await bookOf([anArticle('', { id: 'empty', title: 'A link' }), second])
    expect(result.findings).toMatchObject([
      { id: 'empty', problem: { code: 'export.failed', detail: { file: 'A link', reason: 'export.noText' } } },
    ])
    expect(names.filter((name) => name.startsWith('EPUB/articles/'))).toEqual(['EPUB/articles/b2.xhtml'])
  })

  it('is not written when nothing of it has text', async () => {
    const folder = await temporaryFolder()
    const out = join(folder, 'book.epub')
    const exporting = exportArticles(stream(anArticle('')), { format: 'epub', out, ...all })
    await expect(exporting).rejects.toMatchObject({
      problem: { code: 'export.failed', detail: { reason: 'export.noText' } },
    })
    expect(await readdir(folder)).toEqual([])
  })
})
