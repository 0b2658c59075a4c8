import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { focused, nothingOpen, press } from './acting.ts'
import { dropFiles, useApp, withWindow } from './app.ts'
import { keepleaf } from './command-line.ts'
import { articlePage, writePages } from './pages.ts'

const TITLE = 'The lamp at the end of the quay'

withWindow('the whole way, from a saved page to an exported article', () => {
  const run = useApp({ library: false })

  const articles = () => run.page.getByRole('listbox', { name: 'Articles' })
  const row = (title: string) => articles().getByRole('option').filter({ hasText: title })

  test('the first start asks where the library shall be, and opens it there', async () => {
    const library = join(run.folder, 'library')
    await run.answerDialogs(library)
    await run.page.getByRole('button', { name: 'Change' }).click()
    await run.page.getByText(library).waitFor()
    await run.page.getByRole('button', { name: 'Start empty' }).click()
    // a list without articles is none yet
    await run.page.getByRole('group', { name: 'Articles' }).waitFor()
    expect(await readdir(library)).toContain('library.json')
  })

  test('files and folders dropped on the window become rows', async () => {
    const page = join(run.folder, 'lamp & quay.html')
    await writeFile(page, articlePage({ title: TITLE, body: 'It was lit with whale oil until the cable came.' }))
    const complete = join(run.folder, 'complete')
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
    await row(TITLE).click()
    await press(run.page, 't')
    const field = run.page.getByRole('combobox', { name: 'Find or make a tag' })
    await field.fill('sea/lights')
    await run.page.getByRole('option', { name: 'sea/lights' }).waitFor()
    await field.press('Enter')
    await run.page.getByRole('button', { name: 'Save tags' }).click()
    await nothingOpen(run.page)
    await row(TITLE).getByText('lights', { exact: true }).waitFor()
    await run.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^sea/ }).waitFor()
  })

  test('a word of its text finds it, and it alone', async () => {
    await press(run.page, 'ControlOrMeta+f')
    await focused(run.page.getByRole('combobox', { name: 'Search' }))
    await run.page.keyboard.type('whale')
    await expect.poll(() => articles().getByRole('option').count()).toBe(1)
    await row(TITLE).waitFor()
    await run.page.getByRole('combobox', { name: 'Search' }).fill('')
    await expect.poll(() => articles().getByRole('option').count()).toBe(5)
  })

  async function exported(format: string, name: string, form?: string): Promise<string> {
    const out = join(run.folder, name)
    await run.answerDialogs(out)
    await row(TITLE).click()
    await press(run.page, 'e')
    const dialog = run.page.getByRole('dialog', { name: 'Export 1 article' })
    await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).click()
    if (form !== undefined) await dialog.getByRole('radio', { name: form, exact: true }).click()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    return out
  }

  test.each([
    ['Markdown', 'md'],
    ['HTML', 'html'],
    ['CSV or JSON', 'json', 'JSON'],
  ])('it is exported as %s', async (format, ending, form?: string) => {
    const out = await exported(format, `out.${ending}`, form)
    await expect.poll(() => readFile(out, 'utf8').catch(() => '')).toContain('whale oil')
  })

  test.each([
    ['EPUB', 'epub'],
    ['PDF', 'pdf'],
  ])('it is exported as %s, which can be taken in again', async (format, ending) => {
    const out = await exported(format, `out.${ending}`)
    await expect.poll(() => readFile(out).catch(() => '')).not.toBe('')
    const { lines } = await keepleaf('extract', out)
    expect(lines).toMatchObject([{ format: ending, title: TITLE }])
    expect(lines[0]?.text).toContain('It was lit with whale oil until the cable came.')
  })

  test('its saved file is exported as it is', async () => {
    const out = await exported('Originals', 'originals')
    await expect.poll(() => readdir(out).catch(() => [])).toHaveLength(1)
    const [name = ''] = await readdir(out)
    expect(await readFile(join(out, name), 'utf8')).toContain('whale oil')
  })

  test('after a quit and a start everything is there', async () => {
    expect(run.errors).toEqual([])
    await run.quit()
    await run.startAgain()
    await row(TITLE).getByText('lights', { exact: true }).waitFor()
    await expect.poll(() => articles().getByRole('option').count()).toBe(5)
    await row(TITLE).click()
    await run.page
      .getByRole('main')
      .getByRole('document')
      .getByText('It was lit with whale oil until the cable came.')
      .waitFor()
    expect(run.errors).toEqual([])
  })
})
