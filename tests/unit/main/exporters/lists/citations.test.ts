import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportArticles } from '../../../../../main/exporters/export.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import { anArticle, stream, temporaryFolder } from '../articles.ts'

async function written(format: 'bibtex' | 'ris' | 'csl' | 'bookmarks', ...records: Partial<ArticleRecord>[]) {
  const out = join(await temporaryFolder(), 'x')
  const articles = stream(...records.map((record, index) => anArticle('', { id: `id${String(index)}`, ...record })))
  const { findings } = await exportArticles(articles, { format, out, marks: true, images: true })
  return { text: await readFile(out, 'utf8'), findings }
}

const article: Partial<ArticleRecord> = {
  ...{ title: '50 % of {all} & more_or less', byline: 'Ida van der Rønne, 山田太郎 and Quay Press', site: 'The Quay' },
  ...{ url: 'https://quay.example/a_b?c=%20#d', published: '2022-04-03T23:30:00+02:00', saved: '2023-01-02T03:04:05Z' },
  ...{ lang: 'en', tags: ['sea/lights', 'talks'], excerpt: 'How the lamp\nwas lit.' },
}

describe('BibTeX', () => {
  it('has an entry for each article, in which nothing means something to TeX', async () => {
    const { text } = await written('bibtex', article, { title: 'Bare' })
    expect(text).toContain('@online{keepleaf-id0,')
    expect(text).toContain('author = {van der Rønne, Ida and {山田太郎} and Press, Quay}')
    expect(text).toContain('title = {{50 \\% of \\{all\\} \\& more\\_or less}}')
    expect(text).toContain('url = {https://quay.example/a_b?c=%20#d}')
    expect(text).toContain('date = {2022-04-03}')
    expect(text).toContain('urldate = {2023-01-02}')
    expect(text).toContain('@online{keepleaf-id1,\n  title = {{Bare}}\n}')
  })

  it('keeps signs of which TeX would make another one', async () => {
    const { text } = await written('bibtex', { title: "a -- b --- ``c'' d?`" })
    expect(text).toContain("title = {{a -{}- b -{}-{}- `{}`c'{}' d?{}`}}")
  })

  it('keeps a byline that is the site in one piece', async () => {
    expect((await written('bibtex', { byline: 'The Quay', site: 'The Quay' })).text).toContain('author = {{The Quay}}')
  })
})

describe('a date that is only known to the year or the month', () => {
  it('has no day in any form', async () => {
    const records = [{ published: '1954' }, { published: '1998-05' }]
    const bibtex = (await written('bibtex', ...records)).text
    expect(bibtex).toContain('date = {1954},\n  year = {1954}')
    expect(bibtex).toContain('date = {1998-05},\n  year = {1998}')
    const ris = (await written('ris', ...records)).text
    expect(ris).toContain('PY  - 1954\r\nDA  - 1954\r\n')
    expect(ris).toContain('PY  - 1998\r\nDA  - 1998/05\r\n')
    expect(JSON.parse((await written('csl', ...records)).text)).toMatchObject([
      { issued: { 'date-parts': [[1954]] } },
      { issued: { 'date-parts': [[1998, 5]] } },
    ])
  })
})

describe('RIS', () => {
  it('has a tag a line and ends each reference', async () => {
    const { text } = await written('ris', article, { title: 'Bare' })
    const [one = '', two = ''] = text.split('ER  - \r\n')
    for (const line of one.trimEnd().split('\r\n')) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- \S/)
    expect(one).toContain('AU  - van der Rønne, Ida\r\nAU  - 山田太郎\r\nAU  - Press, Quay\r\n')
    expect(one).toContain('DA  - 2022/04/03\r\nY2  - 2023/01/02\r\n')
    expect(one).toContain('AB  - How the lamp was lit.\r\n')
    expect(one).toContain('KW  - sea/lights\r\nKW  - talks\r\n')
    expect(two.trim()).toBe('TY  - ELEC\r\nID  - keepleaf-id1\r\nTI  - Bare')
  })
})

describe('CSL JSON', () => {
  it('is an array of items', async () => {
    expect(JSON.parse((await written('csl', article, { title: 'Bare' })).text)).toEqual([
      {
        ...{ id: 'keepleaf:id0', type: 'webpage', title: article.title, 'container-title': 'The Quay', language: 'en' },
        author: [
          { family: 'van der Rønne', given: 'Ida' },
          { literal: '山田太郎' },
          { family: 'Press', given: 'Quay' },
        ],
        issued: { 'date-parts': [[2022, 4, 3]] },
        accessed: { 'date-parts': [[2023, 1, 2]] },
        ...{ URL: article.url, abstract: article.excerpt, keyword: 'sea/lights, talks' },
      },
      { id: 'keepleaf:id1', type: 'webpage', title: 'Bare' },
    ])
  })
})

describe('bookmarks', () => {
  it('have address, day, tags and what is to be read', async () => {
    const { text } = await written('bookmarks', article, {
      title: 'a <b>',
      url: 'https://x.example/?a="&b',
      read: true,
    })
    expect(text).toMatch(/^<!DOCTYPE NETSCAPE-Bookmark-file-1>\n/)
    expect(text).toContain(
      '<DT><A HREF="https://quay.example/a_b?c=%20#d" ADD_DATE="1672628645" TAGS="sea/lights,talks" TOREAD="1">50 % of {all} &amp; more_or less</A>\n<DD>How the lamp was lit.\n',
    )
    expect(text).toMatch(/HREF="https:\/\/x\.example\/\?a=&quot;&amp;b" ADD_DATE="\d+">a &lt;b&gt;<\/A>\n<\/DL>/)
  })

  it('leave out what has no address, and say so', async () => {
    const { text, findings } = await written('bookmarks', { title: 'A file', url: 'file:///x' }, article)
    expect(findings).toMatchObject([{ id: 'id0', problem: { detail: { file: 'A file', reason: 'export.noAddress' } } }])
    expect(text.match(/<DT>/g)).toHaveLength(1)
  })
})
