import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'
import { keepleaf } from './command-line.ts'
import { writePages } from './pages.ts'

const PAGES = 200
const everything = { query: '', sort: 'title-asc', offset: 0, limit: 500 } as const

async function articleFolders(root: string): Promise<number> {
  const names = await readdir(root, { recursive: true })
  return names.filter((name) => basename(name) === 'article.json').length
}

const WAIT = { timeout: 60_000, interval: 20 }

withWindow('the app killed in the middle of an import', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  beforeAll(async () => {
    folder = await temporaryFolder()
    const pages = await writePages(join(folder.path, 'pages'), PAGES)
    run = await startApp({ folder: folder.path, library: true })
    await run.call('import.paths', { paths: [pages] })
    await vi.waitFor(async () => {
      expect(await taken()).toBeGreaterThan(10)
    }, WAIT)
    await run.kill()
    // told by the folder: at the next start the rest comes in faster than a window asks
    const left = await articleFolders(join(folder.path, 'library', 'articles'))
    expect(left, 'the import was already over: nothing was tested').toBeLessThan(PAGES)
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })

  const taken = async (): Promise<number> => (await run.call('articles.list', everything)).total

  test('finds a whole library at the next start and goes on by itself', async () => {
    run = await startApp({ folder: folder.path, library: true })
    await expect.poll(taken, { timeout: 90_000 }).toBe(PAGES)
    const { rows } = await run.call('articles.list', everything)
    expect(new Set(rows.map((row) => row.title)).size).toBe(PAGES)
    await run.quit()
    const verified = await keepleaf('verify', '--library', join(folder.path, 'library'))
    expect(verified, verified.errors).toMatchObject({ status: 0 })
  })
})
