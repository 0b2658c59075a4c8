import { expect, test } from 'vitest'
import { press, runCommand } from './acting.ts'
import { withWindow } from './app.ts'
import { useReports } from './reports.ts'

const PAGES = 3

withWindow('only the text', () => {
  const reports = useReports(PAGES)
  const { row } = reports
  const reader = () => reports.run.page.getByRole('main', { name: 'Reader' })
  const heading = () => reader().getByRole('heading', { level: 1 })
  /** What of the window stands around the text. */
  const around = () =>
    reports.run.page
      .locator('nav, [role=search], [role=listbox], .pane-head, .window-buttons')
      .filter({ visible: true })
      .count()
  const hidden = () => expect.poll(around).toBe(0)
  const shown = async (): Promise<void> => {
    await reports.run.page.getByRole('navigation', { name: 'Places' }).waitFor()
    await reports.run.page.getByRole('search').waitFor()
    await reader().getByRole('radio', { name: 'Original' }).waitFor()
  }

  test('its key hides everything else and brings it back', async () => {
    await row(2).click()
    await heading().filter({ hasText: '002' }).waitFor()
    await press(reports.run.page, 'F11')
    await hidden()
    expect(await heading().isVisible()).toBe(true)
    await press(reports.run.page, 'F11')
    await shown()
  })

  test('so does the palette, and Escape or the button leads back', async () => {
    await runCommand(reports.run.page, 'Only the text')
    await hidden()
    await press(reports.run.page, 'Escape')
    await shown()
    await runCommand(reports.run.page, 'Only the text')
    await hidden()
    await reports.run.page.getByRole('button', { name: 'Back to the library' }).click()
    await shown()
  })

  test('the next article is read in the same way; the original, tags and a search bring the window back', async () => {
    // one that has another below it, whatever their order
    const top = reports.run.page.getByRole('option').first()
    const number = /\d{3}/.exec((await top.textContent()) ?? '')?.[0] ?? ''
    await top.click()
    await heading().filter({ hasText: number }).waitFor()
    await press(reports.run.page, 'F11')
    await hidden()
    await press(reports.run.page, 'j')
    await heading().filter({ hasNotText: number }).waitFor()
    await hidden()
    await press(reports.run.page, 'v')
    await shown()
    // the key shows the text first
    await press(reports.run.page, 'F11')
    await hidden()
    await press(reports.run.page, 't')
    await reports.run.page.getByRole('combobox', { name: 'Find or make a tag' }).waitFor()
    await reports.run.page.keyboard.press('Escape')
    await shown()
    await press(reports.run.page, 'F11')
    await hidden()
    await press(reports.run.page, 'ControlOrMeta+f')
    await reports.run.page.locator('[role=search] input:focus').waitFor()
    await shown()
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(reports.run.errors).toEqual([])
  })
})
