import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useApp, withWindow } from './app.ts'
import { writePages } from './pages.ts'

/** More tags than a low window shows at once. */
const TAGS = 40

withWindow('heads that stay while a table is scrolled', () => {
  const run = useApp()
  beforeAll(async () => {
    await run.call('import.paths', { paths: [await writePages(join(run.folder, 'pages'), 1)] })
    const rows = run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
    await rows.first().waitFor()
    const add = Array.from({ length: TAGS }, (_, at) => `tag ${String(at).padStart(2, '0')}`)
    await run.call('tags.apply', { selection: { query: '' }, add })
  })

  test('leave the focus ring of the table its room', async () => {
    await run.page.evaluate(() => {
      location.hash = '#/tags'
    })
    const region = run.page.getByRole('treegrid', { name: 'All tags' })
    await region.getByRole('row').nth(5).waitFor({ state: 'attached' })
    for (let steps = 0; steps < 30; steps++) {
      if (await region.evaluate((element) => element === document.activeElement)) break
      await run.page.keyboard.press('Tab')
    }
    await region.evaluate((element) => {
      element.scrollTop = 200
    })
    const places = () =>
      region.evaluate((element) => ({
        scrolled: element.scrollTop > 0,
        ring: element.matches(':focus-visible'),
        below:
          (element.querySelector('thead th')?.getBoundingClientRect().top ?? 0) - element.getBoundingClientRect().top,
      }))
    await expect.poll(places).toEqual({ scrolled: true, ring: true, below: 2 })
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(run.errors).toEqual([])
  })
})
