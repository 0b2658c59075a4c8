import { expect, test } from 'vitest'
import { close, focused, nothingOpen, press, pressTogether } from './acting.ts'
import { withWindow } from './app.ts'
import { useReports } from './reports.ts'

/** More rows, and tags in the places, than a window of this height shows. */
const PAGES = 8
const TAGS = 40
const HEIGHT = 480
/** Somewhere in the midst, px. */
const DOWN = 200
const DOWN_PLACES = 300

withWindow('one’s place in the window', () => {
  const reports = useReports(PAGES)
  const page = () => reports.run.page
  const list = () => page().getByRole('listbox', { name: 'Articles' })
  const places = () => page().getByRole('navigation', { name: 'Places' }).locator('.scroll')
  const top = (pane: ReturnType<typeof list>) => pane.evaluate((element) => element.scrollTop)
  const scroll = (pane: ReturnType<typeof list>, to: number) =>
    pane.evaluate((element, px) => {
      element.scrollTop = px
      return new Promise(requestAnimationFrame)
    }, to)

  test('list and places stand where they stood when they are shown again', async () => {
    const add = Array.from({ length: TAGS }, (_, at) => `tag ${String(at)}`)
    await reports.run.call('tags.apply', { selection: { query: '001' }, add })
    await places().getByRole('button', { name: 'tag 39' }).waitFor()
    await reports.run.app.evaluate(
      ({ BrowserWindow }, height) => BrowserWindow.getAllWindows()[0]?.setBounds({ height }),
      HEIGHT,
    )
    await expect.poll(() => page().evaluate(() => window.innerHeight)).toBe(HEIGHT)
    await scroll(list(), DOWN)
    await scroll(places(), DOWN_PLACES)
    await pressTogether(page(), 'gt')
    await page().getByRole('main', { name: 'Tags' }).waitFor()
    expect(await top(places())).toBe(DOWN_PLACES)
    await page().keyboard.press('Alt+ArrowLeft')
    await list().waitFor()
    await expect.poll(() => top(list())).toBe(DOWN)

    // a search has its own pane in the place of the places
    await page().getByRole('combobox', { name: 'Search' }).fill('harbour')
    await places().waitFor({ state: 'detached' })
    await page().getByRole('combobox', { name: 'Search' }).fill('')
    await places().waitFor()
    await expect.poll(() => top(places())).toBe(DOWN_PLACES)
    // another list begins at its top
    await expect.poll(() => top(list())).toBe(0)
  })

  test('the keys go on in the text after its bar was used with them', async () => {
    await list().focus()
    await page().keyboard.press('Home')
    await page().keyboard.press('Enter')
    const reader = page().getByRole('main', { name: 'Reader' })
    await reader.getByRole('document').waitFor()
    await press(page(), '.')
    const bar = reader.getByRole('toolbar', { name: 'Mark the selection' })
    await bar.getByRole('button').first().focus()
    await page().keyboard.press('Enter')
    await expect.poll(() => reader.locator('mark[data-mark]').count()).toBe(1)
    await focused(reader.getByRole('region', { name: 'Article' }))
    await press(page(), 'i')
    await reader.getByRole('button', { name: 'Close' }).press('Enter')
    await focused(reader.getByRole('region', { name: 'Article' }))
  })

  test('a new rule is written at once', async () => {
    await pressTogether(page(), 'gr')
    await page().getByRole('main', { name: 'Rules' }).getByRole('button', { name: 'New rule' }).first().press('Enter')
    await focused(page().getByRole('complementary', { name: 'New rule' }).getByLabel('Name'))
    await page().evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await pressTogether(page(), 'ga')
    await list().waitFor()
  })

  test('what is deleted or saved hands the focus on to what is left', async () => {
    const rule = (name: string) => ({
      ...{ rule: { id: '', name, query: 'harbour', tags: ['x'], star: false, trash: false, on: true } },
      takeBack: false,
    })
    for (const name of ['One', 'Two', 'Three']) {
      await reports.run.call('searches.save', { name: `Search ${name}`, query: name })
      await reports.run.call('rules.save', rule(`Rule ${name}`))
    }
    const search = (name: string) => places().getByRole('button', { name: `Search ${name}` })
    await search('Two').focus()
    await page().keyboard.press('Shift+F10')
    await page().getByRole('menuitem', { name: 'Edit' }).press('Enter')
    await page().getByRole('dialog', { name: 'Edit search' }).waitFor()
    await close(page())
    await focused(search('Two'))
    await page().keyboard.press('Shift+F10')
    await page().getByRole('menuitem', { name: 'Delete search' }).press('Enter')
    await search('Two').waitFor({ state: 'detached' })
    await nothingOpen(page())
    await focused(search('Three'))

    await pressTogether(page(), 'gr')
    const rules = page().getByRole('main', { name: 'Rules' })
    const named = (name: string) => rules.getByRole('button', { name: new RegExp(`^Rule ${name}`) })
    await named('Two').press('Enter')
    const editor = rules.getByRole('complementary', { name: 'Rule Two' })
    await editor.getByRole('checkbox', { name: 'Star them' }).click()
    await editor.getByRole('button', { name: 'Save rule' }).press('Enter')
    await focused(named('Two'))
    await editor.getByRole('button', { name: 'Delete rule' }).press('Enter')
    await named('Two').waitFor({ state: 'detached' })
    await focused(named('Three'))

    await pressTogether(page(), 'gt')
    const tags = page().getByRole('main', { name: 'Tags' })
    await tags.getByRole('row', { name: /^tag 7/ }).click()
    await tags.getByRole('button', { name: 'Delete tag, keep articles' }).press('Enter')
    await focused(
      tags
        .getByRole('treegrid')
        .or(tags.getByRole('region', { name: 'All tags' }))
        .first(),
    )
    await pressTogether(page(), 'ga')
    await list().waitFor()
  })

  test('long keys stay in their column of the sheet', async () => {
    await reports.run.call('settings.set', { locale: 'de' })
    await page().reload()
    await page().getByRole('listbox', { name: 'Artikel' }).waitFor()
    await press(page(), '?')
    const sheet = page().getByRole('dialog', { name: 'Tastatur' })
    await sheet.getByText('Wiederholen').waitFor()
    const outside = await sheet.locator('dl > div').evaluateAll((rows) =>
      rows
        .filter((row) => {
          const key = row.querySelector('dd')?.getBoundingClientRect()
          const { left, right } = row.getBoundingClientRect()
          return !key || key.right > right + 1 || key.left < left
        })
        .map((row) => row.textContent),
    )
    expect(outside).toEqual([])
    await close(page())
    expect(reports.run.errors).toEqual([])
  })
})
