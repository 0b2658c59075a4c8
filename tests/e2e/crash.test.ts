import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { useApp, withWindow } from './app.ts'
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
  const run = useApp()
  beforeAll(async () => {
    const pages = await writePages(join(run.folder, 'pages'), PAGES)
    await run.call('import.paths', { paths: [pages] })
    await vi.waitFor(async () => {
      expect(await taken()).toBeGreaterThan(10)
    }, WAIT)
    await run.kill()
    // told by the folder: at the next start the rest comes in faster than a window asks
    const left = await articleFolders(join(run.folder, 'library', 'articles'))
    expect(left, 'the import was already over: nothing was tested').toBeLessThan(PAGES)
  })

  const taken = async (): Promise<number> => (await run.call('articles.list', everything)).total

  test('finds a whole library at the next start and goes on by itself', async () => {
    await run.startAgain()
    await expect.poll(taken, { timeout: 90_000 }).toBe(PAGES)
    const { rows } = await run.call('articles.list', everything)
    expect(new Set(rows.map((row) => row.title)).size).toBe(PAGES)
    await run.quit()
    const verified = await keepleaf('verify', '--library', join(run.folder, 'library'))
    expect(verified, verified.errors).toMatchObject({ status: 0 })
  })
})
