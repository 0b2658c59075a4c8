import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'
import { articlePage, writePages } from './pages.ts'

const TITLE = 'The lamp at the end of the quay'

withWindow('the whole way, from a saved page to an exported article', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = await startApp({ folder: folder.path })
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })

  /** The system's folder dialog answers with this path. */
  const answerDialogs = (path: string): Promise<void> =>
    run.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    }, path)
  const articles = () => run.page.getByRole('listbox', { name: 'Articles' })
  const row = (title: string) => articles().getByRole('option').filter({ hasText: title })

  test('the first start asks where the library shall be, and opens it there', async () => {
    const library = join(folder.path, 'library')
    await answerDialogs(library)
    await run.page.getByRole('button', { name: 'Change' }).click()
    await run.page.getByText(library).waitFor()
    await run.page.getByRole('button', { name: 'Start empty' }).click()
    await articles().waitFor()
    expect(await readdir(library)).toContain('library.json')
  })

  test('files and folders dropped on the window become rows', async () => {
    const page = join(folder.path, 'lamp & quay.html')
    await writeFile(page, articlePage({ title: TITLE, body: 'It was lit with whale oil until the cable came.' }))
    const complete = join(folder.path, 'complete')
    await writePages(complete, 3)
    await mkdir(join(complete, 'sub'))
    await writeFile(
      join(complete, 'sub', 'notes.txt'),
      'Notes of a pilot\n\nThe channel moves a little every winter.\n',
    )
    await dropFiles(run.page, [page, complete])
    await row(TITLE).waitFor()
    await row('Harbour report 003').waitFor()
    await expect.poll(() => articles().getByRole('option').count()).toBe(5)
  })

  test('a row opens in the reader', async () => {
    await row(TITLE).click()
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await reader.getByRole('heading', { name: TITLE }).waitFor()
    await reader.getByRole('document').getByText('It was lit with whale oil until the cable came.').waitFor()
  })

  test('it gets a tag, which is there on the row and among the places', async () => {
    const [{ id } = { id: '' }] = (
      await run.call('articles.list', { query: 'lamp', sort: 'relevance', offset: 0, limit: 1 })
    ).rows
    await run.call('tags.apply', { selection: { ids: [id] }, add: ['sea/lights'] })
    await row(TITLE).getByText('lights', { exact: true }).waitFor()
  })

  test('a word of its text finds it, and it alone', async () => {
    await run.page.keyboard.press('Control+f')
    await run.page.getByRole('combobox', { name: 'Search' }).fill('whale')
    await expect.poll(() => articles().getByRole('option').count()).toBe(1)
    await row(TITLE).waitFor()
    await run.page.getByRole('combobox', { name: 'Search' }).fill('')
    await expect.poll(() => articles().getByRole('option').count()).toBe(5)
  })

  test.each([
    ['markdown', 'md'],
    ['html', 'html'],
    ['json', 'json'],
  ] as const)('it is exported as %s', async (format, ending) => {
    const out = join(folder.path, `out.${ending}`)
    const { id } = await run.call('export.run', { selection: { query: 'whale' }, format, out })
    await expect
      .poll(async () => (await run.call('jobs.list', undefined)).find((job) => job.id === id)?.state)
      .toBe('done')
    const files = await readdir(out, { recursive: true }).catch(() => undefined)
    const file = files ? join(out, files.find((name) => name.endsWith(`.${ending}`)) ?? '') : out
    expect(await readFile(file, 'utf8')).toContain('whale oil')
  })

  test('after a quit and a start everything is there', async () => {
    expect(run.errors).toEqual([])
    await run.quit()
    run = await startApp({ folder: folder.path })
    await row(TITLE).getByText('lights', { exact: true }).waitFor()
    expect(await articles().getByRole('option').count()).toBe(5)
    await row(TITLE).click()
    await run.page
      .getByRole('main')
      .getByRole('document')
      .getByText('It was lit with whale oil until the cable came.')
      .waitFor()
    expect(run.errors).toEqual([])
  })
})
