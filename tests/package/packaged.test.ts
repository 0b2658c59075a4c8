import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAnswer } from '../../shared/ipc/answer.ts'
import { commandLine, packaged, startPackaged, whenPacked } from './packaged-app.ts'

/** What samples/ holds: one article each. */
const SAMPLES = 6
/** One file of every form; each has a reader of its own that is loaded when it is needed. */
const FORMS = [
  'html/plain/logbook.html',
  'html-complete/chrome-saved/keeper.html',
  'mhtml/chrome-saved/keeper.mhtml',
  'text/plain/note.txt',
  'webarchive/binary/logbook.webarchive',
  'maff/two-pages/pages.maff',
  'htz/webscrapbook/page.htz',
  'singlefilez/singlefile-cli-zip/keeper.u.zip',
  'warc/zstandard/zstd.warc',
  'wacz/pages-list/crawl.wacz',
  'pdf/chrome-print/logbook.pdf',
  'epub/two-chapters/book.epub',
  'eml/newsletter/letter.eml',
  'markdown/obsidian/clip.md',
  'enex/two-notes/notes.enex',
  'link/url/The logbook.url',
].map((path) => resolve(import.meta.dirname, '../fixtures', path))
/** The first bytes of a PNG. */
const PNG = Buffer.from('\x89PNG', 'latin1')

/** The first pages of documents that stand above their articles, drawn by PDFium. */
async function drawnPages(library: string): Promise<string[]> {
  const files = await readdir(join(library, 'articles'), { recursive: true })
  return files.filter((path) => /assets[/\\]opening\.png$/.test(path)).map((path) => join(library, 'articles', path))
}

whenPacked('the packaged app', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepleaf-packaged-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

  it('carries its code in the archive and only the native module beside it', async () => {
    const resources = join(packaged, 'resources')
    expect(await readdir(resources)).toEqual(expect.arrayContaining(['app.asar', 'app.asar.unpacked', 'samples']))
    expect(await readdir(resources)).not.toContain('default_app.asar')
    const notices = await readFile(join(resources, 'third-party.txt'), 'utf8')
    for (const name of ['vue', 'libsql', '@hyzyla/pdfium', '@fontsource-variable/source-serif-4'])
      expect(notices).toContain(`\n${name} `)
    const native = (await readdir(join(resources, 'app.asar.unpacked'), { recursive: true })).filter((path) =>
      path.endsWith('.node'),
    )
    expect(native).toHaveLength(1)
  })

  it('imports pages through its window: worker threads and the native module work from the archive', async () => {
    const app = await startPackaged(['--library', join(folder, 'library')], join(folder, 'data'))
    try {
      await app.page.evaluate(() => window.keepleaf.call('import.samples', undefined))
      await expect
        .poll(
          async () => {
            const text = await app.page.evaluate(() =>
              window.keepleaf.call('articles.list', { query: '', sort: 'title-asc', offset: 0, limit: 100 }),
            )
            const answer = readAnswer('articles.list', text)
            return answer.ok ? answer.value.total : answer.problem
          },
          { timeout: 60_000 },
        )
        .toBe(SAMPLES)
    } finally {
      await app.quit()
    }
  })

  it('imports pages by its command line, which needs no display', async () => {
    const samples = join(packaged, 'resources', 'samples')
    const args = ['--library', join(folder, 'library'), '--json']
    const lines = await commandLine(['import', samples, ...args], join(folder, 'data'))
    expect(lines.at(-1)).toMatchObject({ summary: true, added: SAMPLES })
    expect(await commandLine(['search', 'harbour', ...args], join(folder, 'data'))).toHaveLength(1)
  })
  it('reads every form from the archive in its window, and draws the first page of a PDF', async () => {
    const library = join(folder, 'library')
    const app = await startPackaged(['--library', library], join(folder, 'data'))
    try {
      await app.page.evaluate((paths) => window.keepleaf.call('import.paths', { paths }), FORMS)
      const state = async () => {
        const text = await app.page.evaluate(() => window.keepleaf.call('jobs.list', undefined))
        const answer = readAnswer('jobs.list', text)
        return answer.ok ? answer.value.map(({ state, counts }) => ({ state, counts })) : []
      }
      await expect.poll(state, { timeout: 60_000 }).toMatchObject([{ state: 'done' }])
      const [{ counts } = { counts: {} }] = await state()
      expect(counts).toMatchObject({ failed: 0, skipped: 0 })
    } finally {
      await app.quit()
    }
    const [drawn = ''] = await drawnPages(library)
    expect((await readFile(drawn)).subarray(0, PNG.length)).toEqual(PNG)
  })

  it('reads every form by its command line, and draws the first page of a PDF', async () => {
    const library = join(folder, 'library')
    const lines = await commandLine(['import', ...FORMS, '--library', library, '--json'], join(folder, 'data'))
    expect(lines.at(-1)).toMatchObject({ summary: true, state: 'done', failed: 0, skipped: 0 })
    expect(await drawnPages(library)).toHaveLength(1)
  })
})
