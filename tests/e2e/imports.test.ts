import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { dropFiles, useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

/** longer than any column of file names is wide */
const LONG_NAME = `${'What the harbour master wrote down '.repeat(4)}in the log.html`

withWindow('an import some of whose files could not be read', () => {
  const run = useApp()
  beforeAll(async () => {
    const pages = join(run.folder, 'pages')
    await mkdir(pages)
    await writeFile(join(pages, 'a.html'), articlePage({ title: 'The ebb', body: 'Twice a day the water goes.' }))
    await writeFile(join(pages, LONG_NAME), '')
    await run.call('import.paths', { paths: [pages, join(run.folder, 'gone.html')] })
    await run.page.getByRole('button', { name: 'Report' }).first().click()
  })

  test('is named after all that it was given', async () => {
    const report = run.page.getByRole('main', { name: 'Import report' })
    await report.getByText('pages and 1 more,').waitFor()
  })

  test('names its articles also in a narrow window', async () => {
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(900, 700)
    })
    const report = run.page.getByRole('main', { name: 'Import report' })
    await report.getByRole('cell', { name: 'The ebb' }).waitFor()
  })

  test('cuts a long name once, before its end, and says it whole to a pointer and a screen reader', async () => {
    const path = join(run.folder, 'pages', LONG_NAME)
    const cell = run.page.getByRole('main', { name: 'Import report' }).getByRole('cell', { name: path })
    const shown = await cell.evaluate((element) => {
      const right = element.getBoundingClientRect().right
      const parts = [...element.querySelectorAll<HTMLElement>('span')].filter(({ children }) => children.length === 0)
      const cut = parts.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      const end = parts.at(-1)
      return {
        cuts: cut.length,
        end: end?.textContent,
        inSight: end !== undefined && end.getBoundingClientRect().right <= right,
      }
    })
    expect(shown).toEqual({ cuts: 1, end: 'n the log.html', inSight: true })
    await cell.hover()
    await run.page.getByText(path, { exact: true }).waitFor()
  })

  test('tries them again, and the keys go on in the new report', async () => {
    const report = run.page.getByRole('main', { name: 'Import report' })
    const rows = report.getByRole('rowgroup').getByRole('row')
    await expect.poll(() => rows.count()).toBe(3)
    await report.getByRole('button', { name: 'Try the failed again' }).focus()
    await run.page.keyboard.press('Enter')
    await expect.poll(() => rows.count()).toBe(2)
    await expect.poll(() => report.locator(':focus').textContent()).toMatch(/2 pages were looked at/)
  })

  test('says in a sentence that it brought nothing new', async () => {
    const toast = run.page.locator('[data-toast-host]')
    await dropFiles(run.page, [join(run.folder, 'pages', 'a.html')])
    await toast.getByText(/^You had the page already/).waitFor()
  })
})
