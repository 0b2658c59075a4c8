import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { nothingOpen, press, pressTogether, runCommand } from './acting.ts'
import { withWindow } from './app.ts'
import { keepleaf } from './command-line.ts'
import { writePages } from './pages.ts'
import { useReports } from './reports.ts'

const PAGES = 6
/** More than is taken in until the import is told to pause. */
const MANY_PAGES = 400
const WAIT = { timeout: 60_000 }

withWindow('changes by mouse and keys', () => {
  const reports = useReports(PAGES)
  const { rows, row } = reports

  const place = (name: RegExp) =>
    reports.run.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name }).first()

  async function selectThree(): Promise<void> {
    await row(1).click()
    await row(2).click({ modifiers: ['ControlOrMeta'] })
    await row(3).click({ modifiers: ['ControlOrMeta'] })
    await reports.run.page.getByRole('heading', { name: '3 selected' }).waitFor()
  }

  test('a star is set with a key and taken back with Ctrl Z', async () => {
    await row(4).click()
    await press(reports.run.page, 's')
    await row(4).getByText('Starred').waitFor({ state: 'attached' })
    await expect.poll(async () => (await reports.run.call('places.get', undefined)).starred).toBe(1)
    await press(reports.run.page, 'ControlOrMeta+z')
    await reports.run.page.getByText('Taken back: 1 article starred').waitFor()
    await expect.poll(async () => (await reports.run.call('places.get', undefined)).starred).toBe(0)
  })

  test('three selected articles get a tag together', async () => {
    await selectThree()
    await press(reports.run.page, 't')
    const field = reports.run.page.getByRole('combobox', { name: 'Find or make a tag' })
    await field.fill('reports')
    await reports.run.page.getByRole('option', { name: 'reports' }).waitFor()
    await field.press('Enter')
    await reports.run.page.getByRole('button', { name: 'Change 3 articles' }).click()
    await expect
      .poll(async () => (await reports.run.call('places.get', undefined)).tags)
      .toMatchObject([{ tag: 'reports', count: 3 }])
    await nothingOpen(reports.run.page)
    await press(reports.run.page, 'Escape')
  })

  /** The dialog for it, with the form chosen and the answer to the system's question ready. */
  async function exportThree(form: RegExp, out: string): Promise<Locator> {
    await reports.run.answerDialogs(out)
    await selectThree()
    await press(reports.run.page, 'e')
    const dialog = reports.run.page.getByRole('dialog', { name: 'Export 3 articles' })
    await dialog.getByRole('radio', { name: form }).click()
    return dialog
  }

  test('three selected articles are exported into the folder that was chosen', async () => {
    const out = join(reports.run.folder, 'exported')
    const dialog = await exportThree(/^Markdown/, out)
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await expect
      .poll(async () =>
        (await readdir(out, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.md')),
      )
      .toHaveLength(3)
    await press(reports.run.page, 'Escape')
  })

  test('three selected articles become the chapters of one book, in the order of their titles', async () => {
    const out = join(reports.run.folder, 'book.epub')
    const dialog = await exportThree(/^EPUB/, out)
    await dialog.getByRole('textbox', { name: 'Title of the book' }).fill('Three reports')
    await dialog.getByRole('combobox', { name: 'Order' }).click()
    await reports.run.page.getByRole('option', { name: 'Title A to Z' }).click()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await reports.run.page.getByText('3 articles exported').waitFor()
    const { lines } = await keepleaf('extract', out)
    expect(lines).toMatchObject([{ title: 'Three reports' }])
    const numbers = [...String(lines[0]?.text).matchAll(/report (\d+)/gi)].map(([, number]) => Number(number))
    expect(new Set(numbers).size).toBe(3)
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other))
    await press(reports.run.page, 'Escape')
  })

  test('an article goes to the trash and is put back from there', async () => {
    await row(5).click()
    const heading = reports.run.page.getByRole('main', { name: 'Reader' }).getByRole('heading', { level: 1 })
    await expect.poll(() => heading.textContent()).toContain('005')
    const next = (await rows().allTextContents()).findIndex((text) => text.includes('005')) + 1
    const following = /report (\d+)/.exec((await rows().nth(next).textContent()) ?? '')?.[1] ?? 'none'
    await press(reports.run.page, 'Delete')
    await row(5).waitFor({ state: 'detached' })
    // the one that takes its place is read next
    await expect.poll(() => heading.textContent()).toContain(following)
    await place(/^Trash/).click()
    await row(5).click()
    await runCommand(reports.run.page, 'Put back')
    await row(5).waitFor({ state: 'detached' })
    await place(/^All articles/).click()
    await row(5).waitFor()
    await expect.poll(() => rows().count()).toBe(PAGES)
  })

  test('the trash is emptied after a question', async () => {
    await row(6).click()
    await press(reports.run.page, 'Delete')
    await row(6).waitFor({ state: 'detached' })
    await place(/^Trash/).click()
    await row(6).waitFor()
    await reports.run.page.getByRole('button', { name: 'Empty …' }).click()
    const question = reports.run.page.getByRole('dialog', { name: 'Delete 1 article for good?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await nothingOpen(reports.run.page)
    await runCommand(reports.run.page, 'Empty the trash')
    await question.getByRole('button', { name: 'Delete for good' }).click()
    await row(6).waitFor({ state: 'detached' })
    await expect.poll(() => reports.run.call('places.get', undefined)).toMatchObject({ all: PAGES - 1, trash: 0 })
    await place(/^All articles/).click()
    await expect.poll(() => rows().count()).toBe(PAGES - 1)
  })

  test('a tag is renamed, coloured, merged and deleted in the view of all tags', async () => {
    await reports.run.call('tags.apply', { selection: { query: '004' }, add: ['notes'] })
    await pressTogether(reports.run.page, 'gt')
    const tags = reports.run.page.getByRole('main', { name: 'Tags' })
    await tags.getByRole('row', { name: /^reports/ }).click()
    await tags.getByLabel('Name').fill('journals')
    await tags.getByLabel('Name').press('Enter')
    await tags.getByRole('row', { name: /^journals 3/ }).waitFor()
    await reports.run.page.getByText('Tag journals renamed').waitFor()
    expect(await reports.run.page.getByRole('alert').count()).toBe(0)
    // in whatever case
    await tags.getByLabel('Name').fill('Notes')
    await tags.getByText('There is a tag notes: both become one.').waitFor()
    await tags.getByLabel('Name').press('Escape')
    await tags.getByRole('radio', { name: 'Violet' }).click()
    await tags.getByRole('radio', { name: 'Violet', checked: true }).waitFor()
    await tags.getByRole('combobox', { name: 'Merge into another tag' }).fill('notes')
    await tags.getByRole('button', { name: 'Merge', exact: true }).click()
    await tags.getByRole('row', { name: /^notes 4/ }).waitFor()
    await tags.getByRole('button', { name: 'Delete tag, keep articles' }).click()
    await expect.poll(async () => (await reports.run.call('places.get', undefined)).tags).toEqual([])
    expect((await reports.run.call('places.get', undefined)).all).toBe(PAGES - 1)
    await place(/^All articles/).click()
  })

  test('an import is cancelled in the tray, and what came in stays', async () => {
    const many = await writePages(join(reports.run.folder, 'many'), MANY_PAGES)
    await reports.run.answerDialogs(many)
    await runCommand(reports.run.page, 'Add a folder')
    // paused at once: on a fast machine it would be over before the button is found
    const started = await vi.waitUntil(async () => {
      const jobs = await reports.run.call('jobs.list', undefined)
      return jobs.find(({ name, state }) => name === 'many' && state === 'running')
    }, WAIT)
    await reports.run.call('jobs.control', { id: started.id, action: 'pause' })
    await reports.run.page.getByRole('button', { name: /Imports and other work|Importing|Paused/ }).click()
    const job = reports.run.page.getByRole('article', { name: /many/ })
    await job.getByRole('button', { name: 'Cancel' }).click()
    await job.getByText('cancelled').waitFor()
    const { all } = await reports.run.call('places.get', undefined)
    expect(all).toBeGreaterThanOrEqual(PAGES - 1)
    expect(all).toBeLessThan(PAGES + MANY_PAGES)
    // what came in is said, with the way back
    const added = all - (PAGES - 1)
    const said = added === 0 ? 'nothing was added' : added === 1 ? '1 page added' : `${String(added)} pages added`
    const toast = reports.run.page.locator('.toast', { hasText: `Import cancelled: ${said}` })
    await toast.waitFor()
    if (added > 0) {
      await toast.getByRole('button', { name: 'Undo' }).click()
      await expect.poll(async () => (await reports.run.call('places.get', undefined)).all).toBe(PAGES - 1)
    }
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(reports.run.errors).toEqual([])
  })
})
