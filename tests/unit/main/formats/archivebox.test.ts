import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { readPages } from '../../../../main/formats/detect.ts'
import { belongingTo } from '../../../../main/formats/lists/unpacked.ts'
import type { Page, PageResult } from '../../../../main/formats/page.ts'
import { discover } from '../../../../main/intake/discover.ts'
import { warning } from '../../../../shared/model/warning.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-archivebox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
const page = (title: string): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>Of oak and pitch.</p>`
const snapshot = (name: string, more: object = {}): object => ({
  ...{
    archive_path: `archive/${name}`,
    timestamp: name,
    url: `https://boats.example/${name}`,
    title: 'Boats | A site',
  },
  ...{ tags: 'sea,oak', is_archived: true, canonical: { wget_path: 'boats.example/hull.html' }, ...more },
})

async function found(): Promise<string[]> {
  const files: string[] = []
  for await (const one of discover([folder], { belonging: belongingTo }))
    if ('file' in one) files.push(relative(folder, one.file.path))
  return files.sort()
}
async function pagesOf(name: string): Promise<Page[]> {
  const pages: Page[] = []
  for await (const result of readPages({ path: join(folder, name), lists: 'known' }))
    if (result.ok) pages.push(result.page)
  return pages
}

/** The folder as a zip: what becomes of each of its files, and its pages. */
async function zipped(prefix = ''): Promise<{ pages: Page[]; named: string[] }> {
  const zip = new ZipFile()
  for (const name of (await readdir(folder, { recursive: true })).sort())
    if ((await stat(join(folder, name))).isFile()) zip.addFile(join(folder, name), prefix + name.split(sep).join('/'))
  zip.end()
  const path = join(folder, 'box.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  const results: PageResult[] = []
  for await (const result of readPages({ path })) results.push(result)
  const named = results.map((one) => (one.ok ? one.page.part : one.part) ?? '')
  return { pages: results.flatMap((one) => (one.ok ? [one.page] : [])), named }
}

describe('an archive of ArchiveBox', () => {
  test.each(['', 'box/'])('comes out of a zip as out of its folder (%s)', async (prefix) => {
    const [first, second, third] = [snapshot('1682932087.5'), snapshot('1682932099'), snapshot('1682932111')]
    await put({
      'index.json': JSON.stringify({ links: [first, second, third] }),
      'index.html': page('All of them'),
      'archive/1682932087.5/index.json': JSON.stringify(first),
      'archive/1682932087.5/index.html': page('About the snapshot'),
      'archive/1682932087.5/output.html': page('By scripts'),
      'archive/1682932087.5/singlefile.html': page('Whole'),
      'archive/1682932087.5/mine.html': page('Put there by somebody'),
      'archive/1682932099/index.json': JSON.stringify(second),
      'archive/1682932099/boats.example/hull.html': page('As sent'),
      'archive/1682932111/index.json': JSON.stringify(third),
    })
    const { pages, named } = await zipped(prefix)
    const entry = (number: number): string => `${prefix}index.json!entry ${String(number)}`
    const mine = `${prefix}archive/1682932087.5/mine.html`
    expect(named).toEqual([entry(1), entry(2), entry(3), mine])
    expect(pages.map(({ html }) => /<h1>([^<]*)/.exec(html)?.[1])).toEqual([
      ...['Whole', 'As sent', undefined, 'Put there by somebody'],
    ])
    expect(pages[0]).toMatchObject({ tags: ['sea', 'oak'], producer: 'ArchiveBox' })
    expect(pages[0]?.warnings).toEqual([warning('captures', { files: 'output.html' })])
    expect(pages[2]).toMatchObject({ format: 'link', title: [{ value: 'Boats | A site' }] })
  })

  test('of one snapshot comes out of a zip with its best capture', async () => {
    await put({
      'index.json': JSON.stringify(snapshot('1682932087')),
      'index.html': page('About the snapshot'),
      'output.html': page('By scripts'),
      'output.pdf': '%PDF-1.4',
    })
    const { pages, named } = await zipped('1682932087/')
    expect(named).toEqual(['1682932087/index.json!entry 1'])
    expect(pages[0]?.html).toContain('<h1>By scripts</h1>')
  })

  test('gives one page a snapshot, the best of its captures, with what the index says of it', async () => {
    const [first, second] = [snapshot('1682932087.5'), snapshot('1682932099', { tags: null })]
    await put({
      'index.json': JSON.stringify({ info: 'An index', links: [first, second] }),
      'index.html': page('All of them'),
      'archive/1682932087.5/index.json': JSON.stringify(first),
      'archive/1682932087.5/index.html': page('About the snapshot'),
      'archive/1682932087.5/output.html': page('By scripts'),
      'archive/1682932087.5/singlefile.html': page('Whole'),
      'archive/1682932087.5/readability/content.html': '<p>Of oak and pitch.</p>',
      'archive/1682932099/index.json': JSON.stringify(second),
      'archive/1682932099/boats.example/hull.html': page('As sent'),
    })
    expect(await found()).toEqual(['index.json'])
    const pages = await pagesOf('index.json')
    expect(pages.map(({ html }) => /<h1>([^<]*)/.exec(html)?.[1])).toEqual(['Whole', 'As sent'])
    expect(pages.map(({ url, saved, tags, state }) => [url[0]?.value, saved[0]?.value, tags, state])).toEqual([
      ['https://boats.example/1682932087.5', '2023-05-01T09:08:07Z', ['sea', 'oak'], undefined],
      ['https://boats.example/1682932099', '2023-05-01T09:08:19Z', [], undefined],
    ])
    expect(pages.map(({ stated }) => stated?.title)).toEqual([undefined, undefined])
    expect(pages.map(({ title }) => title)).toEqual([[], []])
    expect(pages.map(({ warnings }) => warnings)).toEqual([
      [warning('captures', { files: 'output.html, readability' })],
      [],
    ])
    expect(pages[0]?.files.map(({ as }) => as)).toEqual(['index.json', 'archive/1682932087.5/singlefile.html'])
  })

  test('can be a snapshot alone', async () => {
    await put({
      'index.json': JSON.stringify(snapshot('1682932087')),
      'index.html': page('About the snapshot'),
      'output.html': page('By scripts'),
      'output.pdf': '%PDF-1.4',
      'mine.html': page('Put there by somebody'),
    })
    expect(await found()).toEqual(['index.json', 'mine.html'])
    const [only] = await pagesOf('index.json')
    expect(only?.html).toContain('<h1>By scripts</h1>')
    expect(only?.warnings).toEqual([warning('captures', { files: 'output.pdf' })])
  })

  test('whose captures are not there gives links, and what else lies there is read for itself', async () => {
    await put({
      'index.json': JSON.stringify(snapshot('1682932087')),
      'readability/else.html': page('Another page'),
    })
    expect(await found()).toEqual(['index.json', 'readability/else.html'])
    const [only] = await pagesOf('index.json')
    expect([only?.format, only?.title[0]?.value]).toEqual(['link', 'Boats | A site'])
  })

  test('takes nothing from outside of its folder', async () => {
    await put({
      'private/singlefile.html': page('Private'),
      'box/index.json': JSON.stringify({ links: [snapshot('1', { archive_path: '../private' })] }),
      'box/archive/none.txt': 'Nothing',
    })
    const [only] = await pagesOf('box/index.json')
    expect(only?.format).toBe('link')
    expect(await found()).toContain('private/singlefile.html')
  })
})
