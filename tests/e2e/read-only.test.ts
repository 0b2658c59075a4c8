import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { focused, press } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { keepleaf } from './command-line.ts'
import { writePages } from './pages.ts'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')

withWindow('a library that another program is changing', () => {
  let other: ChildProcess
  const run = useApp({
    async prepare(folder) {
      const library = join(folder, 'library')
      const pages = await writePages(join(folder, 'pages'), 2)
      expect(await keepleaf('import', pages, '--library', library)).toMatchObject({ status: 0 })
      other = spawn(process.execPath, [program, 'watch', pages, '--library', library], { stdio: 'ignore' })
      await vi.waitFor(
        async () => {
          const { pid } = JSON.parse(await readFile(join(library, 'lock'), 'utf8'))
          expect(pid, 'the other program holds the library').toBe(other.pid)
        },
        { timeout: 30_000, interval: 100 },
      )
    },
  })
  afterAll(async () => {
    if (other.exitCode === null && other.kill('SIGINT')) await once(other, 'exit')
  })

  test('is shown and can be read', async () => {
    await run.page.getByRole('option').filter({ hasText: 'Harbour report 001' }).click()
    await run.page.getByRole('main', { name: 'Reader' }).getByRole('document').getByText('Report 001').waitFor()
  })

  test('says why nothing can be changed', async () => {
    const { library } = await run.call('app.state', undefined)
    expect(library).toMatchObject({ readOnly: true, problem: { code: 'library.locked' } })
    await press(run.page, 'ControlOrMeta+,')
    await run.page.getByRole('main', { name: 'Settings' }).getByRole('status').first().waitFor()
    await run.page.getByRole('button', { name: 'Back' }).first().click()
  })

  test('offers no change, and refuses one that comes all the same', async () => {
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await expect.poll(() => reader.getByRole('button', { name: 'Star', exact: true }).isDisabled()).toBe(true)
    await expect.poll(() => run.page.getByRole('button', { name: 'Add pages' }).first().isDisabled()).toBe(true)
    const change = run.call('articles.update', { selection: { query: '' }, patch: { starred: true } })
    await expect(change).rejects.toThrow(/^library\.locked /)
  })

  test('when a new try has opened it for writing, the keys go on in the list', async () => {
    other.kill('SIGINT')
    await once(other, 'exit')
    const again = run.page.getByRole('button', { name: 'Try again' })
    await again.focus()
    await run.page.keyboard.press('Enter')
    await again.waitFor({ state: 'detached' })
    await focused(run.page.getByRole('listbox', { name: 'Articles' }))
  })
})
