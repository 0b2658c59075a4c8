import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { focused, pressTogether } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

withWindow('duplicates', () => {
  const run = useApp()

  beforeAll(async () => {
    const paths: string[] = []
    for (const title of ['Ebb', 'Flow']) {
      for (const day of ['Monday', 'Tuesday', 'Friday']) {
        await mkdir(join(run.folder, day), { recursive: true })
        const path = join(run.folder, day, `${title}.html`)
        const words = Array.from({ length: 150 }, (_, at) => `${title}${String((at * 7919) % 1009)}`)
        const body = `Written down on ${day}. ${words.join(' ')}.`
        await writeFile(path, articlePage({ title, body }))
        paths.push(path)
      }
    }
    await run.call('import.paths', { paths })
  })

  const count = async (): Promise<number> =>
    (await run.call('articles.list', { query: '', sort: 'title-asc', offset: 0, limit: 10 })).total
  const group = (title: string) =>
    run.page.getByRole('main', { name: 'Duplicates' }).getByRole('region', { name: title, exact: true })

  test('one of a larger group is left out of a merge, and the keys go on where the group was', async () => {
    await expect.poll(count).toBe(6)
    await pressTogether(run.page, 'gd')
    await group('Ebb').getByRole('radio').first().check()
    await group('Flow').getByRole('radio').first().check()
    // the one that is kept is in it anyway
    const boxes = group('Ebb').getByRole('checkbox', { name: 'Merge “Ebb”, too' })
    expect(await boxes.count()).toBe(3)
    expect(await boxes.first().isDisabled()).toBe(true)
    await boxes.last().press('Space')
    expect(await violations(run.page)).toEqual([])
    // the group whose newest article came last stands first, and these came together
    const merges = run.page.getByRole('button', { name: /^Merge \d/ })
    const place = (await merges.allInnerTexts()).indexOf('Merge 2 into one')
    await group('Ebb').getByRole('button', { name: 'Merge 2 into one' }).press('Enter')
    await expect.poll(count).toBe(5)
    // what was left out has the same address as the one that was kept
    await expect.poll(() => group('Ebb').getByRole('checkbox').count()).toBe(0)
    await group('Ebb').getByRole('button', { name: 'Merge 2 into one' }).waitFor()
    await focused(merges.nth(place))
  })
})
