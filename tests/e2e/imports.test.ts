import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'
import { articlePage } from './pages.ts'

withWindow('an import some of whose files could not be read', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = await startApp({ folder: folder.path, library: true })
    const pages = join(folder.path, 'pages')
    await mkdir(pages)
    await writeFile(join(pages, 'a.html'), articlePage({ title: 'The ebb', body: 'Twice a day the water goes.' }))
    await writeFile(join(pages, 'b.html'), '')
    await run.call('import.paths', { paths: [pages, join(folder.path, 'gone.html')] })
    await run.page.getByRole('button', { name: 'Report' }).first().click()
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
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
    await dropFiles(run.page, [join(folder.path, 'pages', 'a.html')])
    await toast.getByText(/^You had the page already/).waitFor()
  })
})
