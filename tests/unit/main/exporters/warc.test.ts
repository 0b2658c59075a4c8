import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ExportArticle } from '../../../../main/exporters/article.ts'
import { exportArticles } from '../../../../main/exporters/export.ts'
import { readPages } from '../../../../main/formats/detect.ts'
import type { Page } from '../../../../main/formats/page.ts'
import { sha256 } from '../../../../main/platform/hash.ts'
import type { ArticleRecord } from '../../../../shared/model/article.ts'
import { anArticle, PIXEL, stream, temporaryFolder } from './articles.ts'

const all = { format: 'warc', marks: true, images: true } as const

/** An article whose saved files lie in a folder of their own. */
async function saved(
  files: Record<string, string | Uint8Array>,
  record: Partial<ArticleRecord>,
): Promise<ExportArticle> {
  const folder = await temporaryFolder()
  const list = []
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
    list.push({ path, bytes: content.length, sha256: sha256(content) })
  }
  const main = list[0]?.path ?? ''
  const hashes = { source: list[0]?.sha256 ?? '', text: '' }
  const article = anArticle('<p>x</p>', { original: { main, files: list }, hashes, ...record })
  return { ...article, original: (path) => join(folder, path) }
}

async function pagesIn(path: string): Promise<Page[]> {
  const pages: Page[] = []
  for await (const result of readPages({ path })) if (result.ok) pages.push(result.page)
  return pages
}

const HTML = '<title>Caf\xe9</title><p>Tide <img src="./Tide &amp; time_files/a%20b,c.png"></p>'
const tide = (): Promise<ExportArticle> =>
  saved(
    { 'Tide & time.html': Buffer.from(HTML, 'latin1'), 'Tide & time_files/a b,c.png': PIXEL },
    {
      ...{ id: 'a1', format: 'html-complete', charset: 'windows-1252' },
      ...{ url: 'https://quay.example/log/tide?p=1', saved: '2024-05-02T10:00:00+02:00' },
    },
  )
const stone = (): Promise<ExportArticle> =>
  saved(
    { 'stone.html.gz': gzipSync('<title>Stone</title><p>Stone') },
    { id: 'b2', format: 'html', url: 'https://quay.example/stone', charset: 'utf-8' },
  )

test.each(['pages.warc', 'pages.warc.gz'])(
  '%s holds pages with their files, as web archives are read',
  async (name) => {
    const out = join(await temporaryFolder(), name)
    const result = await exportArticles(stream(await tide(), await stone()), { ...all, out })
    expect(result).toEqual({ files: 1, findings: [] })
    const [first, second, ...others] = await pagesIn(out)
    expect(others).toEqual([])
    expect(first).toMatchObject({ format: 'warc', producer: 'Keepleaf', charset: 'windows-1252' })
    expect(first?.url[0]?.value).toBe('https://quay.example/log/tide?p=1')
    expect(first?.saved[0]?.value).toBe('2024-05-02T08:00:00Z')
    expect(first?.html).toContain('<title>Café</title>')
    const picture = first?.resource('./Tide & time_files/a%20b,c.png')
    expect(picture?.type).toBe('image/png')
    expect(Buffer.from((await picture?.read()) ?? [])).toEqual(PIXEL)
    expect(second?.html).toContain('<p>Stone')
    if (!name.endsWith('.gz')) return
    const bytes = await readFile(out)
    expect(gunzipSync(bytes).toString('latin1')).toContain('software: Keepleaf')
    // a member each: the warcinfo, two files of the one page, one of the other
    expect(bytes.toString('latin1').split('\x1f\x8b\x08')).toHaveLength(5)
  },
)

test.each(['again.warc', 'again.warc.gz'])(
  '%s is replaced when it is written anew, a file of others is not',
  async (name) => {
    const out = join(await temporaryFolder(), name)
    await exportArticles(stream(await tide(), await stone()), { ...all, out })
    await exportArticles(stream(await stone()), { ...all, out })
    expect(await pagesIn(out)).toHaveLength(1)
    await writeFile(out, name.endsWith('.gz') ? gzipSync('WARC/1.1\r\n') : 'WARC/1.1\r\nWARC-Type: warcinfo\r\n')
    await expect(exportArticles(stream(await stone()), { ...all, out })).rejects.toMatchObject({
      problem: { code: 'export.exists' },
    })
  },
)

test.each([
  ['crawl.warc', 'out.warc.gz'],
  ['crawl.warc.gz', 'out.warc'],
  ['crawl.warc.gz', 'out.warc.gz'],
])('an archive that pages came in (%s) is in %s once', async (from, to) => {
  const folder = await temporaryFolder()
  const crawl = join(folder, from)
  await exportArticles(stream(await tide(), await stone()), { ...all, out: crawl })
  const part = async (id: string, key: string): Promise<ExportArticle> => {
    const article = await saved({ [from]: await readFile(crawl) }, { id, format: 'warc' })
    return { ...article, record: { ...article.record, original: { ...article.record.original, part: key } } }
  }
  const out = join(folder, to)
  await exportArticles(stream(await part('a1', 'one'), await part('b2', 'two')), { ...all, out })
  expect((await pagesIn(out)).map(({ url }) => url[0]?.value)).toEqual([
    'https://quay.example/log/tide?p=1',
    'https://quay.example/stone',
  ])
})

/** The places at which members of gzip begin. */
const membersIn = (bytes: Uint8Array): number => Buffer.from(bytes).toString('latin1').split('\x1f\x8b\x08').length - 1

test('records of an archive that is packed as a whole, or not at all, are packed each by itself', async () => {
  const folder = await temporaryFolder()
  const crawl = join(folder, 'crawl.warc')
  await exportArticles(stream(await tide(), await stone()), { ...all, out: crawl })
  const bytes = await readFile(crawl)
  for (const [name, content] of [
    ['plain.warc', bytes],
    // what it is packed like is told by its bytes
    ['named.warc', gzipSync(bytes)],
    ['packed.warc.gz', gzipSync(bytes)],
  ] as const) {
    const out = join(folder, 'out.warc.gz')
    const article = await saved({ [name]: content }, { id: 'a1', format: 'warc' })
    expect(await exportArticles(stream(article), { ...all, out })).toEqual({ files: 1, findings: [] })
    // the warcinfo of the export, and of the archive, two files of the one page, one of the other
    expect(membersIn(await readFile(out))).toBe(5)
    expect(await pagesIn(out)).toHaveLength(2)
  }
})

test.each(['out.warc', 'out.warc.gz'])(
  'an archive that is cut off hides nothing that comes after it (%s)',
  async (to) => {
    const folder = await temporaryFolder()
    const crawl = join(folder, 'crawl.warc')
    await exportArticles(stream(await tide(), await stone()), { ...all, out: crawl })
    const bytes = await readFile(crawl)
    const packed = gzipSync(bytes, { level: 0 })
    for (const cut of [bytes.subarray(0, bytes.length - 20), packed.subarray(0, packed.length - 30)]) {
      const half = await saved({ 'half.warc': cut }, { id: 'a1', format: 'warc' })
      const out = join(folder, to)
      await exportArticles(stream(half, await stone()), { ...all, out })
      expect((await pagesIn(out)).map(({ url }) => url[0]?.value)).toEqual([
        'https://quay.example/log/tide?p=1',
        'https://quay.example/stone',
      ])
    }
  },
)

test('an archive of the form before WARC is left out and named', async () => {
  const out = join(await temporaryFolder(), 'some.warc')
  const arc = 'filedesc://a.arc 0.0.0.0 20200101000000 text/plain 9\n1 0 Quay\n\n'
  const article = await saved({ 'a.arc': arc }, { id: 'a1', title: 'Old', format: 'warc' })
  const { findings } = await exportArticles(stream(article, await stone()), { ...all, out })
  expect(findings).toMatchObject([{ id: 'a1', problem: { detail: { reason: 'export.notPlain' } } }])
  expect(await pagesIn(out)).toHaveLength(1)
})

test('what is no plain page, or has no address, is left out and named', async () => {
  const out = join(await temporaryFolder(), 'some.warc')
  const mail = await saved(
    { 'a.mhtml': 'x' },
    { id: 'c3', title: 'Mail', format: 'mhtml', url: 'https://quay.example/3' },
  )
  const zipped = await saved({ 'a.zip': 'x' }, { id: 'd4', title: 'Zipped', url: 'https://quay.example/4' })
  zipped.record.original.part = 'a.html'
  const homeless = await saved({ 'a.html': 'x' }, { id: 'e5', title: 'Homeless' })
  const { findings } = await exportArticles(stream(mail, zipped, homeless, await stone()), { ...all, out })
  expect(findings.map(({ problem: { detail } }) => detail)).toEqual([
    { file: 'Mail', reason: 'export.notPlain' },
    { file: 'Zipped', reason: 'export.notPlain' },
    { file: 'Homeless', reason: 'export.notOnWeb' },
  ])
  expect(await pagesIn(out)).toHaveLength(1)
})

test('a page or an archive whose saved file is gone is left out and named, the others are written', async () => {
  const crawl = await saved({ 'crawl.warc': 'x' }, { id: 'c3', title: 'Crawl', format: 'warc' })
  const page = await tide()
  await rm(crawl.original('crawl.warc'))
  await rm(page.original('Tide & time_files/a b,c.png'))
  const out = join(await temporaryFolder(), 'some.warc.gz')
  const { findings } = await exportArticles(stream(crawl, page, await stone()), { ...all, out })
  expect(findings.map(({ id, problem: { detail } }) => [id, detail.reason])).toEqual([
    ['c3', 'export.noOriginal'],
    ['a1', 'export.noOriginal'],
  ])
  expect(await pagesIn(out)).toHaveLength(1)
})

test('without articles it says so, and nothing is written', async () => {
  const folder = await temporaryFolder()
  await expect(exportArticles(stream(), { ...all, out: join(folder, 'none.warc') })).rejects.toMatchObject({
    problem: { code: 'export.empty' },
  })
  expect(await readdir(folder)).toEqual([])
})
