import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'
import { articlePage } from './pages.ts'

const SITE = 'The Harbour Log'
const AUTHOR = 'Maximiliana Theodora Featherstonehaugh-Cholmondeley of the Harbour Board'

withWindow('a row of the list', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = await startApp({ folder: folder.path, library: true })
    const pages = join(folder.path, 'pages')
    await mkdir(pages)
    const page = articlePage({ title: 'The ebb', body: 'Twice a day the water goes.' })
    await writeFile(join(pages, 'ebb.html'), page.replace('Mara Lindqvist', AUTHOR))
    await run.call('import.paths', { paths: [pages] })
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })

  test.each(['full', 'middle'] as const)('names its site whole and its author in part when it is %s', async (size) => {
    await run.call('settings.set', { rowHeight: size })
    const row = run.page.getByRole('option').first()
    const hidden = (text: string): Promise<number> =>
      row.getByText(text).evaluate((element) => element.scrollWidth - element.clientWidth)
    const width = (text: string): Promise<number> => row.getByText(text).evaluate((element) => element.clientWidth)
    await expect.poll(() => hidden(SITE)).toBeLessThanOrEqual(0)
    await expect.poll(() => hidden('Maximiliana')).toBeGreaterThan(0)
    expect(await width('Maximiliana')).toBeGreaterThanOrEqual(60)
  })
})
