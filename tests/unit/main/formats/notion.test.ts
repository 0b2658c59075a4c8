import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { notionPage } from '../../../../main/formats/notion/properties.ts'
import { notionTime } from '../../../../main/formats/notion/time.ts'
import { openOriginal } from '../../../../main/formats/original/original.ts'
import type { ReadPage } from '../../../../main/intake/messages.ts'
import { readFile } from '../../../../main/intake/read-file.ts'
import { encodePng } from '../../../../main/platform/png.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-notion-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const row = (kind: string, name: string, cell: string): string =>
  `<tr class="property-row property-row-${kind}"><th><span class="icon property-icon"><svg class="types"></svg></span>${name}</th><td>${cell}</td></tr>`
const chosen = (...values: string[]): string =>
  values.map((value) => `<span class="selected-value select-value-color-blue">${value}</span>`).join('')
const link = (url: string): string => `<a href="${url}" class="url-value">${url}</a>`

const page = (rows: string, body = '<p id="a">Kelp grows in cold water.</p>'): string =>
  `<html><head><title>Kelp</title></head><body><article id="1f0c2d3e-4b5a-6978-8796-a5b4c3d2e1f0" class="page serif"><header><div class="page-header-icon"><span class="icon">🌿</span></div><h1 class="page-title">Kelp &amp; eels | notes</h1><p class="page-description"></p><table class="properties"><tbody>${rows}</tbody></table></header><div class="page-body">${body}</div></article></body></html>`

async function read(html: string): Promise<ReadPage> {
  await writeFile(join(folder, 'Kelp 1f0c.html'), html)
  for await (const result of readFile({ path: join(folder, 'Kelp 1f0c.html') }, '')) if (result.ok) return result
  throw new Error('no page')
}

describe('a page that Notion exported', () => {
  test('is known by its properties, which do not stand in its text', async () => {
    const { extracted, tags, producer } = await read(
      page(
        row('multi_select', 'Author', chosen('Ada Bell', 'Tom Reed')) +
          row('url', 'GitHub', link('https://code.example/kelp')) +
          row('url', 'URL', link('https://kelp.example/a?b=1&amp;c=2')) +
          row('multi_select', 'Tags', chosen('sea &amp; shore', 'plants')) +
          row('created_time', '생성일', '<time>@April 19, 2021 9:25 PM</time>') +
          row('date', 'Published', '<time>@March 5, 2020</time>') +
          row('text', 'Summary', 'What kelp is.') +
          row('url', 'Archive', ''),
      ),
    )
    expect({ producer, tags }).toEqual({ producer: 'Notion', tags: ['sea & shore', 'plants'] })
    expect(extracted).toMatchObject({
      url: 'https://kelp.example/a?b=1&c=2',
      title: 'Kelp & eels | notes',
      byline: 'Ada Bell, Tom Reed',
      saved: '2021-04-19T21:25:00',
      published: '2020-03-05',
      excerpt: 'What kelp is.',
      sources: { url: 'Notion address', saved: 'Notion created', byline: 'Notion export', title: 'Notion export' },
    })
    expect(extracted.text.split(/\s*\n\s*|\t/).filter(Boolean)).toEqual([
      'GitHub',
      'https://code.example/kelp',
      'Kelp grows in cold water.',
    ])
  })

  test('keeps what is no property of an article in its text', async () => {
    const long = 'Much was written about it. '.repeat(20).trim()
    const { extracted, tags } = await read(
      page(
        row('url', 'Shop', link('https://shop.example/')) +
          row('url', 'Maker', link('https://maker.example/')) +
          row('multi_select', 'Colours', chosen('brown', 'green')) +
          row('multi_select', 'Seas', chosen('North')) +
          row('date', 'Date', '<time>@May 1, 2024</time>') +
          row('checkbox', 'Eaten', '<div class="checkbox checkbox-on"></div>') +
          row('checkbox', 'Liked', '<div class="checkbox checkbox-off"></div>') +
          row('text', 'Summary', long),
      ),
    )
    expect(tags).toEqual([])
    expect(extracted.url).toBeUndefined()
    for (const words of ['Shop', 'Maker', 'brown, green', 'North', 'May 1, 2024', 'Eaten\t☑', 'Liked\t☐', long])
      expect(extracted.text).toContain(words)
  })

  test('takes the only address and the only list of values that it has, however they are named', async () => {
    const { extracted, tags } = await read(
      page(row('url', '링크', link('https://kelp.example/')) + row('multi_select', '태그', chosen('바다'))),
    )
    expect({ url: extracted.url, tags }).toEqual({ url: 'https://kelp.example/', tags: ['바다'] })
  })

  test('has the pictures beside it, and no link to them at its address', async () => {
    await mkdir(join(folder, 'Kelp'))
    await writeFile(join(folder, 'Kelp', 'a b.png'), encodePng(new Uint8Array(200 * 200 * 4), 200, 200))
    const picture = '<figure class="image"><a href="Kelp/a%20b.png"><img src="Kelp/a%20b.png"/></a></figure>'
    const other = '<p>See <a href="Eels%202a1b.html">Eels</a> and <a href="https://sea.example/">the sea</a>.</p>'
    const { extracted, files } = await read(
      page(row('url', 'URL', link('https://kelp.example/a/b')), `<p>Kelp grows in cold water.</p>${picture}${other}`),
    )
    expect(extracted.assets).toHaveLength(1)
    expect(files).toHaveLength(2)
    expect([...extracted.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['https://sea.example/'])
  })

  test('shows its properties in the original view', async () => {
    await writeFile(join(folder, 'a.html'), page(row('url', 'URL', link('https://kelp.example/'))))
    const { html } = await openOriginal({ format: 'html', dir: folder, main: 'a.html' })
    expect(html).toContain('>https://kelp.example/</a>')
  })
})

describe('a page that Notion exported as Markdown', () => {
  const NAME = 'Kelp eels 1f0c2d3e4b5a69788796a5b4c3d2e1f0.md'
  const readNote = async (markdown: string, name = NAME): Promise<ReadPage> => {
    await writeFile(join(folder, name), markdown)
    for await (const result of readFile({ path: join(folder, name) }, '')) if (result.ok) return result
    throw new Error('no page')
  }
  const lines = [
    'Author: Ada Bell, Tom Reed',
    'GitHub: https://code.example/kelp',
    'URL: https://kelp.example/a?b=1',
    'Tags: sea & shore, plants',
    'Created time: April 19, 2021 9:25 PM',
    'Published: March 5, 2020',
    'Summary: What kelp is.',
    'Eaten: Yes',
    'Archive:',
  ]
  const body = 'Kelp grows in cold water. See [Eels](Kelp/Eels%202a1b.md) and [the sea](https://sea.example/).'
  const whole = `# Kelp & eels | notes\n\n${lines.join('\n')}\n\n${body}\n`

  test('is known by its properties, which do not stand in its text', async () => {
    const { extracted, tags, producer } = await readNote(whole)
    expect({ producer, tags }).toEqual({ producer: 'Notion', tags: ['sea & shore', 'plants'] })
    expect(extracted).toMatchObject({
      url: 'https://kelp.example/a?b=1',
      title: 'Kelp & eels | notes',
      byline: 'Ada Bell, Tom Reed',
      saved: '2021-04-19T21:25:00',
      published: '2020-03-05',
      excerpt: 'What kelp is.',
    })
    expect(extracted.text.split('\n').filter(Boolean)).toEqual([
      'GitHub: https://code.example/kelp',
      'Eaten: Yes',
      'Kelp grows in cold water. See Eels and the sea.',
    ])
    expect(extracted.html).not.toContain('Eels%202a1b')
  })

  test('shows its properties in the original view', async () => {
    await writeFile(join(folder, NAME), whole)
    const { html } = await openOriginal({ format: 'markdown', dir: folder, main: NAME })
    expect(html).toContain('Created time: April 19, 2021')
  })

  test.each([
    ['under another name', whole, 'Kelp.md'],
    ['with other words among the lines', whole.replace('Eaten: Yes', 'Eaten by many'), NAME],
    ['without a heading', whole.replace(/^#.*\n\n/, ''), NAME],
    ['with front matter', `---\nlang: en\n---\n\n${whole}`, NAME],
  ])('%s is a note like others, whose lines are its text', async (_how, markdown, name) => {
    const { extracted, tags, producer } = await readNote(markdown, name)
    expect({ producer, tags, url: extracted.url }).toEqual({ producer: undefined, tags: [], url: undefined })
    for (const words of ['Author: Ada Bell, Tom Reed', 'Tags: sea & shore, plants', 'Published: March 5, 2020'])
      expect(extracted.text).toContain(words)
  })
})

test('a table of properties on another page is its own', () => {
  const rows = row('url', 'URL', link('https://kelp.example/'))
  expect(notionPage(page(rows))?.url).toHaveLength(1)
  expect(notionPage(page(rows).replace('class="page serif"', 'class="post"'))).toBeUndefined()
  expect(notionPage(page(rows).replace('</table>', ''))).toBeUndefined()
  expect(notionPage(page(rows.replace('URL', '<b>'.repeat(5_000))))).toBeUndefined()
})

test.each([
  ['@April 19, 2021 9:25 PM', '2021-04-19T21:25:00'],
  ['@April 19, 2021 12:05 AM', '2021-04-19T00:05:00'],
  ['@Apr 19, 2021', '2021-04-19'],
  ['19 April 2021', '2021-04-19'],
  ['@2023/7/7', '2023-07-07'],
  ['2023-05-23, 16:25', '2023-05-23T16:25:00'],
  ['2025년 2월 6일 오후 2:30', '2025-02-06T14:30:00'],
  ['2021年4月19日', '2021-04-19'],
  ['@March 5, 2020 9:00 AM (GMT+2)', '2020-03-05T09:00:00+02:00'],
  ['@March 5, 2020 09:00 (UTC)', '2020-03-05T09:00:00Z'],
  ['@March 5, 2020 → March 7, 2020', '2020-03-05'],
  ['@Yesterday', undefined],
  ['07/08/2023 10:00', undefined],
])('the time %s of Notion is %s', (written, time) => {
  expect(notionTime(written)).toBe(time)
})
