import { beforeAll, expect, test } from 'vitest'
import { focused, nothingOpen, press, pressTogether } from './acting.ts'
import { useApp, withWindow } from './app.ts'

const NAMES = ['Harbour', 'Islands', 'Storms', 'Tides']

withWindow('putting in order', () => {
  const run = useApp()
  beforeAll(async () => {
    for (const name of NAMES) {
      await run.call('searches.save', { name, query: name.toLowerCase() })
      await run.call('rules.save', {
        rule: { id: '', name, query: name.toLowerCase(), tags: ['x'], star: false, trash: false, on: true },
        takeBack: false,
      })
    }
  })

  const places = () => run.page.getByRole('navigation', { name: 'Places' })
  const search = (name: string) => places().getByRole('button', { name })
  const kept = async () => (await run.call('places.get', undefined)).savedSearches.map(({ name }) => name)
  const shown = () =>
    places()
      .locator('[data-ordered]')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('bdi')?.textContent))

  test('keys move a saved search, one press after the other, and the focus goes with it', async () => {
    // a search that the window does not show yet cannot be passed
    await expect.poll(shown).toEqual(NAMES)
    await search('Harbour').focus()
    for (let step = 0; step < 5; step++) await run.page.keyboard.press('Alt+ArrowDown')
    const order = ['Islands', 'Storms', 'Tides', 'Harbour']
    await expect.poll(kept).toEqual(order)
    expect(await shown()).toEqual(order)
    await focused(search('Harbour'))
    await places().getByRole('status').getByText('“Harbour” is at place 4 of 4').waitFor()
    await run.page.keyboard.press('Alt+ArrowUp')
    await expect.poll(kept).toEqual(['Islands', 'Storms', 'Harbour', 'Tides'])
  })

  test('each step is taken back', async () => {
    for (let step = 0; step < 4; step++) await press(run.page, 'ControlOrMeta+z')
    await expect.poll(kept).toEqual(NAMES)
    await expect.poll(shown).toEqual(NAMES)
    await run.page.locator('.toast', { hasText: 'Taken back: Order of the saved searches changed' }).waitFor()
  })

  test('the menu moves it, too, and gives the focus back', async () => {
    await search('Storms').focus()
    await run.page.keyboard.press('Shift+F10')
    await run.page.getByRole('menuitem', { name: 'Move up' }).click()
    await expect.poll(kept).toEqual(['Harbour', 'Storms', 'Islands', 'Tides'])
    await nothingOpen(run.page)
    await focused(search('Storms'))
  })

  test('it is dragged to its place', async () => {
    await search('Tides').dragTo(search('Harbour'), { targetPosition: { x: 40, y: 4 } })
    await expect.poll(kept).toEqual(['Tides', 'Harbour', 'Storms', 'Islands'])
    expect(await places().locator('.dragged, .drop-above, .drop-below').count()).toBe(0)
    await search('Tides').dragTo(search('Storms'), { targetPosition: { x: 40, y: 24 } })
    await expect.poll(kept).toEqual(['Harbour', 'Storms', 'Tides', 'Islands'])
  })

  test('rules are moved with the same keys, and a button that can go no further hands the focus on', async () => {
    await pressTogether(run.page, 'gr')
    const main = run.page.getByRole('main', { name: 'Rules' })
    const rules = async () => (await run.call('rules.list', undefined)).map(({ name }) => name)
    await expect.poll(() => main.locator('[data-ordered]').count()).toBe(NAMES.length)
    await main.getByRole('button', { name: /^Tides/ }).focus()
    await run.page.keyboard.press('Alt+ArrowUp')
    await expect.poll(rules).toEqual(['Harbour', 'Islands', 'Tides', 'Storms'])
    await focused(main.getByRole('button', { name: /^Tides/ }))
    await main.getByRole('button', { name: 'Move Islands up' }).press('Enter')
    await expect.poll(rules).toEqual(['Islands', 'Harbour', 'Tides', 'Storms'])
    await focused(main.getByRole('button', { name: 'Move Islands down' }))
    await main
      .getByRole('listitem')
      .filter({ hasText: 'Storms' })
      .dragTo(main.getByRole('listitem').first(), {
        targetPosition: { x: 300, y: 4 },
      })
    await expect.poll(rules).toEqual(['Storms', 'Islands', 'Harbour', 'Tides'])
  })

  test('the sheet of keys names them', async () => {
    await press(run.page, '?')
    const sheet = run.page.getByRole('dialog', { name: 'Keyboard' })
    await sheet.getByText('Move the saved search up').waitFor()
    await sheet.getByText('Move the rule down').waitFor()
    await run.page.keyboard.press('Escape')
    expect(run.errors).toEqual([])
  })
})
