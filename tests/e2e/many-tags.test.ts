import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { focused } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { writePages } from './pages.ts'

const TAGS = 600

withWindow('a library with very many tags', () => {
  const run = useApp()

  beforeAll(async () => {
    await run.call('import.paths', { paths: [await writePages(join(run.folder, 'pages'), 2)] })
    await run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option').nth(1).waitFor()
    const names = Array.from({ length: TAGS }, (_, at) => `topic ${String(at).padStart(3, '0')}`)
    await run.call('tags.apply', { selection: { query: '001' }, add: names.slice(0, -1) })
    await run.call('tags.apply', { selection: { query: '' }, add: names.slice(-1) })
  })

  const tags = () => run.page.getByRole('main', { name: 'Tags' })

  test('the places show the most used ones, and where all of them are', async () => {
    const places = run.page.getByRole('navigation', { name: 'Places' })
    await places.getByRole('button', { name: 'topic 599' }).waitFor()
    expect(await places.getByRole('button', { name: /^topic \d/ }).count()).toBe(200)
    await places.getByRole('button', { name: 'All tags 600' }).click()
    await tags()
      .getByRole('row', { name: /^topic 000/ })
      .waitFor()
  })

  test('all of them are walked through with the keys, and only those on the screen are drawn', async () => {
    const grid = tags().getByRole('treegrid', { name: 'All tags' })
    await grid.focus()
    await focused(grid)
    const named = async () => {
      const id = await grid.getAttribute('aria-activedescendant')
      return id === null ? '' : run.page.locator(`#${id}`).innerText()
    }
    await run.page.keyboard.press('End')
    await expect.poll(named).toMatch(/^topic 599/)
    await run.page.keyboard.press('ArrowUp')
    await run.page.keyboard.press('ArrowUp')
    await expect.poll(named).toMatch(/^topic 597/)
    expect(await grid.getByRole('row').count()).toBeLessThan(100)
    expect(await violations(run.page)).toEqual([])
  })

  test('a tag to merge into is found by typing', async () => {
    const into = tags().getByRole('combobox', { name: 'Merge into another tag' })
    await into.fill('nowhere')
    await tags().getByText('No tag has “nowhere” in it.').waitFor()
    await into.fill('topic 599')
    await into.press('Enter')
    await expect.poll(async () => (await run.call('tags.list', undefined)).length).toBe(TAGS - 1)
    await tags().getByRole('heading', { name: 'topic 599' }).waitFor()
  })
})
