import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { focused, press, pressTogether } from './acting.ts'
import { withWindow } from './app.ts'
import { useReports } from './reports.ts'

const PAGES = 3

withWindow('rows of buttons with the keys', () => {
  const reports = useReports(PAGES)
  const key = (name: string) => reports.run.page.keyboard.press(name)
  /** how many of its buttons the Tab key stops at */
  const stops = (row: Locator) => row.locator('button:not([tabindex="-1"])').count()
  const undoable = async () =>
    (await reports.run.call('history.list', undefined)).filter(({ name }) => name === 'tag.colour').length

  test('a row of choices is one stop, and the arrow keys choose', async () => {
    await press(reports.run.page, 'ControlOrMeta+,')
    const theme = reports.run.page.getByRole('radiogroup', { name: 'Theme' })
    const radio = (name: string) => theme.getByRole('radio', { name })
    const before = (await theme.getByRole('radio', { checked: true }).textContent()) ?? ''
    await radio(before).focus()
    expect(await stops(theme)).toBe(1)
    await key('End')
    await focused(theme.getByRole('radio').last())
    expect(await theme.getByRole('radio').last().getAttribute('aria-checked')).toBe('true')
    // and round
    await key('ArrowRight')
    await focused(theme.getByRole('radio').first())
    await expect.poll(() => theme.getByRole('radio').first().getAttribute('aria-checked')).toBe('true')
    expect(await stops(theme)).toBe(1)
    await radio(before).click()
  })

  test('colours of a tag are one stop; going through them is one change, where the keys rest', async () => {
    await reports.run.call('tags.apply', { selection: { query: '' }, add: ['reports'] })
    await pressTogether(reports.run.page, 'gt')
    const tags = reports.run.page.getByRole('main', { name: 'Tags' })
    await tags.getByRole('row', { name: /^reports/ }).click()
    const colours = tags.getByRole('radiogroup', { name: 'Colour' })
    await expect.poll(() => stops(colours)).toBe(1)
    await colours.getByRole('radio', { checked: true }).focus()
    await key('Home')
    await key('ArrowRight')
    await key('ArrowDown')
    const third = colours.getByRole('radio').nth(2)
    await focused(third)
    expect(await third.getAttribute('aria-checked')).toBe('true')
    const wanted = await third.getAttribute('data-colour')
    await expect.poll(undoable).toBe(1)
    const kept = async () =>
      (await reports.run.call('tags.list', undefined)).find(({ tag }) => tag === 'reports')?.colour ?? ''
    await expect.poll(kept).toBe(wanted)
    // leaving the row keeps at once what was walked to
    await key('End')
    await key('Tab')
    await expect.poll(undoable).toBe(2)
    expect(await stops(colours)).toBe(1)
  })

  test('colours that marks are narrowed to are one stop, and Space presses one', async () => {
    await pressTogether(reports.run.page, 'gm')
    const colours = reports.run.page.getByRole('toolbar', { name: 'By colour' })
    await expect.poll(() => stops(colours)).toBe(1)
    await colours.getByRole('button').first().focus()
    await key('ArrowRight')
    await focused(colours.getByRole('button').nth(1))
    expect(await colours.locator('[aria-pressed=true]').count()).toBe(0)
    await key('Space')
    await expect.poll(() => colours.getByRole('button').nth(1).getAttribute('aria-pressed')).toBe('true')
    // the Tab key comes back to it
    await key('Tab')
    await key('Shift+Tab')
    await focused(colours.getByRole('button').nth(1))
    await pressTogether(reports.run.page, 'ga')
  })

  test('the bar over a selection is one stop', async () => {
    await reports.row(1).click()
    await reports.run.page.getByRole('main', { name: 'Reader' }).getByRole('document').waitFor()
    await press(reports.run.page, '.')
    const bar = reports.run.page.getByRole('toolbar', { name: 'Mark the selection' })
    await bar.waitFor()
    expect(await stops(bar)).toBe(1)
    await bar.getByRole('button').first().focus()
    await key('ArrowLeft')
    await focused(bar.getByRole('button', { name: 'Copy' }))
    expect(await stops(bar)).toBe(1)
    await key('Escape')
  })

  test('forms of an export are one stop, and the arrow keys choose', async () => {
    await press(reports.run.page, 'e')
    const formats = reports.run.page.getByRole('radiogroup', { name: 'Format' })
    const chosen = formats.getByRole('radio', { checked: true })
    await focused(chosen)
    const before = await chosen.textContent()
    await key('ArrowRight')
    await expect.poll(() => chosen.textContent()).not.toBe(before)
    await focused(chosen)
    expect(await stops(formats)).toBe(1)
    await key('Escape')
    expect(reports.run.errors).toEqual([])
  })
})
