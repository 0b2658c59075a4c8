import { beforeAll, expect, test } from 'vitest'
import { makeLibrary, makeNew } from '../unit/main/store/library.ts'
import { close, focused, nothingOpen, press, runCommand } from './acting.ts'
import { useApp, withWindow } from './app.ts'

/** Enough for a change to be seen at work, and more than the list ever loads. */
const ARTICLES = 2000
const WAIT = { timeout: 90_000 }

withWindow('thousands at once', () => {
  const run = useApp({
    async prepare(folder) {
      const library = await makeLibrary(folder)
      const page = await makeNew(folder, 'Page', 'The tide table of the harbour.')
      const numbers = Array.from({ length: ARTICLES }, (_, at) => String(at).padStart(4, '0'))
      await Promise.all(
        numbers.map((number) => {
          const title = `Tide ${number}`
          return library.store.add({ ...page, record: { ...page.record, title, hashes: { source: '', text: title } } })
        }),
      )
      await library.close()
    },
  })
  beforeAll(async () => {
    await run.call('settings.set', { sort: 'title-asc' })
    await run.page.reload()
    await row(0).waitFor()
  })

  const list = () => run.page.getByRole('listbox', { name: 'Articles' })
  const row = (number: number) => list().getByRole('option', { name: `Tide ${String(number).padStart(4, '0')}` })
  const selected = (count: string) => run.page.getByRole('heading', { name: `${count} selected` })
  const tagged = async (tag: string): Promise<number> =>
    (await run.call('places.get', undefined)).tags.find((each) => each.tag === tag)?.count ?? 0
  /** which of the first rows are chosen */
  const chosen = async (): Promise<number[]> => {
    const rows = await list().locator('[role=option][aria-selected=true]').all()
    const places = await Promise.all(rows.map((each) => each.getAttribute('aria-posinset')))
    return places.map((place) => Number(place) - 1).sort((a, b) => a - b)
  }
  const keys = async (...pressed: string[]): Promise<void> => {
    await list().focus()
    await focused(list())
    for (const key of pressed) await run.page.keyboard.press(key)
  }

  test('rows are chosen with keys and clicks as in a file manager', async () => {
    await row(1).click()
    await expect.poll(chosen).toEqual([1])
    await keys('Shift+ArrowDown', 'Shift+ArrowDown')
    await expect.poll(chosen).toEqual([1, 2, 3])
    await keys('Shift+ArrowUp')
    await expect.poll(chosen).toEqual([1, 2])
    await keys('ArrowDown')
    await expect.poll(chosen).toEqual([3])
    await keys('ControlOrMeta+ArrowDown', 'ControlOrMeta+ArrowDown', 'ControlOrMeta+Space')
    await expect.poll(chosen).toEqual([3, 5])
    await keys('ControlOrMeta+Space')
    await expect.poll(chosen).toEqual([3])
    await row(0).click()
    await row(2).click({ modifiers: ['ControlOrMeta'] })
    await expect.poll(chosen).toEqual([0, 2])
    await row(4).click({ modifiers: ['ControlOrMeta', 'Shift'] })
    await expect.poll(chosen).toEqual([0, 2, 3, 4])
    await row(3).click({ modifiers: ['Shift'] })
    await expect.poll(chosen).toEqual([2, 3])
    await keys('Shift+Home')
    await expect.poll(chosen).toEqual([0, 1, 2])
    await keys('Escape')
    await selected('3').waitFor({ state: 'detached' })
  })

  test('up to the end, over rows that were never loaded, and all of them', async () => {
    await row(3).click()
    await keys('Shift+End')
    await selected('1,997').waitFor()
    await row(ARTICLES - 1).waitFor()
    await keys('Shift+Home')
    await selected('4').waitFor()
    await press(run.page, 'ControlOrMeta+a')
    await selected('2,000').waitFor()
    await keys('ControlOrMeta+Space')
    await selected('1,999').waitFor()
    await keys('Escape')
  })

  test('all get a tag, which shows how far it is, and one undo takes it off all of them', async () => {
    await press(run.page, 'ControlOrMeta+a')
    await selected('2,000').waitFor()
    await press(run.page, 't')
    const field = run.page.getByRole('combobox', { name: 'Find or make a tag' })
    await field.fill('tides')
    await run.page.getByRole('option', { name: 'tides' }).waitFor()
    await field.press('Enter')
    await run.page.getByRole('button', { name: 'Change 2,000 articles' }).click()
    await run.page.getByRole('button', { name: 'Imports and other work' }).getByRole('progressbar').waitFor()
    await run.page.getByText('2,000 articles tagged').waitFor(WAIT)
    await expect.poll(() => tagged('tides'), WAIT).toBe(ARTICLES)
    await press(run.page, 'Escape')
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(() => tagged('tides'), WAIT).toBe(0)
  })

  test('cancelled in the tray, it takes back what it had reached', async () => {
    await run.page.getByRole('button', { name: 'Imports and other work' }).click()
    const panel = run.page.getByRole('dialog', { name: 'Imports and other work' })
    await panel.waitFor()
    const change = run.call('tags.apply', { selection: { query: '' }, add: ['never'] })
    const refused = expect(change).rejects.toThrow('change.cancelled')
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await refused
    await expect.poll(() => tagged('never'), WAIT).toBe(0)
    await close(run.page)
  })

  test('the list of what was changed takes back the newest, then the one before it', async () => {
    const starred = async (): Promise<number> => (await run.call('places.get', undefined)).starred
    await row(0).click()
    await press(run.page, 's')
    await expect.poll(starred).toBe(1)
    await row(1).click()
    await press(run.page, 'm')
    await runCommand(run.page, 'What was changed')
    const dialog = run.page.getByRole('dialog', { name: 'What was changed' })
    const entries = dialog.getByRole('list', { name: 'What was changed' }).getByRole('listitem')
    await entries.first().getByText('1 article marked as read').waitFor()
    await entries.nth(1).getByText('1 article starred').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Undo' }).count()).toBe(1)
    await entries.first().getByRole('button', { name: 'Undo' }).click()
    // what was taken back stands above, to be made again
    const undoable = entries.filter({ has: run.page.getByRole('button', { name: 'Undo' }) })
    await undoable.getByText('1 article starred').waitFor()
    await entries.first().getByRole('button', { name: 'Redo' }).waitFor()
    await undoable.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(starred).toBe(0)
    await entries.nth(1).getByRole('button', { name: 'Redo' }).click()
    await expect.poll(starred).toBe(1)
    await close(run.page)
    await nothingOpen(run.page)
    expect(run.errors).toEqual([])
  })
})
