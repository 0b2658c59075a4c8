import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { nothingOpen } from './acting.ts'
import { dropFiles, useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const TITLE = 'Salt roads'
const ADDRESS = 'https://salt.example/roads'
const QUOTE = 'Mules carried two sacks each'
const EXPORT = `id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,${TITLE},Ask Nora about the mules,,${ADDRESS},Trade,"salt, mules",2024-01-02T03:04:05.000Z,,Highlight: ${QUOTE},true
2,Salt pans,,,https://salt.example/pans,Unsorted,,2024-01-03T03:04:05.000Z,,,false
3,Without an address,,,,Unsorted,,2024-01-03T03:04:05.000Z,,,false
`

withWindow('a move from another service', () => {
  const run = useApp()

  const rows = (): Locator => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const row = (title: string): Locator => rows().filter({ hasText: title })
  const reader = (): Locator => run.page.getByRole('main', { name: 'Reader' })
  const put = async (name: string, text: string): Promise<string> => {
    const path = join(run.folder, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, text)
    return path
  }

  test('the empty library says that exports of services can be dropped', async () => {
    await run.page.getByText('the export of another service').first().waitFor()
  })

  test('an export that is dropped becomes links with their tags and states', async () => {
    await dropFiles(run.page, [await put('raindrop.csv', EXPORT)])
    await row('Salt pans').getByText('only the link').waitFor()
    for (const tag of ['salt', 'mules', 'Trade']) await row(TITLE).getByText(tag, { exact: true }).waitFor()
    await run.page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name: /^Starred\s*1/ })
      .waitFor()
    await row(TITLE).click()
    await reader().getByText('Only the link is kept').waitFor()
    await reader().getByText('Ask Nora about the mules').waitFor()
    await reader().getByRole('heading', { name: 'Marked in the page' }).waitFor()
  })

  test('the report names the entry that gave no page, and how many are links', async () => {
    await run.page.getByRole('button', { name: 'Report' }).first().click()
    const report = run.page.getByRole('main', { name: 'Import report' })
    await report.getByText('left alone. Of 2 new articles only the link is kept.').waitFor()
    await report.getByText('raindrop.csv, row 4: no address stands in it.').waitFor()
    await report.getByRole('button', { name: 'Back' }).click()
    await row(TITLE).waitFor()
  })

  test('is:link finds what only the link is kept of', async () => {
    await run.page.getByRole('combobox', { name: 'Search' }).fill('is:link pans')
    await expect.poll(() => rows().count()).toBe(1)
    await run.page.getByRole('combobox', { name: 'Search' }).fill('')
    await expect.poll(() => rows().count()).toBe(2)
  })

  test('the saved page takes the place of its link, with tags, marks, note and star', async () => {
    const body = `Over the pass went the salt. ${QUOTE}, and came back with cloth.`
    const page = articlePage({ title: TITLE, body }).replace(/(rel="canonical" href=")[^"]*/, `$1${ADDRESS}`)
    await dropFiles(run.page, [await put('salt roads.html', page)])
    await row(TITLE).getByText('only the link').waitFor({ state: 'detached' })
    await expect.poll(() => rows().count()).toBe(2)
    await row(TITLE).click()
    await reader().getByRole('document').locator('mark', { hasText: QUOTE }).first().waitFor()
    await reader().getByText('Ask Nora about the mules').waitFor()
    await reader().getByRole('button', { name: 'mules' }).first().waitFor()
    const { rows: found } = await run.call('articles.list', {
      query: 'is:starred',
      sort: 'saved-desc',
      offset: 0,
      limit: 9,
    })
    expect(found.map(({ title, format }) => [title, format])).toEqual([[TITLE, 'html']])
  })

  test('taking the page back brings the link back, taking the export back takes the links', async () => {
    await run.call('history.undo', undefined)
    await row(TITLE).getByText('only the link').waitFor()
    await run.call('history.undo', undefined)
    await expect.poll(() => rows().count()).toBe(0)
  })

  test('a table that no service wrote is left alone in a folder, and taken in from the report', async () => {
    await nothingOpen(run.page)
    await put('stock/list.csv', 'item,link\nnails,https://shop.example/nails\n')
    await dropFiles(run.page, [join(run.folder, 'stock')])
    await run.page.getByText('No saved page was found there').waitFor()
    await run.page.getByRole('button', { name: 'Report' }).first().click()
    await run.page.getByRole('button', { name: 'Take it in' }).click()
    await run.page.getByText('1 page added').waitFor()
    expect(run.errors).toEqual([])
  })
})
