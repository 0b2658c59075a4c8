import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, temporaryFolder, withWindow, type TestApp } from './app.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const samples = resolve(import.meta.dirname, '../../samples')

withWindow('the main views for everybody', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  beforeAll(async () => {
    folder = await temporaryFolder()
    run = await startApp({ folder: folder.path, library: true })
    await run.page.evaluate(await readFile(axe, 'utf8'))
    await run.call('import.paths', { paths: [samples] })
    await run.page.getByRole('option').first().waitFor()
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })

  /** What axe finds against WCAG 2 A and AA, one line each. */
  async function violations(): Promise<string[]> {
    const result = await run.page.evaluate(async (): Promise<AxeResults> => {
      const checker = Reflect.get(window, 'axe')
      return checker.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    })
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
  }

  test('the library', async () => {
    expect(await violations()).toEqual([])
  })

  test('an open article', async () => {
    await run.page.getByRole('option').first().click()
    await run.page.getByRole('main').getByRole('document').waitFor()
    expect(await violations()).toEqual([])
  })

  test('rows are walked and opened with the keyboard alone', async () => {
    await run.page.getByRole('listbox', { name: 'Articles' }).focus()
    const title = (): Promise<string | null> =>
      run.page.getByRole('main').getByRole('heading', { level: 1 }).textContent()
    const first = await title()
    await run.page.keyboard.press('j')
    await run.page.keyboard.press('Enter')
    await expect.poll(title).not.toBe(first)
  })
})
