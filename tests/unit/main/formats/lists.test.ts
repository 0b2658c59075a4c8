import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPages } from '../../../../main/formats/detect.ts'
import { sentence } from '../../../../shared/model/problem.ts'
import type { Page, PageFile, PageResult } from '../../../../main/formats/page.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/list')
const scratch = mkdtempSync(join(tmpdir(), 'keepleaf-lists-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

async function resultsOf(file: PageFile): Promise<PageResult[]> {
  const results: PageResult[] = []
  for await (const one of readPages(file)) results.push(one)
  return results
}

const fixture = (name: string): PageFile => {
  const file = readdirSync(join(fixtures, name)).find((one) => one !== 'expected.json') ?? ''
  return { path: join(fixtures, name, file) }
}

const zipped = (name: string): PageFile => {
  const folder = join(fixtures, '../zip', name)
  return { path: join(folder, readdirSync(folder).find((one) => one.endsWith('.zip')) ?? '') }
}

const pagesIn = (results: readonly PageResult[]): Page[] => results.flatMap((one) => (one.ok ? [one.page] : []))

async function written(name: string, text: string, more: Partial<PageFile> = {}): Promise<PageResult[]> {
  const path = join(scratch, name)
  writeFileSync(path, text)
  return resultsOf({ path, ...more })
}

/** Files below a folder of their own; gives that folder. */
function put(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, folder, name)), { recursive: true })
    writeFileSync(join(scratch, folder, name), text)
  }
  return join(scratch, folder)
}

/** What an entry says beside its address, title and time, which the fixtures' own test looks at. */
const said = ({ tags, state, quotes, html }: Page): unknown => ({
  tags,
  ...(state && { state }),
  ...(quotes && { quotes }),
  about: /<meta name="description" content="([^"]*)">/.exec(html)?.[1],
  words: /<body>(?:<p><a [^>]*>[^<]*<\/a><\/p>)?([^]*)<\/body>/.exec(html)?.[1],
})
const plain = { tags: [], about: undefined, words: '' }

const entries: Readonly<Record<string, unknown[]>> = {
  pocket: [
    { ...plain, tags: ['lights', 'the sea'] },
    { ...plain, state: { read: true } },
  ],
  'pocket-page': [
    { ...plain, tags: ['knots', 'work'] },
    { ...plain, state: { read: true } },
  ],
  'pocket-highlights': [
    {
      ...plain,
      quotes: [{ quote: 'The wick was trimmed at four.', made: '2023-11-14T22:30:00.000Z' }, { quote: 'Nobody came.' }],
    },
  ],
  'pocket-collection': [
    { tags: ['Lights of the coast'], about: 'Built on rock.', words: '<p>Ask about the stairs</p>' },
  ],
  'pocket-dump': [
    { ...plain, tags: ['the sea'], state: { read: true, starred: true }, about: 'High water at noon.' },
    plain,
  ],
  instapaper: [
    { ...plain, tags: ['fruit', 'cellar'], about: 'They want it cool.' },
    { ...plain, state: { read: true } },
    { ...plain, tags: ['fruit', 'autumn'], state: { starred: true } },
    { ...plain, tags: ['Kitchen'] },
  ],
  reader: [
    { ...plain, tags: ['fire', "potter's wheel", "glaze's"], state: { progress: 0.4 } },
    { ...plain, state: { read: true, progress: 1 } },
  ],
  raindrop: [
    {
      tags: ['green', 'wet', 'Garden/Shade'],
      state: { starred: true },
      quotes: [{ quote: 'It drinks from the air.', note: 'try on the north side' }, { quote: 'No roots.' }],
      about: 'Kinds of moss.',
      words: '<p>Ask Nora<br>about the wall</p>',
    },
    plain,
  ],
  wallabag: [
    {
      tags: ['boats', 'post'],
      state: { read: true },
      quotes: [{ quote: 'takes the post along', note: 'also parcels?', made: '2016-09-09T08:00:00.000Z' }],
      about: undefined,
      words:
        '<article><p>The ferry leaves at seven, and on Sundays at nine.</p><p>It takes the post along.</p></article>',
    },
    { ...plain, state: { starred: true } },
  ],
  'wallabag-v1': [
    {
      ...plain,
      tags: ['boats', 'colours'],
      state: { read: true, starred: true },
      words: '<article><p>Red to the left when coming home.</p></article>',
    },
    plain,
  ],
  'wallabag-table': [
    { ...plain, tags: ['boats', 'cloth'], words: '<article><p>Canvas was sewn by hand.</p></article>' },
  ],
  readability: [
    { ...plain, state: { read: true }, about: 'It rained ‘all week’…' },
    { ...plain, state: { starred: true } },
  ],
  omnivore: [
    { ...plain, tags: ['bees', 'cities'], state: { read: true, progress: 0.01 }, about: 'Why they like roofs.' },
    { ...plain, state: { progress: 0.4 } },
  ],
  pinboard: [
    { ...plain, tags: ['maps', 'compass'], state: { read: true }, words: '<p>For the talk in May.</p>' },
    plain,
  ],
  karakeep: [
    { ...plain, tags: ['stone', 'House/Roof-attic'], state: { read: true }, words: '<p>Two are missing.</p>' },
    { ...plain, tags: ['Loop'], words: '<article><p>Nails</p><p>A longer ladder</p></article>' },
  ],
  linkwarden: [
    { tags: ['travel', 'Trains'], about: 'Sleeping cars.', words: '<p>book early</p>' },
    { ...plain, tags: ['Trains/Steam'], state: { starred: true } },
  ],
  goodlinks: [{ ...plain, tags: ['walks'], state: { read: true, starred: true }, about: 'A short walk.' }, plain],
  matter: [{ ...plain, tags: ['flour', 'yeast'], state: { read: true, starred: true } }],
  mymind: [{ tags: ['glass', 'heat'], about: 'How glass is blown.', words: '<p>warm hands</p>' }],
  zotero: [{ ...plain, tags: ['bogs', 'fuel'], about: 'On peat.' }],
  'zotero-rdf': [
    {
      tags: ['bogs', 'fuel & fire', 'Fields/Moor'],
      about: 'How it was done by hand.',
      words: '<p>Ask Bo about the spade.</p>',
    },
  ],
  readwise: [
    {
      ...plain,
      tags: ['boats', 'shelf'],
      quotes: [
        {
          quote: 'A tide table is a promise.',
          note: 'Use as motto\n#sea',
          colour: 'sky',
          made: '2024-05-02T08:00:00.000Z',
        },
        { quote: 'The moon\ndoes not hurry.', made: '2024-05-03T08:00:00.000Z' },
        { quote: 'The tide book', note: 'Lent to Ida', about: 'article' },
      ],
      words:
        '<article><blockquote><p>A tide table is a promise.</p></blockquote><blockquote><p>The moon<br>does not hurry.</p></blockquote></article>',
    },
    {
      ...plain,
      quotes: [{ quote: 'Knots remember.', made: '2024-06-03T08:00:00.000Z' }],
      words: '<article><blockquote><p>Knots remember.</p></blockquote></article>',
    },
  ],
  'hypothesis-table': [
    {
      ...plain,
      tags: ['bogs', 'fuel'],
      quotes: [
        { quote: 'black "earth", cut by hand', note: 'really?', made: new Date(2023, 4, 1, 9, 8).toISOString() },
        { quote: 'dry turf', made: new Date(2023, 4, 2, 10).toISOString() },
      ],
      words: '<p>Read again,<br>and slower</p>',
    },
  ],
  delicious: [{ ...plain, tags: ['ink', 'paper'], words: '<p>the one with oak galls</p>' }, plain],
  bookmarks: [
    { ...plain, tags: ['night', 'birds'], words: '<p>heard in March<br>in the old barn</p>' },
    { ...plain, tags: ['Sea-birds'] },
    { ...plain, tags: ['Sea-birds/Gulls'], state: { read: true } },
    plain,
    { ...plain, state: { starred: true } },
  ],
  firefox: [{ ...plain, tags: ['milk', 'mould', 'Cheese'], about: 'Wash it.' }, plain],
  chrome: [{ ...plain, tags: ['Soft stones'] }, plain],
  lines: [plain, plain],
  table: [{ ...plain, tags: ['felt', 'wool', 'Clothes/Heads'], words: '<p>for the winter</p>' }, plain],
  json: [
    {
      ...plain,
      tags: ['shoes'],
      state: { starred: true },
      quotes: [{ quote: 'Sew, never glue.', note: 'really?', colour: 'leaf', made: '2023-11-15T00:00:00.000Z' }],
    },
    plain,
  ],
}

describe('lists of links', () => {
  it.each(Object.keys(entries))('%s: tags, state, marked words and notes of each entry', async (name) => {
    const pages = pagesIn(await resultsOf(fixture(name)))
    expect(pages.map(said)).toEqual(entries[name])
    for (const page of pages) expect(page.listed).toBe(true)
  })

  it('has a case for every fixture', () => {
    const odd = readdirSync(fixtures).filter((name) => !(name in entries) && !name.endsWith('-zip'))
    expect(odd).toEqual([])
  })

  it('takes wallabag’s text also where it names the address that was given, and never its words for a page it could not fetch', async () => {
    const entry = (number: number, more: object): object => ({
      ...{ id: number, uid: null, given_url: `https://sails.example/${String(number)}?from=mail`, is_archived: 0 },
      ...{ url: `https://sails.example/${String(number)}`, title: 'Sails', tags: [], annotations: [], ...more },
    })
    const missing =
      'wallabag can\'t retrieve contents for this article. Please <a href="https://doc.example/">look</a>.'
    const results = await written(
      'All articles.json',
      JSON.stringify([
        entry(1, { content: '<p>Canvas was sewn by hand.</p>' }),
        entry(2, { content: missing }),
        entry(3, { content: '<p>Sorry</p>', is_not_parsed: 1 }),
        { ...entry(4, {}), given_url: undefined },
      ]),
    )
    const found = pagesIn(results).map(({ producer, format, url }) => [producer, format, url[0]?.value])
    expect(found).toEqual([
      ['wallabag', 'export', 'https://sails.example/1'],
      ['wallabag', 'link', 'https://sails.example/2'],
      ['wallabag', 'link', 'https://sails.example/3'],
      ['wallabag', 'link', 'https://sails.example/4'],
    ])
  })

  it('keeps marked words and notes of several lines whole', async () => {
    const cell = 'Highlight:It drinks\nfrom the air.\n\nNote:north side\nin May\nHighlight:No roots.'
    const header = 'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite'
    const [page] = pagesIn(await written('marked.csv', `${header}\n1,Moss,,,https://moss.example/,,,,,"${cell}",\n`))
    expect(page?.quotes).toEqual([
      { quote: 'It drinks\nfrom the air.', note: 'north side\nin May' },
      { quote: 'No roots.' },
    ])
  })

  it('tells a slash in a folder’s name from one between folders, and folders that browsers make in other languages', async () => {
    const header = 'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite'
    const raindrop = await written(
      'slash.csv',
      `${header}\n1,A,,,https://a.example/,AC/DC / Live,,,,,\n2,B,,,https://b.example/,Dev/Web,,,,,\n`,
    )
    expect(pagesIn(raindrop).map(({ tags }) => tags)).toEqual([['AC-DC/Live'], ['Dev/Web']])
    const link = '<DL><p><DT><A HREF="https://a.example/" ADD_DATE="1700000000">a</A></DL><p>'
    const names = ['Unsorted', 'Autres favoris', 'Otros marcadores', 'Altri preferiti', 'Autres']
    const folders = names.map((name) => `<DT><H3>${name}</H3>${link}`).join('')
    const bookmarks = await written('own.html', `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>${folders}</DL>`)
    expect(pagesIn(bookmarks).map(({ tags }) => tags)).toEqual([[], [], [], [], ['Autres']])
  })

  it('takes notes without an address as articles, and their first words where they have no title', async () => {
    const mind =
      'id,type,title,url,content,note,tags,created\n1,Note,,,"Glass & heat\n\nis patience",,fire,2024-01-05T10:11:12Z\n2,Image,Pot,,,,,\n'
    const results = await written('cards.csv', mind)
    expect(results).toMatchObject([
      { ok: true, page: { format: 'export', tags: ['fire'], title: [{ value: 'Glass & heat', source: 'text' }] } },
      { ok: false, part: 'row 3', status: 'skipped' },
    ])
    expect(pagesIn(results).map(({ html }) => html)).toEqual([expect.stringContaining('<p>is patience</p>')])
    const long = `${'slate '.repeat(30)}end`
    const content = { type: 'text', text: long }
    const keep = {
      bookmarks: [{ createdAt: 1700000000, title: null, tags: [], lists: [], content, note: null }],
      lists: [],
    }
    const [page] = pagesIn(await written('keep.json', JSON.stringify(keep)))
    expect(page?.title[0]?.value).toMatch(/^slate (?:slate )+slate…$/)
  })

  it('takes papers that Zotero knows by their number only, tags it found itself, and notes as words', async () => {
    const header = 'Key,Item Type,Title,DOI,Url,Notes,Manual Tags,Automatic Tags'
    const table = await written(
      'zotero.csv',
      `${header}\nK,journalArticle,Peat,10.1000/182,,<p>Ask <b>Bo</b></p>,bogs,fuel; fire\n`,
    )
    const rdf = await written(
      'zotero.rdf',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#">
        <bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dc:title>Peat</dc:title>
        <dc:identifier>ISSN 1234</dc:identifier><dc:identifier>DOI 10.1000/182</dc:identifier></bib:Article></rdf:RDF>`,
    )
    expect([...pagesIn(table), ...pagesIn(rdf)].map(({ url }) => url[0]?.value)).toEqual([
      'https://doi.org/10.1000/182',
      'https://doi.org/10.1000/182',
    ])
    expect(pagesIn(table).map(said)).toEqual([{ ...plain, tags: ['bogs', 'fuel', 'fire'], words: '<p>Ask Bo</p>' }])
  })

  it('keeps tags in quotation marks whole, as Diigo writes them', async () => {
    const header = 'title,url,tags,description,comments,annotations,created_at'
    const row = 'Ink,https://ink.example/,"""oak galls"" iron ""the sea""",Made of galls,,,2019-05-04 10:11:12'
    const diigo = pagesIn(await written('diigo.csv', `${header}\n${row}\n`, { lists: 'known' }))
    expect(diigo.map(({ tags }) => tags)).toEqual([['oak galls', 'iron', 'the sea']])
    const rows = 'https://a.example/,"""a, b"", c d"\nhttps://b.example/,"""a b"" 5"""\nhttps://c.example/,a b\n'
    const table = pagesIn(await written('quoted.csv', `url,tags\n${rows}`))
    expect(table.map(({ tags }) => tags)).toEqual([['a b', 'c d'], ['a b', '5'], ['a b']])
  })

  it('reads the people and days of CSL JSON, and papers that have a number only', async () => {
    const item = {
      ...{ id: 'bell2019', type: 'webpage', title: 'Peat', abstract: 'On peat.', keyword: 'bogs, fuel' },
      author: [{ family: 'Bell', given: 'Ann' }, { literal: 'The Moor Society' }],
      ...{ 'container-title': 'Bog Notes', publisher: 'Reed', issued: { 'date-parts': [[2019, 3, 1]] } },
      accessed: { 'date-parts': [['2024', 1, 9]] },
    }
    const paper = { ...item, DOI: '10.1000/182', issued: { 'date-parts': [[2018]] } }
    const old = { ...paper, DOI: '10.1000/183', issued: { 'date-parts': [[1954, '10'], [1955]] } }
    const list = JSON.stringify([{ ...item, URL: 'https://peat.example/' }, paper, old])
    const pages = pagesIn(await written('csl.json', list, { lists: 'known' }))
    expect(pages).toMatchObject([
      { url: [{ value: 'https://peat.example/' }], saved: [{ value: '2024-01-09', source: 'CSL JSON accessed' }, {}] },
      { url: [{ value: 'https://doi.org/10.1000/182' }], tags: ['bogs', 'fuel'] },
      {},
    ])
    expect(pages.map(({ published }) => published?.[0]?.value)).toEqual(['2019-03-01', '2018', '1954-10'])
    const [first = ''] = pages.map(({ html }) => html)
    expect(first).toContain('<meta name="author" content="Ann Bell, The Moor Society">')
    expect(first).toContain('content="Bog Notes"')
    expect(first).toContain('<meta name="description" content="On peat.">')
  })

  it('reads what was marked and written with Hypothesis as one entry a page', async () => {
    const selector = (exact: string): object[] => [
      { type: 'TextPositionSelector', start: 1, end: 9 },
      { type: 'TextQuoteSelector', exact, prefix: 'the ', suffix: '.' },
    ]
    const annotation = (more: object): object => ({
      ...{
        uri: 'https://peat.example/',
        document: { title: ['On peat'] },
        text: '',
        tags: [],
        user: 'acct:a@b.example',
      },
      ...more,
    })
    const created = '2023-05-01T09:08:07.123456+00:00'
    const annotations = [
      annotation({ created, text: 'really?', tags: ['bogs'], target: [{ selector: selector('black earth') }] }),
      annotation({ target: [{ selector: selector('dry turf') }] }),
      annotation({ text: 'Read again', tags: ['fuel'], target: [{ source: 'https://peat.example/' }] }),
      annotation({ uri: 'https://turf.example/', target: [] }),
    ]
    const pages = pagesIn(await written('marked.json', JSON.stringify({ annotations }), { lists: 'known' }))
    expect(pages.map(({ url, title }) => [url[0]?.value, title[0]?.value])).toEqual([
      ['https://peat.example/', 'On peat'],
      ['https://turf.example/', 'On peat'],
    ])
    expect(pages[0]).toMatchObject({
      producer: 'Hypothesis',
      tags: ['bogs', 'fuel'],
      quotes: [{ quote: 'black earth', note: 'really?', made: '2023-05-01T09:08:07.000Z' }, { quote: 'dry turf' }],
    })
    expect(pages[0]?.html).toContain('<p>Read again</p>')
  })

  it('reads the older names of Hypothesis’s columns, and no author out of who annotated', async () => {
    const header = 'Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page'
    const row =
      '"Monday, May 1, 2023, 9:08 PM",https://peat.example/,Public,Annotation,dry turf,Ann Bell,Burns well,,23'
    const [page, ...others] = pagesIn(await written('marked.csv', `${header}\n${row}\n`, { lists: 'known' }))
    expect(others).toEqual([])
    expect(page).toMatchObject({
      ...{ producer: 'Hypothesis', saved: [{ value: '2023-05-01' }, {}], title: [{ source: 'address' }] },
      quotes: [{ quote: 'dry turf', note: 'Burns well', made: new Date(2023, 4, 1).toISOString() }],
    })
    expect(page?.html).not.toMatch(/Ann Bell|name="author"/)
  })

  it('reads linkding’s archived state and notes out of its bookmarks, and leaves texts out that Instapaper keeps to itself', async () => {
    const item =
      '<DT><A HREF="https://a.example/" ADD_DATE="1700000000" TOREAD="1" TAGS="ink,linkding:bookmarks.archived">A</A>'
    const notes = '<DD>On ink[linkding-notes]Oak galls\nand iron[/linkding-notes]'
    const bookmarks = await written('linkding.html', `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>${item}${notes}</DL>`)
    expect(pagesIn(bookmarks).map(said)).toEqual([
      { ...plain, tags: ['ink'], state: { read: true }, words: '<p>On ink</p><p>Oak galls<br>and iron</p>' },
    ])
    const own = await written('own.csv', 'URL,Title,Selection,Folder\ninstapaper://private-content/12,Mail,,Unread\n')
    expect(own).toMatchObject([{ ok: false, part: 'row 2', status: 'skipped' }])
  })

  it('reads an unpacked export of Omnivore with the texts and marks beside its list, and nothing from outside', async () => {
    const entry = (slug: string): object => ({
      ...{ id: slug, slug, title: `On ${slug}`, url: `https://${slug}.example/`, labels: ['sea'], state: 'Active' },
      ...{ savedAt: '2024-10-01T10:00:00.000Z', readingProgress: 0 },
    })
    put('.', { 'outside.html': '<p>Not of the export</p>' })
    const folder = put('omnivore', {
      'metadata_0_to_3.json': JSON.stringify([
        entry('eels'),
        entry('kelp'),
        { ...entry('gulls'), slug: '../../outside' },
      ]),
      'content/eels.html': '<html><body><p>Eels cross meadows.</p></body></html>',
      'content/other.html': '<html><body><p>In no list.</p></body></html>',
      'highlights/eels.md': 'At dusk\n\n> cross meadows\n\nreally?',
    })
    const pages = pagesIn(await resultsOf({ path: join(folder, 'metadata_0_to_3.json') }))
    expect(pages.map(({ format, files }) => [format, files.map(({ as }) => as)])).toEqual([
      ['export', ['metadata_0_to_3.json', 'content/eels.html', 'highlights/eels.md']],
      ['link', ['metadata_0_to_3.json']],
      ['link', ['metadata_0_to_3.json']],
    ])
    expect(said(pages[0] ?? expect.unreachable())).toMatchObject({
      tags: ['sea'],
      quotes: [
        { quote: 'cross meadows', note: 'really?' },
        { quote: 'On eels', note: 'At dusk', about: 'article' },
      ],
      words: '<article><p>Eels cross meadows.</p></article>',
    })
  })

  it('takes the snapshot that Zotero exported with an item as its page, and of one that cannot be read the item', async () => {
    const item = (id: string, file: string, address: string): string =>
      `<bib:Document rdf:about="#${id}"><z:itemType>webpage</z:itemType><dc:title>On ${id}</dc:title><dc:subject>bogs</dc:subject>
        <dcterms:isReferencedBy rdf:resource="#note-${id}"/><link:link rdf:resource="#file-${id}"/>
        <dc:identifier><dcterms:URI><rdf:value>${address}</rdf:value></dcterms:URI></dc:identifier></bib:Document>
        <bib:Memo rdf:about="#note-${id}"><rdf:value>&lt;p&gt;Ask Bo&lt;/p&gt;</rdf:value></bib:Memo>
        <z:Attachment rdf:about="#file-${id}"><z:itemType>attachment</z:itemType>
        <rdf:resource rdf:resource="${file}"/><link:type>text/html</link:type></z:Attachment>`
    const folder = put('zotero', {
      'Moor.rdf': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#">
        ${item('peat', 'files/7/peat.html', 'https://peat.example/')}${item('book', 'files/8/book.html', '')}
        ${item('moss', 'files/9/moss.html', 'https://moss.example/')}</rdf:RDF>`,
      'files/7/peat.html': '<html><head><title>Peat</title></head><body><p>Cut by hand.</p></body></html>',
      'files/8/book.html': '<html><head><title>Book</title></head><body><p>Without an address.</p></body></html>',
      'files/9/moss.html': '',
    })
    const results = await resultsOf({ path: join(folder, 'Moor.rdf') })
    expect(results).toMatchObject([
      {
        page: {
          ...{
            format: 'html',
            part: 'entry 1',
            listed: true,
            tags: ['bogs'],
            url: [{ value: 'https://peat.example/' }],
          },
          quotes: [{ quote: 'On peat', note: 'Ask Bo', about: 'article' }],
          html: expect.stringContaining('Cut by hand.'),
          files: [{ as: 'Moor.rdf' }, { as: 'files/7/peat.html' }],
        },
      },
      { page: { format: 'html', part: 'entry 2', url: [] } },
      { ok: false, part: 'entry 3', status: 'failed', problem: { code: 'file.empty' } },
      { page: { format: 'link', part: 'entry 3', url: [{ value: 'https://moss.example/' }] } },
    ])
  })

  it('takes LinkAce’s word for a link that works not for one that was read', async () => {
    const header = 'id,user_id,url,title,description,status,check_disabled,created_at,tags'
    const row = '1,1,https://ink.example/,Ink,,1,0,2024-01-05 10:11:12,"oak,iron"'
    const [page] = pagesIn(await written('linkace.csv', `${header}\n${row}\n`, { lists: 'known' }))
    expect(page && said(page)).toEqual({ ...plain, tags: ['oak', 'iron'] })
  })

  it('reads the XML of Pinboard, and of Delicious before it', async () => {
    const post = (more: string): string =>
      `<post href="https://ink.example/?a=1&amp;b=2" time="2023-11-14T22:13:20Z" description="Ink &amp; oak" extended="For May" tag="oak_gall iron" hash="x"${more}/>`
    const xml = (posts: string): string =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<posts user="ida">\n${posts}</posts>\n`
    const folder = { lists: 'known' } as const
    const pinboard = pagesIn(await written('pinboard.xml', xml(post(' toread="yes"') + post('')), folder))
    const words = '<p>For May</p>'
    expect(pinboard.map(said)).toEqual([
      { ...plain, tags: ['oak_gall', 'iron'], words },
      { ...plain, tags: ['oak_gall', 'iron'], state: { read: true }, words },
    ])
    expect(pinboard[0]).toMatchObject({
      ...{ producer: 'Pinboard', url: [{ value: 'https://ink.example/?a=1&b=2' }] },
      title: [{ value: 'Ink & oak', source: 'Pinboard title' }],
      saved: [{ value: '2023-11-14T22:13:20Z' }, { source: 'file time' }],
    })
    expect(pagesIn(await written('delicious.xml', xml(post('')), folder))).toMatchObject([{ producer: 'Delicious' }])
    expect(await written('other.xml', '<posts><post>https://ink.example/</post></posts>')).toMatchObject([
      { ok: false },
    ])
  })

  it('says of a list in a watched folder what it is, and takes nothing', async () => {
    const results = await resultsOf({ ...fixture('instapaper'), lists: 'none' })
    expect(results).toMatchObject([
      { ok: false, status: 'skipped', problem: { code: 'format.list', detail: { what: 'list.instapaper', links: 4 } } },
    ])
  })

  it('leaves tables and objects alone that only look like lists', async () => {
    const refused = { ok: false, status: 'skipped', problem: { code: 'format.unknown' } }
    expect(
      await written('package.json', '{"name": "x", "repository": {"url": "https://code.example/x"}}'),
    ).toMatchObject([refused])
    expect(await written('cut.json', '[{"url": "https://code.example/x"}, {"url": "htt')).toMatchObject([refused])
  })

  it('goes on behind rows that are broken, and names them', async () => {
    const results = await written(
      'broken.csv',
      'url,title\nhttps://a.example/,"A"\n\nhttps://b.example/,"never closed\n',
    )
    expect(results).toMatchObject([
      { ok: true, page: { part: 'row 2' } },
      { ok: false, part: 'row 4', status: 'failed', problem: { detail: { reason: 'list.quote' } } },
    ])
  })

  it('reads the rows below a quotation mark that is not closed, or first by one of another row', async () => {
    const rest = 'https://b.example/,"B, and on\nthe next ""line"" of it"\nhttps://c.example/,a "quoted" C\n'
    for (const broken of ['https://a.example/,"A', '"https://a.example/,A'])
      expect(await written('open.csv', `url,title\n${broken}\n${rest}`)).toMatchObject([
        { ok: false, part: 'row 2', status: 'failed', problem: { detail: { reason: 'list.quote' } } },
        { ok: true, page: { part: 'row 3', title: [{ value: 'B, and on the next "line" of it' }] } },
        { ok: true, page: { part: 'row 4', title: [{ value: 'a "quoted" C' }] } },
      ])
    const always = await written('always.csv', `url,title\n${'https://a.example/,"A\n'.repeat(60)}`)
    expect(always).toHaveLength(60)
  })

  it('names the entry that gives no page, in a file inside a zip as well', async () => {
    const [first, second] = await written(
      'none.csv',
      'Key,Item Type,Url,Title\nA,book,,Peat\nB,webPage,peat.example,Bog\n',
    )
    expect(first).toMatchObject({ ok: false, part: 'row 2', status: 'skipped' })
    expect(second).toMatchObject({ ok: false, part: 'row 3', status: 'failed' })
    const said = [first, second].map((one) => (one?.ok === false ? sentence(one.problem) : ''))
    expect(said).toEqual([
      `${join(scratch, 'none.csv')}, row 2: no address stands in it.`,
      `${join(scratch, 'none.csv')}, row 3: its address leads to no web page.`,
    ])
  })

  it('takes tables and lines that no service wrote only when they are named, not from a folder', async () => {
    const folder = { lists: 'known' } as const
    for (const name of ['table', 'json', 'lines']) {
      const [result, ...more] = await resultsOf({ ...fixture(name), ...folder })
      expect(more).toEqual([])
      expect(result).toMatchObject({ ok: false, status: 'skipped', problem: { code: 'format.listInFolder' } })
    }
    for (const name of ['pocket', 'bookmarks', 'firefox'])
      expect(pagesIn(await resultsOf({ ...fixture(name), ...folder })).length).toBeGreaterThan(0)
  })

  it('joins what the files of a service’s zip say about the same entry', async () => {
    const omnivore = pagesIn(await resultsOf(zipped('omnivore-export')))
    expect(omnivore).toMatchObject([
      {
        tags: ['birds', 'summer'],
        state: { read: true, progress: 0.8 },
        quotes: [
          { quote: 'climb to two thousand metres', note: '#height #night\nHow was this measured?' },
          { quote: 'does not touch anything solid\n\nfor two years' },
          { quote: 'Swifts sleep in the air', note: 'To read aloud in class.', about: 'article' },
        ],
      },
      { tags: [] },
    ])
    const pocket = pagesIn(await resultsOf(zipped('pocket-export')))
    expect(pocket.map(({ tags, quotes }) => [tags, quotes?.map(({ quote }) => quote)])).toEqual([
      [['trade', 'old roads', 'Salt of the earth'], ['Mules carried two sacks each.']],
      [[], undefined],
      [[], ['The lift takes four minutes.']],
    ])
  })

  it('says of a service’s zip in a watched folder what it is, and takes nothing of it', async () => {
    expect(await resultsOf({ ...zipped('omnivore-export'), lists: 'none' })).toMatchObject([
      { ok: false, status: 'skipped', problem: { code: 'format.list', detail: { what: 'list.omnivore', links: 2 } } },
    ])
  })

  it('stops at hostile lists with a sentence', async () => {
    const many = `url,title\n${'https://a.example/,\n'.repeat(100_001)}`
    expect(await written('many.csv', many)).toMatchObject([{ problem: { code: 'format.limit' } }])
    const long = `url,title\nhttps://a.example/,"${'x'.repeat(10_000_001)}"\nhttps://b.example/,b\n`
    expect(await written('long.csv', long)).toMatchObject([
      { ok: false, part: 'row 2', problem: { detail: { reason: 'list.rowLong' } } },
      { ok: true, page: { part: 'row 3' } },
    ])
    const deep = `[{"url":"https://a.example/","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}]`
    expect(await written('deep.json', deep)).toHaveLength(1)
    const nested = `<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#">${'<bib:a><z:itemType>x</z:itemType>'.repeat(50_000)}</rdf:RDF>`
    expect(await written('nested.rdf', nested)).toMatchObject([{ ok: false, part: 'entry 1', status: 'skipped' }])
    const folders = `<!DOCTYPE NETSCAPE-Bookmark-file-1>${'<DL><DT><H3>f</H3>'.repeat(20_000)}<DL><DT><A HREF="https://a.example/">a</A>`
    expect(pagesIn(await written('folders.html', folders)).map(({ tags }) => tags?.length)).toEqual([1])
  })
})

const corpora = resolve(process.env['KEEPLEAF_CORPORA'] ?? join(import.meta.dirname, '../../../../../shared/corpora'))
const samples = ['exports', 'netscape-bookmarks'].map((name) => join(corpora, 'formats', name))

describe.skipIf(!samples.every((folder) => existsSync(folder)))(
  'exports of real services (set KEEPLEAF_CORPORA to where they are; skipped when they are not there)',
  () => {
    it('reads every one; what gives no page has a reason', async () => {
      const silent: string[] = []
      for (const folder of samples) {
        for (const name of readdirSync(folder)) {
          const results = await resultsOf({ path: join(folder, name) })
          const known = results.every((one) => (one.ok ? one.page.url.length > 0 : one.part !== undefined))
          if (results.length === 0 || !known) silent.push(name)
        }
      }
      expect(silent).toEqual([])
    })
  },
)
