import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startApp, temporaryFolder, type TestApp } from './app.ts'
import { writePages } from './pages.ts'

export interface Reports {
  /** there from the first test on */
  readonly run: TestApp
  /** the suite's own folder */
  readonly folder: string
  rows(): Locator
  /** the row of a report by its number, from 1 */
  row(number: number): Locator
}

/** A window for a suite, with a library of `count` harbour reports whose rows are all shown. */
export function useReports(count: number): Reports {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  const rows = (): Locator => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = await startApp({ folder: folder.path, library: true })
    await run.call('import.paths', { paths: [await writePages(join(folder.path, 'pages'), count)] })
    await rows()
      .nth(count - 1)
      .waitFor()
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })
  return {
    get run() {
      return run
    },
    get folder() {
      return folder.path
    },
    rows,
    row: (number) => rows().filter({ hasText: `Harbour report ${String(number).padStart(3, '0')}` }),
  }
}
