import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { focused, press, pressTogether } from './acting.ts'
import { useApp, withWindow } from './app.ts'

const WAIT = { timeout: 60_000 }
const samples = resolve(import.meta.dirname, '../../samples')

withWindow('the overview', () => {
  const run = useApp()

  const region = () => run.page.getByRole('region', { name: 'Overview' })
  const sentence = () => region().getByText(/^You keep \d/)
  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const go = async (): Promise<void> => {
    await pressTogether(run.page, 'go')
    await region().waitFor()
  }

  test('says what it will show while there is nothing', async () => {
    await run.page.getByRole('button', { name: 'Overview' }).click()
    await run.page.getByRole('heading', { name: 'Nothing to draw yet' }).waitFor()
  })

  test('opens with a sentence that has the figures', async () => {
    await run.call('import.paths', { paths: [samples] })
    const all = async (): Promise<number> => (await run.call('places.get', undefined)).all
    await expect.poll(all, WAIT).toBeGreaterThan(2)
    await expect.poll(async () => (await run.call('jobs.list', undefined)).every(({ ended }) => ended), WAIT).toBe(true)
    await run.call('tags.apply', { selection: { query: '' }, add: ['one', 'two'], remove: [] })
    await go()
    const count = await all()
    await expect.poll(() => sentence().textContent()).toContain(`${String(count)} articles`)
  })

  test('a bar leads to its articles, and back leads to the pictures', async () => {
    const sites = region().getByRole('region', { name: 'Sites you keep most' }).getByRole('button')
    const figure = Number((await sites.first().locator('.num').textContent()) ?? 0)
    await sites.first().click()
    await expect.poll(() => rows().count()).toBe(figure)
    await press(run.page, 'Alt+ArrowLeft')
    await region().waitFor()
  })

  test('bars are walked with the arrow keys and opened with Enter', async () => {
    const chart = region().getByRole('group', { name: 'Saved and read' })
    await chart.focus()
    await focused(chart)
    await run.page.keyboard.press('ArrowRight')
    const spoken = () => chart.locator('[aria-live]').textContent()
    await expect.poll(spoken).toMatch(/\d+ saved/)
    const figure = Number(/(\d+) saved/.exec((await spoken()) ?? '')?.[1])
    await run.page.keyboard.press('Enter')
    await run.page.getByRole('listbox', { name: 'Articles' }).waitFor()
    await expect.poll(() => rows().count()).toBe(figure)
  })

  test('a click on a bar of the chart leads to its articles', async () => {
    await go()
    const canvas = region().getByRole('group', { name: 'When they were published' }).locator('canvas')
    const box = await canvas.boundingBox()
    await canvas.click({ position: { x: (box?.width ?? 0) / 3, y: (box?.height ?? 0) / 2 } })
    await run.page.getByRole('listbox', { name: 'Articles' }).waitFor()
    await expect.poll(() => run.page.evaluate(() => decodeURIComponent(location.hash))).toMatch(/q=published:<?\d{4}/)
  })

  test('every chart is a table too, with a way to the articles in each field', async () => {
    await go()
    const figure = region().getByRole('region', { name: 'Saved and read' }).first()
    await figure.getByRole('button', { name: 'Saved and read as a table' }).click()
    const first = figure.getByRole('table').getByRole('button').first()
    const count = Number(await first.textContent())
    await first.click()
    await expect.poll(() => rows().count()).toBe(count)
  })

  test('tags that are met together lead to the articles that have both', async () => {
    await go()
    const field = region().getByRole('button', { name: /^two and one|^one and two/ })
    const count = Number(await field.textContent())
    expect(count).toBeGreaterThan(2)
    await field.click()
    await expect.poll(() => rows().count()).toBe(count)
  })

  test('follows a search', async () => {
    await pressTogether(run.page, 'ga')
    await run.page.getByRole('listbox', { name: 'Articles' }).waitFor()
    await press(run.page, 'ControlOrMeta+f')
    await focused(run.page.getByRole('combobox', { name: 'Search' }))
    await run.page.keyboard.type('no:site')
    await expect.poll(() => run.page.evaluate(() => decodeURIComponent(location.hash))).toContain('q=no:site')
    const found = (await run.call('articles.list', { query: 'no:site', sort: 'saved-desc', offset: 0, limit: 1 })).total
    // the completions stand over it
    await run.page.keyboard.press('Enter')
    await run.page.getByRole('button', { name: 'View', exact: true }).click()
    await run.page.getByRole('menuitem', { name: 'Overview of these articles' }).click()
    const said = () => run.page.getByRole('main', { name: 'Overview' }).textContent()
    await expect.poll(said).toContain(found === 0 ? 'No article matches' : `${String(found)} article`)
    await run.page.getByRole('radio', { name: 'All articles' }).click()
    await expect.poll(() => sentence().count()).toBe(1)
  })

  test('is for everybody: axe finds nothing, in light and in dark', async () => {
    for (const theme of ['light', 'dark', 'sepia'] as const) {
      await run.call('settings.set', { theme })
      await expect.poll(() => run.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
      expect(await violations(run.page)).toEqual([])
    }
  })

  test('speaks German', async () => {
    await run.call('settings.set', { locale: 'de-DE' })
    await run.page.getByRole('heading', { name: 'Überblick' }).waitFor()
    await expect.poll(() => run.page.getByText('Du bewahrst').count()).toBe(1)
    expect(run.errors).toEqual([])
  })
})
