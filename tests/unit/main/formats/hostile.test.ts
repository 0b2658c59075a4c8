import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { warning } from '../../../../shared/model/warning.ts'
import { readPages } from '../../../../main/formats/detect.ts'
import { readBookmarks } from '../../../../main/formats/lists/bookmarks.ts'
import { baseOf } from '../../../../main/formats/addresses.ts'
import { framesIn } from '../../../../main/formats/companions/frames.ts'
import { parseSrcset } from '../../../../main/formats/original/srcset.ts'
import { listForm } from '../../../../main/formats/lists/detect-list.ts'
import { marksOf } from '../../../../main/formats/marks/marks.ts'
import { ownExport } from '../../../../main/formats/marks/own-export.ts'
import { openZip } from '../../../../main/platform/archives.ts'
import { foldersInZip } from '../../../../main/formats/zip/folders.ts'
import { htmlOfMarkdown } from '../../../../main/formats/syntax/markdown.ts'
import { xmlElements } from '../../../../main/formats/syntax/xml.ts'
import { splitFrontMatter, valuesOf, withoutLinks } from '../../../../main/formats/syntax/front-matter.ts'
import { signatureOf } from '../../../../main/formats/signature.ts'

const scratch = mkdtempSync(join(tmpdir(), 'keepleaf-hostile-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

// each would take minutes, far beyond the test's own time, if the work grew with the square of the file
describe('a file made to keep the reader busy', () => {
  it('of empty lines is no list, and one with addresses between them is', () => {
    const empty = '\n'.repeat(2_000_000)
    expect(listForm(`a${empty}b`)).toBeUndefined()
    expect(listForm(`https://example.org/a${empty} https://example.org/b | B ${empty}`)).toBe('lines')
  })
  it('with a saver’s unclosed tags all over says no more than its first closed one', () => {
    const named = '<meta name="savepage-url" content="https://example.org/a">'
    const unclosed = '<meta name="savepage-url" content="'.repeat(100_000)
    expect(signatureOf(unclosed).url).toEqual([])
    expect(signatureOf(named + unclosed).url).toEqual([
      { value: 'https://example.org/a', source: 'Save Page WE header' },
    ])
  })
  it('with beginnings of savers’ comments all over says what the closed one does', () => {
    const page = 'https://example.org/a'
    const blanks = ' '.repeat(60_000)
    const open = '<!-- Mirrored from x by HTTrack Website Copier/3 [X],'.repeat(20_000)
    const closed = `<!-- Mirrored from ${page} by HTTrack Website Copier/3-49 [XR&CO], Fri, 12 Jun 2015 08:33:11 GMT`
    expect(signatureOf(`${open}${closed} -->`)).toMatchObject({
      producer: 'HTTrack 3-49',
      url: [{ value: page }],
      saved: [{ value: '2015-06-12T08:33:11Z' }],
    })
    expect(signatureOf(`${closed}${'], '.repeat(500_000)} -->`)).toMatchObject({ producer: 'HTTrack 3-49' })
    expect(signatureOf(open).producer).toBeUndefined()
    const single = `<!-- Page saved with SingleFile url: ${page} saved date: Fri, 12 Jun 2015 08:33:11 GMT${blanks}x`
    expect(signatureOf(single).producer).toBeUndefined()
    expect(signatureOf(`${single}-->`)).toMatchObject({
      url: [{ value: page }],
      saved: [{ value: '2015-06-12T08:33:11Z' }],
    })
    expect(signatureOf(`<!-- saved from url=(21)${page} -->${'<meta '.repeat(10_000)}`).producer).toBe('Chrome')
  })
  it('of open elements gives the marks before them', () => {
    const mark = '<p>One <span class="single-file-highlight">two</span> three</p>'
    const page = mark + '<div>a'.repeat(500_000) + mark
    expect(marksOf(page, true).marks.map(({ quote }) => quote)).toEqual(['two'])
  })
  it('of notes in one another is one note', () => {
    const page = '<p>Some words.</p>' + '<single-file-note>'.repeat(4_000) + 'mine'
    expect(marksOf(page, true).marks).toMatchObject([{ quote: 'Some words.', note: 'mine' }])
  })
  it('that says it is our export and is far deeper than any is a page like others', () => {
    const own = '<meta name="keepleaf-id" content="0123456789abc"><title>T</title>'
    expect(ownExport(`${own}<p>text</p>`)).toMatchObject({ madeFrom: '0123456789abc' })
    expect(ownExport(own + '<div>'.repeat(200_000))).toBeUndefined()
  })
  it('of bookmarks that nobody closed gives each of them', () => {
    const entries =
      readBookmarks(`<DL><p>${'<DT><A HREF="https://example.org/">x\n'.repeat(90_000)}</DL>`)?.entries ?? []
    expect(entries).toHaveLength(90_000)
    expect(entries.at(-1)).toMatchObject({ url: 'https://example.org/', title: 'x' })
  })
  it('of bookmarks in folders in folders gives each, with the folders that fit into a tag', () => {
    const link = '<DT><A HREF="https://example.org/">x</A>'
    const deep = `${'<DL><p><DT><H3>f</H3>'.repeat(400_000)}<DL><p>${link}${'</DL><p>'.repeat(400_000)}`
    const entries = readBookmarks(`<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>${link}${deep}${link}</DL>`)?.entries ?? []
    expect(entries.map(({ tags }) => tags?.[0]?.slice(0, 4))).toEqual([undefined, 'f/f/', undefined])
  })
  it('of elements in elements is read as XML, whatever is closed in it', () => {
    const elements = xmlElements(`${'<a>x'.repeat(300_000)}${'</b>'.repeat(300_000)}</a><c>y</c>`)
    expect(elements).toHaveLength(300_001)
    expect(elements.at(-1)).toEqual({ name: 'c', attributes: {}, text: 'y' })
  })
  it('of Evernote with elements in elements and open tags has its notes', async () => {
    const note = (title: string, content: string, more = ''): string =>
      `<note><title>${title}</title><content><![CDATA[<en-note>${content}]]></content>${more}</note>`
    const path = join(scratch, 'a.enex')
    const notes = [
      note('A', `words ${'<en-media '.repeat(100_000)}`),
      note('B', '<'.repeat(200_000)),
      note(
        'C',
        'words',
        `<resource>${'<x>'.repeat(200_000)}${'</x>'.repeat(200_000)}<mime>image/png</mime></resource>`,
      ),
      note('D', `words ${'<span style="-en-highlight: '.repeat(50_000)}${'<li -en-checked: '.repeat(50_000)}`),
      note(
        'E',
        `<div style="-en-task-group:true; ${'-en-id: '.repeat(100_000)}">`.repeat(2),
        `<task><title>x</title><taskGroupNoteLevelID>${'a'.repeat(100_000)}</taskGroupNoteLevelID></task>`.repeat(20),
      ),
    ]
    writeFileSync(path, `<?xml version="1.0"?><en-export>${notes.join('')}</en-export>`)
    const results: unknown[] = []
    for await (const result of readPages({ path }))
      results.push(result.ok ? result.page.title[0]?.value : result.status)
    expect(results).toEqual(['A', 'skipped', 'C', 'D', 'E'])
  })
  it('of many pages has each of them, and only the folder of one is not a page of its own', async () => {
    const zip = new ZipFile()
    for (let page = 0; page < 12_000; page++)
      zip.addBuffer(Buffer.from('x'), `${String(page)}.html`, { compress: false })
    zip.addBuffer(Buffer.from('x'), '7_files/frame.html')
    zip.end()
    const { companions, inner } = await foldersInZip(await openZip({ bytes: await buffer(zip.outputStream) }, 'a.zip'))
    expect([...inner]).toEqual(['7_files/frame.html'])
    const beside = companions.get('.')
    const owners = Array.from({ length: 12_000 }, (_, page) => beside?.of(`${String(page)}.html`))
    expect(owners.flatMap((folder, page) => (folder === undefined ? [] : [[page, folder]]))).toEqual([[7, '7_files']])
  })
  it('of folders in folders has the page of each, and what belongs to one belongs to it', async () => {
    const zip = new ZipFile()
    const top = (page: number): string => `${String(page)}/${'d/'.repeat(300)}`
    for (let page = 0; page < 8_000; page++) zip.addBuffer(Buffer.from('x'), `${top(page)}a.html`, { compress: false })
    zip.addBuffer(Buffer.from('x'), `${top(7)}a_files/b/c/frame.html`)
    zip.end()
    const { companions, inner } = await foldersInZip(await openZip({ bytes: await buffer(zip.outputStream) }, 'a.zip'))
    expect([...inner]).toEqual([`${top(7)}a_files/b/c/frame.html`])
    const folderOf = (page: number): string | undefined => companions.get(top(page).slice(0, -1))?.of('a.html')
    expect([folderOf(7), folderOf(8)]).toEqual(['a_files', undefined])
  })
  it('of many pages with a folder each (MAFF) has each with its own files', async () => {
    const zip = new ZipFile()
    for (let page = 0; page < 1_500; page++) {
      const folder = `p${String(page)}`
      zip.addBuffer(Buffer.from('<RDF/>'), `${folder}/index.rdf`)
      zip.addBuffer(Buffer.from(`<p>Page ${String(page)}</p><img src="a.png">`), `${folder}/index.html`)
      zip.addBuffer(Buffer.from(folder), `${folder}/a.png`)
    }
    zip.end()
    const path = join(scratch, 'a.maff')
    writeFileSync(path, await buffer(zip.outputStream))
    let pages = 0
    for await (const result of readPages({ path })) {
      if (!result.ok) continue
      const picture = await result.page.resource('a.png')?.read()
      expect(Buffer.from(picture ?? []).toString()).toBe(`p${String(pages)}`)
      expect(result.page.html).toContain(`Page ${String(pages++)}<`)
    }
    expect(pages).toBe(1_500)
  })
  it('that names one chapter of a book again and again has it once', async () => {
    const zip = new ZipFile()
    const spine = '<itemref idref="a"/>'.repeat(50_000)
    const list = `<package><manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest><spine>${spine}<itemref idref="b"/></spine></package>`
    zip.addBuffer(Buffer.from('<container><rootfile full-path="list.opf"/></container>'), 'META-INF/container.xml')
    zip.addBuffer(Buffer.from(list), 'list.opf')
    zip.addBuffer(Buffer.from('<body><p>first</p></body>'), 'a.xhtml')
    zip.addBuffer(Buffer.from('<body><p>second</p></body>'), 'b.xhtml')
    zip.end()
    const path = join(scratch, 'a.epub')
    writeFileSync(path, await buffer(zip.outputStream))
    const chapters: string[] = []
    for await (const result of readPages({ path }))
      if (result.ok) chapters.push(...(result.page.html.match(/<section>.*?<\/section>/gs) ?? []))
    expect(chapters.map((one) => /first|second/.exec(one)?.[0])).toEqual(['first', 'second'])
  })
  it.each([
    ['quotes in quotes', '>'.repeat(20_000)],
    ['lists in lists', Array.from({ length: 1_200 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n')],
    ['open brackets', '['.repeat(100_000)],
    ['open links', '[a]('.repeat(100_000)],
    ['a table of many columns', `${'|a'.repeat(20_000)}|\n${'|-'.repeat(20_000)}|\n${'|b|\n'.repeat(2_000)}`],
  ])('of Markdown with %s is plain text', (_what, markup) => {
    const { html, warnings } = htmlOfMarkdown(`# A *title*\n\n${markup}`)
    expect(warnings).toEqual([warning('markdownPlain')])
    expect(html).toContain('<p># A *title*</p>')
    expect(html).not.toMatch(/<(?!\/?p>)/)
  })
  it('of front matter with very many items, keys and blanks has each', () => {
    const items = Array.from({ length: 30_000 }, (_, at) => `tag ${String(at)}`)
    const toml = `+++\ntags =\n${items.map((one) => `- ${one}\n`).join('')}a${' '.repeat(200_000)}b\ntitle = T\n+++\n`
    const { matter } = splitFrontMatter(toml)
    expect([valuesOf(matter, ['tags']), valuesOf(matter, ['title'])]).toEqual([items, ['T']])
    const keys = items.map((one, at) => `${one.replace(' ', '-')}: ${String(at)}`)
    const yaml = splitFrontMatter(`---\n${keys.join('\n')}\ntitle: A\ntitle: B\n---\ntext`)
    expect([valuesOf(yaml.matter, ['tag 29999']), valuesOf(yaml.matter, ['title']), yaml.body]).toEqual([
      ['29999'],
      ['B'],
      'text',
    ])
  })
  it('with open brackets in the addresses of a picture, or open tags, has what is whole', () => {
    expect(parseSrcset(`a.png 1x, ${'b (,'.repeat(200_000)}`).slice(0, 2)).toEqual([
      { url: 'a.png', descriptor: '1x' },
      { url: 'b', descriptor: `(,${'b (,'.repeat(199_999)}` },
    ])
    const base = `${'<base '.repeat(40_000)}><base href="/b/">`
    expect(baseOf(base, 'https://example.org/a')).toBe('https://example.org/b/')
    expect(framesIn(`${'<iframe '.repeat(200_000)}><frame src="a.html">`)).toEqual(['a.html'])
  })
  it('of blanks in the head of a mail has its sender and date', async () => {
    const blanks = ' '.repeat(15_000)
    const path = join(scratch, 'a.eml')
    const head = `From: "Jane${blanks}Doe" <jane@example.org>\r\nTo: x@example.org\r\nReceived: by a;${blanks};${blanks}Fri, 12 Jun 2015 08:33:11 GMT`
    writeFileSync(path, `${head}\r\nContent-Type: text/plain\r\n\r\nSome words.`)
    const pages: unknown[] = []
    for await (const result of readPages({ path })) if (result.ok) pages.push(result.page)
    expect(pages).toMatchObject([{ saved: [{ value: '2015-06-12T08:33:11Z', source: 'Received header' }, {}] }])
    expect(pages).toMatchObject([{ html: expect.stringContaining('content="Jane Doe"') }])
  })
  it('of Markdown with open brackets has no links of Obsidian', () => {
    const open = '['.repeat(300_000)
    expect(withoutLinks(`${open} [[Jane Doe|Jane]]`)).toBe(`${open} Jane`)
  })
})
