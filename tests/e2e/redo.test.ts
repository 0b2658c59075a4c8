import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { close, focused, nothingOpen, press, pressTogether, runCommand } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { writePages } from './pages.ts'

const PAGES = 4

withWindow('taking back and making again', () => {
  const run = useApp()
  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const toast = (text: string | RegExp) => run.page.locator('.toast', { hasText: text })
  const starred = async (): Promise<number> => (await run.call('places.get', undefined)).starred
  const trash = async (): Promise<number> => (await run.call('places.get', undefined)).trash

  beforeAll(async () => {
    await run.call('import.paths', { paths: [await writePages(join(run.folder, 'pages'), PAGES)] })
    await rows()
      .nth(PAGES - 1)
      .waitFor()
  })

  test('the message after an undo names what was taken back, and offers to make it again', async () => {
    await rows().nth(0).click()
    await press(run.page, 's')
    await expect.poll(starred).toBe(1)
    await press(run.page, 'ControlOrMeta+z')
    await toast('Taken back: 1 article starred').getByRole('button', { name: 'Redo' }).click()
    await toast('Done again: 1 article starred').getByRole('button', { name: 'Undo' }).waitFor()
    expect(await starred()).toBe(1)
  })

  test('keys and palette go back and forth, and say so when there is nothing', async () => {
    await press(run.page, 'Delete')
    await expect.poll(trash).toBe(1)
    for (const key of ['ControlOrMeta+Shift+z', 'ControlOrMeta+y']) {
      await press(run.page, 'ControlOrMeta+z')
      await expect.poll(trash).toBe(0)
      await press(run.page, key)
      await expect.poll(trash).toBe(1)
    }
    await run.page.keyboard.press('ControlOrMeta+Shift+z')
    await toast('There is nothing to do again.').waitFor()
    await runCommand(run.page, 'Undo')
    await expect.poll(trash).toBe(0)
    await runCommand(run.page, 'Redo')
    await toast('Done again: 1 article moved to the trash').waitFor()
  })

  test('the list of what was changed shows what was taken back, and makes it again after a restart', async () => {
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(trash).toBe(0)
    await run.quit()
    await run.startAgain()
    await rows()
      .nth(PAGES - 1)
      .waitFor()
    await pressTogether(run.page, 'gh')
    const list = run.page.getByRole('dialog', { name: 'What was changed' }).getByRole('listitem')
    await list
      .filter({ hasText: 'Taken back: 1 article moved to the trash' })
      .getByRole('button', { name: 'Redo' })
      .click()
    await expect.poll(trash).toBe(1)
    await list.filter({ hasText: 'Taken back' }).waitFor({ state: 'detached' })
    await list.first().getByRole('button', { name: 'Undo' }).waitFor()
    await close(run.page)
    await nothingOpen(run.page)
  })

  test('a message covers nothing of a dialog, is heard over it, and a press on it leaves the dialog open', async () => {
    const size = (height: number) =>
      run.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds({ height: to }), height)
    const height = await run.page.evaluate(() => window.innerHeight)
    for (let number = 0; number < 12; number++) {
      await run.call('tags.apply', { selection: { query: '' }, add: [`tag ${String(number)}`] })
    }
    await size(480)
    await expect.poll(() => run.page.evaluate(() => window.innerHeight)).toBe(480)
    await pressTogether(run.page, 'gh')
    const dialog = run.page.getByRole('dialog', { name: 'What was changed' })
    await dialog.getByRole('button', { name: 'Undo' }).press('Enter')
    const message = toast(`Taken back: ${String(PAGES - 1)} articles tagged`)
    await message.waitFor()
    await expect
      .poll(async () => {
        const [over, under] = [await dialog.boundingBox(), await message.boundingBox()]
        return over && under && over.y + over.height <= under.y
      })
      .toBe(true)
    expect(await message.evaluate((element) => element.closest('[aria-hidden=true]'))).toBeNull()
    // the keys go on with the change before it
    await focused(dialog.getByRole('button', { name: 'Undo' }))
    await message.getByRole('button', { name: 'Redo' }).click()
    await toast(`Done again: ${String(PAGES - 1)} articles tagged`).waitFor()
    expect(await dialog.isVisible()).toBe(true)
    await close(run.page)
    await size(height)
    await run.call('tags.remove', { tags: Array.from({ length: 12 }, (_, number) => `tag ${String(number)}`) })
    for (let left = 13; left > 0; left--) await run.call('history.undo', undefined)
  })

  test('a new change ends what could be made again', async () => {
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(trash).toBe(0)
    // before the row is back, others stand in its place
    await rows()
      .nth(PAGES - 1)
      .waitFor()
    await rows().nth(1).click()
    await press(run.page, 's')
    await expect.poll(starred).toBe(2)
    await press(run.page, 'ControlOrMeta+Shift+z')
    await toast('There is nothing to do again.').waitFor()
    expect(await trash()).toBe(0)
  })

  test('going through a list makes the last again, too', async () => {
    await rows().nth(2).click()
    await runCommand(run.page, 'Go through')
    const triage = run.page.getByRole('region', { name: 'Go through' })
    await triage.getByText('1 of 2').waitFor()
    const before = await starred()
    await run.page.keyboard.press('s')
    await triage.getByText('Starred', { exact: true }).waitFor()
    await run.page.keyboard.press('ControlOrMeta+z')
    await triage.getByText('Taken back').waitFor()
    await expect.poll(starred).toBe(before)
    await run.page.keyboard.press('ControlOrMeta+Shift+z')
    await triage.getByText('Done again').waitFor()
    await expect.poll(starred).toBe(before + 1)
    await run.page.keyboard.press('Escape')
    await rows().nth(2).waitFor()
  })

  test('a search that is to be saved is named at once with the keys; saving it is taken back and made again', async () => {
    await run.page.evaluate(() => {
      location.hash = '#/library?q=harbour'
    })
    await rows().first().waitFor()
    await runCommand(run.page, 'Save this search')
    await focused(run.page.getByRole('dialog', { name: 'Save search' }).getByLabel('Name'))
    // the words of the search stand there chosen
    await run.page.keyboard.type('By the sea')
    await run.page.keyboard.press('Enter')
    await nothingOpen(run.page)
    const names = async () => (await run.call('places.get', undefined)).savedSearches.map(({ name }) => name)
    await expect.poll(names).toEqual(['By the sea'])
    await runCommand(run.page, 'Undo')
    await toast('Taken back: Search “By the sea” saved').getByRole('button', { name: 'Redo' }).click()
    await expect.poll(names).toEqual(['By the sea'])
  })

  test('what was deleted for good is left out of an undo, which says so', async () => {
    await press(run.page, 'Escape')
    const { rows: all } = await run.call('articles.list', { query: '', sort: 'title-asc', offset: 0, limit: PAGES })
    const ids = all.map(({ id }) => id)
    await run.call('articles.trash', { selection: { ids: ids.slice(-1) } })
    await run.call('tags.apply', { selection: { ids }, add: ['many'] })
    await run.call('articles.purge', { selection: { ids: ids.slice(-1) } })
    await runCommand(run.page, 'Undo')
    await toast(/articles? tagged\. 1 article was left out/).waitFor()
    expect(await run.call('tags.list', undefined)).toEqual([])
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(run.errors).toEqual([])
  })
})
