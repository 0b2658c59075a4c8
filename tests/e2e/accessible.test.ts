import { resolve } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { violations } from './accessibility.ts'
import { close, focused, press } from './acting.ts'
import { takeIn, useApp, withWindow } from './app.ts'

const samples = resolve(import.meta.dirname, '../../samples')

/** Buttons that are smaller than a finger can hit (WCAG 2.2, 2.5.8), unless something around them is hit instead. */
function small(): string[] {
  const LEAST_PX = 24
  return [...document.querySelectorAll('button')].flatMap((button) => {
    const { width, height } = button.getBoundingClientRect()
    const around = getComputedStyle(button, '::after')
    const grown = around.content !== 'none' && around.position === 'absolute' ? -2 * parseFloat(around.top) : 0
    const shown = width > 2 && button.checkVisibility({ visibilityProperty: true })
    const name = button.getAttribute('aria-label') ?? button.textContent
    return shown && Math.min(width, height) + grown < LEAST_PX ? [`${name} ${String(width)} x ${String(height)}`] : []
  })
}

withWindow('the main views for everybody', () => {
  const run = useApp()
  beforeAll(async () => {
    await takeIn(run, samples)
    await run.page.getByRole('option').first().waitFor()
  })
  async function resize(width: number, height: number): Promise<void> {
    await run.app.evaluate(
      ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
      [width, height] as const,
    )
    await expect.poll(() => run.page.evaluate(() => innerWidth)).toBe(width)
  }

  test('the library', async () => {
    expect(await violations(run.page)).toEqual([])
  })

  test('an open article', async () => {
    await run.page.getByRole('option').first().click()
    await run.page.getByRole('main').getByRole('document').waitFor()
    expect(await violations(run.page)).toEqual([])
  })

  test('what is pressed is large enough, in an article, what is known of it, and a report', async () => {
    await run.page.getByRole('option').first().click()
    await run.page.getByRole('main').getByRole('document').waitFor()
    await run.page.getByRole('button', { name: 'About this page' }).click()
    await run.page.getByRole('complementary', { name: 'About this page' }).waitFor()
    expect(await run.page.evaluate(small)).toEqual([])
    await run.page.getByRole('button', { name: 'About this page' }).click()
    await run.page.getByRole('button', { name: 'Report' }).first().click()
    await run.page.getByRole('button', { name: 'Open', exact: true }).first().waitFor()
    expect(await run.page.evaluate(small)).toEqual([])
    await run.page.getByRole('button', { name: 'Back' }).first().click()
    await run.page.getByRole('option').first().waitFor()
  })

  test('a place without articles is no list of choices', async () => {
    const starred = run.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^Starred/ })
    await starred.click()
    await run.page.getByRole('group', { name: 'Articles' }).waitFor()
    expect(await run.page.getByRole('listbox', { name: 'Articles' }).count()).toBe(0)
    expect(await violations(run.page)).toEqual([])
    await run.page.getByRole('button', { name: /^Show all/ }).click()
    await run.page.getByRole('listbox', { name: 'Articles' }).waitFor()
  })

  test('rows are walked and opened with the keyboard alone', async () => {
    const list = run.page.getByRole('listbox', { name: 'Articles' })
    await list.focus()
    await focused(list)
    const title = (): Promise<string | null> =>
      run.page.getByRole('main').getByRole('heading', { level: 1 }).textContent()
    await run.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
    const first = await title()
    const chosen = () => list.getAttribute('aria-activedescendant')
    const before = await chosen()
    await run.page.keyboard.press('j')
    await expect.poll(chosen).not.toBe(before)
    await run.page.keyboard.press('Enter')
    await expect.poll(title).not.toBe(first)
  })

  test('F6 goes from pane to pane, and round', async () => {
    const list = run.page.getByRole('listbox', { name: 'Articles' })
    await list.focus()
    await focused(list)
    const pane = () =>
      run.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane'])
    for (const next of ['reader', 'places', 'list']) {
      await run.page.keyboard.press('F6')
      await expect.poll(pane).toBe(next)
    }
  })

  test('the focus goes back from tags to the list they were opened from', async () => {
    const list = run.page.getByRole('listbox', { name: 'Articles' })
    await list.focus()
    await focused(list)
    await run.page.keyboard.press('t')
    await focused(run.page.getByRole('combobox', { name: 'Find or make a tag' }))
    await run.page.keyboard.press('Escape')
    await focused(list)
  })

  test('the sheet of keys', async () => {
    await press(run.page, '?')
    await run.page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    expect(await violations(run.page)).toEqual([])
    await close(run.page)
  })

  test('what goes with its own press leaves the keys where it stood', async () => {
    const list = run.page.getByRole('listbox', { name: 'Articles' })
    await list.focus()
    await focused(list)
    await run.page.keyboard.press('j')
    await run.page.keyboard.press('x')
    await run.page.getByRole('button', { name: 'End the selection' }).press('Enter')
    await focused(list)
  })

  test('what is known of a page is changed with the keys, which stay at its line', async () => {
    await run.page.getByRole('listbox', { name: 'Articles' }).focus()
    await run.page.keyboard.press('i')
    const about = run.page.getByRole('complementary', { name: 'About this page' })
    const site = about.locator('[data-field=site]')
    const found = await site.innerText()
    await site.press('Enter')
    await about.getByRole('textbox', { name: 'Site' }).press('Escape')
    await focused(site)
    await site.press('Enter')
    await about.getByRole('textbox', { name: 'Site' }).fill('The Other Log')
    await run.page.keyboard.press('Enter')
    await expect.poll(() => site.innerText()).toBe('The Other Log')
    await focused(site)
    await about.getByRole('button', { name: 'Back to what was found' }).press('Enter')
    await expect.poll(() => site.innerText()).toBe(found)
    await focused(site)
    await run.page.keyboard.press('i')
    await about.waitFor({ state: 'detached' })
  })

  test('where that lies over the article, the keys go into it, and back', async () => {
    const [width, height] = await run.page.evaluate(() => [innerWidth, innerHeight] as const)
    onTestFinished(() => resize(width, height))
    await resize(800, 600)
    const article = run.page.getByRole('region', { name: 'Article', exact: true })
    await article.focus()
    await run.page.keyboard.press('i')
    await focused(run.page.getByRole('complementary', { name: 'About this page' }).getByRole('button').first())
    await expect.poll(() => article.isVisible()).toBe(false)
    await run.page.keyboard.press('i')
    await focused(article)
  })

  test('a view that is opened with a key has the focus, and the list when it is shown again', async () => {
    const inView = () => run.page.evaluate(() => document.activeElement?.closest('.view') !== null)
    await run.page.keyboard.press('ControlOrMeta+,')
    await run.page.getByRole('heading', { name: 'Settings' }).waitFor()
    await expect.poll(inView).toBe(true)
    await run.page.keyboard.press('Alt+ArrowLeft')
    await focused(run.page.getByRole('listbox', { name: 'Articles' }))
  })
  test.each([
    ['tags', 'Tags'],
    ['marks', 'Marks'],
    ['duplicates', 'Duplicates'],
    ['links', 'Linked, not saved'],
    ['rules', 'Rules'],
    ['overview', 'Overview'],
    ['settings', 'Settings'],
  ])('F6 goes between the places and %s', async (name, title) => {
    const where = () =>
      run.page.evaluate(() => {
        const now = document.activeElement
        return now?.closest('.view main') ? 'view' : now?.closest<HTMLElement>('[data-pane]')?.dataset['pane']
      })
    await run.page.evaluate((view) => (location.hash = `#/${view}`), name)
    // the view before it is a main as well
    await run.page.getByRole('main', { name: title, exact: true }).waitFor()
    await run.page.locator('[data-pane=places] button').first().focus()
    for (const next of ['view', 'places']) {
      await run.page.keyboard.press('F6')
      await expect.poll(where).toBe(next)
    }
  })
})
