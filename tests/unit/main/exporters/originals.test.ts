import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { exportArticles } from '../../../../main/exporters/export.ts'
import type { ExportArticle } from '../../../../main/exporters/article.ts'
import { sha256 } from '../../../../main/platform/hash.ts'
import { anArticle, stream, temporaryFolder } from './articles.ts'

/** An article whose saved files lie on the disk. */
async function saved(id: string, files: Record<string, string>): Promise<ExportArticle> {
  const folder = await temporaryFolder()
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const list = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: sha256(content),
  }))
  const article = anArticle('<p>x</p>', { id, original: { main: list[0]?.path ?? '', files: list } })
  return { ...article, original: (path) => join(folder, path) }
}

const originals = async (out: string, ...articles: ExportArticle[]) =>
  exportArticles(stream(...articles), { format: 'originals', out, marks: true, images: true })

it('writes a saved file under its own name, and several in a folder', async () => {
  const out = join(await temporaryFolder(), 'out')
  const one = await saved('a1', { 'The quay.html': 'one' })
  const two = await saved('b2', { 'page.html': 'two', 'page_files/p.css': 'css' })
  expect(await originals(out, one, two)).toEqual({ files: 3, findings: [] })
  expect(await readFile(join(out, 'The quay.html'), 'utf8')).toBe('one')
  expect(await readFile(join(out, 'page', 'page.html'), 'utf8')).toBe('two')
  expect(await readFile(join(out, 'page', 'page_files', 'p.css'), 'utf8')).toBe('css')
})

it('writes the same again, and keeps apart what has one name', async () => {
  const out = join(await temporaryFolder(), 'out')
  const articles = [await saved('a1', { 'page.html': 'one' }), await saved('b2', { 'Page.html': 'two' })]
  await originals(out, ...articles)
  await originals(out, ...articles)
  expect((await readdir(out)).sort()).toEqual(['Page (b2).html', 'page.html'])
})

it('overwrites no file of someone else', async () => {
  const out = await temporaryFolder()
  await writeFile(join(out, 'page.html'), 'mine')
  await originals(out, await saved('a1', { 'page.html': 'one' }))
  expect(await readFile(join(out, 'page.html'), 'utf8')).toBe('mine')
  expect(await readFile(join(out, 'page (a1).html'), 'utf8')).toBe('one')
})

it('writes several captures of one archive once', async () => {
  const out = await temporaryFolder()
  const files = { 'crawl.warc': 'three pages' }
  await originals(out, await saved('a1', files), await saved('b2', files))
  expect(await readdir(out)).toEqual(['crawl.warc'])
})

it('says which article has no saved file', async () => {
  const out = await temporaryFolder()
  const { findings } = await originals(out, anArticle('', { title: 'A link' }))
  expect(findings).toMatchObject([{ id: 'a1', problem: { detail: { file: 'A link', reason: 'export.noOriginal' } } }])
})
