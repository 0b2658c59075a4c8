import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const SITE = 'The Harbour Log'
const AUTHOR = 'Maximiliana Theodora Featherstonehaugh-Cholmondeley of the Harbour Board'

withWindow('a row of the list', () => {
  const run = useApp()
  beforeAll(async () => {
    const pages = join(run.folder, 'pages')
    await mkdir(pages)
    const page = articlePage({ title: 'The ebb', body: 'Twice a day the water goes.' })
    await writeFile(join(pages, 'ebb.html'), page.replace('Mara Lindqvist', AUTHOR))
    await run.call('import.paths', { paths: [pages] })
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
