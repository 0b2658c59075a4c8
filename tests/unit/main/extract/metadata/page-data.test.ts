import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { pageOf, paragraphs } from '../page.ts'

const TITLE = 'The old harbour lives again'
const ARTICLE = { '@type': 'NewsArticle', headline: TITLE, datePublished: '2024-05-04T10:30:00+02:00' }
const json = (data: unknown): string => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const raw = (source: string): string => `<script type="application/ld+json">${source}</script>`

/** What is found on a page with a head of its own, and lines below its title. */
async function found(head: string, lines = ''): Promise<{ byline: string | undefined; day: string | undefined }> {
  const html = `<!doctype html><html><head><title>${TITLE}</title>${head}</head><body><main><article><h1>${TITLE}</h1>${lines}
    <div>${paragraphs}</div></article></main></body></html>`
  const { byline, published } = await extractPage(pageOf(html))
  return { byline, day: published?.slice(0, 10) }
}

describe('the author in the data of a page', () => {
  it.each([
    ['a name', json({ ...ARTICLE, author: 'Jo Miller' }), 'Jo Miller'],
    ['names', json({ ...ARTICLE, author: ['Jo Miller', { name: 'Ann Sand' }] }), 'Jo Miller; Ann Sand'],
    ['a list', json({ ...ARTICLE, author: { '@list': [{ name: 'Jo Miller' }] } }), 'Jo Miller'],
    ['a value', json({ ...ARTICLE, author: { name: { '@value': 'Jo Miller' } } }), 'Jo Miller'],
    ['parts', json({ ...ARTICLE, author: { givenName: 'Jo', familyName: 'Miller' } }), 'Jo Miller'],
    ['a page', json({ ...ARTICLE, author: 'https://paper.example/people/jo-miller' }), undefined],
    ['a profile', '<meta property="article:author" content="https://social.example/jo.miller">', undefined],
    ['family first', '<meta name="DC.creator" content="Miller, Jo">', 'Jo Miller'],
    ['two at once', '<meta name="DC.creator" content="Jo Miller, Ann Sand">', 'Jo Miller; Ann Sand'],
    ['with a colon', '<meta name="dc:creator" content="Jo Miller">', 'Jo Miller'],
  ])('is read as %s', async (_, head, byline) => {
    expect((await found(head)).byline).toBe(byline)
  })
})

describe('the date in the data of a page', () => {
  it.each([
    ['one of several', json({ ...ARTICLE, datePublished: ['2024-05-04'] })],
    ['a value', json({ ...ARTICLE, datePublished: { '@type': 'Date', '@value': '2024-05-04' } })],
    ['milliseconds', json({ ...ARTICLE, datePublished: 1714811400000 })],
    ['in marks as of HTML', raw(JSON.stringify(ARTICLE).replaceAll('"', '&quot;'))],
    ['in a statement', raw(`${JSON.stringify(ARTICLE)};`)],
    ['a meta element', '<meta name="originalPublicationDate" content="2024/05/04 10:30:00">'],
    ['Dublin Core', '<meta property="dcterms:issued" content="2024-05-04">'],
  ])('is read as %s', async (_, head) => {
    expect((await found(head)).day).toBe('2024-05-04')
  })
})

describe('the lines below a title', () => {
  it.each([
    ['Text und Fotos: Jo Miller', 'Jo Miller'],
    ['Beitrag von Jo Miller', 'Jo Miller'],
    ['Jo Miller am 4. Mai 2024', 'Jo Miller'],
    ['Jo Miller, le 4 mai 2024', 'Jo Miller'],
    ['Propos recueillis par Jo Miller', 'Jo Miller'],
    ['A cura di Jo Miller', 'Jo Miller'],
    ['Redacción: Jo Miller', 'Jo Miller'],
    ['Av Jo Miller', 'Jo Miller'],
    ['Yazan: Ayşe Yılmaz', 'Ayşe Yılmaz'],
    ['Szerző: Kovács Anna', 'Kovács Anna'],
    ['Текст: Анна Петрова', 'Анна Петрова'],
    ['Oleh Budi Santoso', 'Budi Santoso'],
    ['文/王小明', '王小明'],
    ['著者：山田 太郎', '山田 太郎'],
    ['김민수 기자', '김민수'],
    ['بقلم: أحمد علي', 'أحمد علي'],
    ['מאת יוסי כהן', 'יוסי כהן'],
  ])('name the author: %s', async (line, byline) => {
    expect((await found('', `<p>${line}</p>`)).byline).toBe(byline)
  })

  it.each([
    '<abbr class="published" title="2024-05-04T10:30:00+02:00">10:30</abbr>',
    '<abbr itemprop="datePublished" title="2024-05-04T10:30:00+02:00">10:30</abbr>',
    '<relative-time datetime="2024-05-04T10:30:00Z">last week</relative-time>',
    '<span class="date" content="2024-05-04">Saturday</span>',
    '<p>Aktualisiert: 05.05.2024, 12:00 | Veröffentlicht: 04.05.2024, 10:30</p>',
  ])('name the day: %s', async (line) => {
    expect((await found('', line)).day).toBe('2024-05-04')
  })
})

it('a heading is its title without the line above it', async () => {
  const html = `<title>${TITLE}</title><main><h1><span>Culture</span><span>${TITLE}</span></h1><div>${paragraphs}</div></main>`
  expect((await extractPage(pageOf(html))).title).toBe(TITLE)
})
