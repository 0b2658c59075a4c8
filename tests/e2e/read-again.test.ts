import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { press, runCommand } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { writePages } from './pages.ts'

const PAGES = 3

withWindow('reading saved pages again', () => {
  const run = useApp()
  let views: string[]

  beforeAll(async () => {
    await run.call('import.paths', { paths: [await writePages(join(run.folder, 'pages'), PAGES)] })
    await rows()
      .nth(PAGES - 1)
      .waitFor()
    const articles = join(run.folder, 'library', 'articles')
    const files = await readdir(articles, { recursive: true })
    views = files.filter((file) => file.endsWith('article.html')).map((file) => join(articles, file))
    // what an extractor of long ago might have made of them
    for (const view of views) await writeFile(view, '<p>Cookies help us to serve you.</p>')
  })

  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const good = async (): Promise<number> =>
    (await Promise.all(views.map((view) => readFile(view, 'utf8')))).filter((html) => html.includes('harbour master'))
      .length

  test('one article from its menu: the open reading view follows, and goes back', async () => {
    await rows().first().click()
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await reader.getByText('Cookies help us').waitFor()
    await reader.getByRole('button', { name: 'More' }).click()
    await run.page.getByRole('menuitem', { name: 'Read the saved page again' }).click()
    await reader.getByText('of the harbour master').waitFor()
    await run.page.getByText('1 of 1 read again came out differently.').waitFor()
    await run.page.getByRole('button', { name: 'Undo' }).click()
    await reader.getByText('Cookies help us').waitFor()
    await expect.poll(good).toBe(0)
  })

  test('the whole library from the palette', async () => {
    await runCommand(run.page, 'Read all saved pages again')
    await run.page.getByText(`${String(PAGES)} of ${String(PAGES)} read again came out differently.`).waitFor()
    await expect.poll(good).toBe(PAGES)
  })

  test('from the settings, which say how many are to be read', async () => {
    await press(run.page, 'ControlOrMeta+,')
    await run.page.getByText('All articles were read by this version.').waitFor()
    await run.page.getByRole('button', { name: 'Read all saved pages again' }).click()
    await run.page.getByRole('status').getByText('Read again, all came out as they were.').first().waitFor()
    expect(run.errors).toEqual([])
  })

  test('an article whose reading view has gone is said to have none, which is no error in the window', async () => {
    await run.page.getByRole('button', { name: 'Back' }).first().click()
    for (const view of views) await rm(view)
    await rows().last().click()
    await run.page.getByRole('main', { name: 'Reader' }).getByText('is not in its folder').waitFor()
    expect(run.errors).toEqual([])
  })
})
