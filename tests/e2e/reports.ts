import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { beforeAll } from 'vitest'
import { useApp, type SuiteApp } from './app.ts'
import { writePages } from './pages.ts'

export interface Reports {
  run: SuiteApp
  rows(): Locator
  /** the row of a report by its number, from 1 */
  row(number: number): Locator
}

/** A window for a suite, with a library of `count` harbour reports whose rows are all shown. */
export function useReports(count: number): Reports {
  const run = useApp()
  const rows = (): Locator => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  beforeAll(async () => {
    await run.call('import.paths', { paths: [await writePages(join(run.folder, 'pages'), count)] })
    await rows()
      .nth(count - 1)
      .waitFor()
  })
  return {
    run,
    rows,
    row: (number) => rows().filter({ hasText: `Harbour report ${String(number).padStart(3, '0')}` }),
  }
}
