import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { focused, press } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage, writePages } from './pages.ts'

withWindow('settings and the shape of the window', () => {
  const run = useApp()

  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const total = async (): Promise<number> => (await run.call('places.get', undefined)).all
  const openSettings = async (): Promise<void> => {
    // a key pressed before the window is drawn goes nowhere
    await run.page.getByRole('navigation').first().waitFor()
    await press(run.page, 'ControlOrMeta+,')
  }
  const paper = (): Promise<string> =>
    run.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim())

  test('a folder is watched from settings, and what is saved in it comes in', async () => {
    const watched = await writePages(join(run.folder, 'downloads'), 2)
    await run.answerDialogs(watched)
    await openSettings()
    await run.page.getByRole('button', { name: 'Watch a folder …' }).click()
    await run.page.getByText(watched, { exact: true }).waitFor()
    await expect.poll(total, { timeout: 60_000 }).toBe(2)
  })

  test('when it is no longer watched, nothing more comes in', async () => {
    await run.page.getByRole('button', { name: 'Stop watching' }).press('Enter')
    await run.page.getByText('No folder is watched.').waitFor()
    // the keys go on at what is left
    await focused(run.page.getByRole('button', { name: 'Watch a folder …' }))
    await writeFile(
      join(run.folder, 'downloads', 'late.html'),
      articlePage({ title: 'Too late', body: 'The ferry has left.' }),
    )
    // longer than a watched file needs to come in
    await run.page.waitForTimeout(4000)
    expect(await total()).toBe(2)
  })

  test('the theme changes with one click and is kept', async () => {
    const light = await paper()
    await run.page.getByRole('radio', { name: 'Dark' }).click()
    await expect.poll(paper).not.toBe(light)
    await expect.poll(() => run.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    const dark = await paper()
    await run.quit()
    await run.startAgain()
    await expect.poll(paper).toBe(dark)
  })

  test('a narrow window shows one pane, and Back leads from the article to the list', async () => {
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 760, height: 700 })
    })
    const list = run.page.getByRole('listbox', { name: 'Articles' })
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await expect.poll(() => run.page.evaluate(() => innerWidth)).toBe(760)
    await rows().first().click()
    await reader.getByRole('document').waitFor()
    await list.waitFor({ state: 'hidden' })
    await reader.getByRole('button', { name: 'Back to the list' }).click()
    await list.waitFor()
    await reader.waitFor({ state: 'hidden' })
  })

  test('the reading text grows by keys, buttons and the slider, to its ends and no further', async () => {
    const kept = async (): Promise<number> => (await run.call('app.state', undefined)).settings.readingSize
    const article = run.page.getByRole('main', { name: 'Reader' }).getByRole('document')
    await rows().first().click()
    await article.waitFor()
    await press(run.page, 'ControlOrMeta+-')
    await expect.poll(kept).toBe(18)
    await press(run.page, 'ControlOrMeta+0')
    await expect.poll(kept).toBe(19)
    await run.page.getByRole('button', { name: 'Type', exact: true }).click()
    await run.page.getByRole('button', { name: 'Larger text' }).click()
    await expect.poll(kept).toBe(20)
    const slider = run.page.getByRole('slider', { name: 'Text size' })
    expect((await slider.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    await slider.press('End')
    await expect.poll(kept).toBe(26)
    expect(await run.page.getByRole('button', { name: 'Larger text' }).isDisabled()).toBe(true)
    await run.page.keyboard.press('Escape')
    await press(run.page, 'ControlOrMeta++')
    await expect.poll(() => article.evaluate((element) => getComputedStyle(element).fontSize)).toBe('26px')
    expect(await kept()).toBe(26)
  })
})
