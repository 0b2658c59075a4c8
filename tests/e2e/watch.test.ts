import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'
import { articlePage, writePages } from './pages.ts'

withWindow('a watched folder', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  let watched: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    watched = await writePages(join(folder.path, 'saved pages'), 2)
    run = await startApp({ folder: folder.path, library: true, args: ['--watch', watched] })
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })

  const titles = async (): Promise<string[]> => {
    const { rows } = await run.call('articles.list', { query: '', sort: 'title-asc', offset: 0, limit: 100 })
    return rows.map((row) => row.title)
  }

  test('takes in what is there', async () => {
    await expect.poll(titles, { timeout: 60_000 }).toEqual(['Harbour report 001', 'Harbour report 002'])
  })

  test('takes in a new file when it has stopped changing, and leaves it as it was', async () => {
    const file = join(watched, 'new.html')
    const page = articlePage({ title: 'A new arrival', body: 'It was saved while the app was running.' })
    await writeFile(file, page.slice(0, 300))
    await writeFile(file, page)
    await expect.poll(titles, { timeout: 60_000 }).toContain('A new arrival')
    expect(await readFile(file, 'utf8')).toBe(page)
  })

  test('is watched again at the next start, and what is known is not taken in twice', async () => {
    await run.quit()
    await writeFile(
      join(watched, 'while away.html'),
      articlePage({ title: 'While the app was away', body: 'It came when nobody looked.' }),
    )
    run = await startApp({ folder: folder.path, library: true })
    await expect.poll(titles, { timeout: 60_000 }).toContain('While the app was away')
    await expect.poll(titles).toHaveLength(4)
  })
})
