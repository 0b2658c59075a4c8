import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startApp, useApp, withWindow } from './app.ts'

withWindow('the window', () => {
  const run = useApp()

  test('shows the app and opens the library that was asked for', async () => {
    await expect.poll(() => run.page.title()).toMatch(/Keepleaf/)
    const library = async () => (await run.call('app.state', undefined)).library
    await expect.poll(library).toMatchObject({ path: join(run.folder, 'library'), readOnly: false })
  })

  test('--library is for this start only: the settings keep theirs', async () => {
    const { settings } = await run.call('app.state', undefined)
    expect(settings.library).toBeUndefined()
  })

  test('has nothing of Node', async () => {
    const found = await run.page.evaluate(() => [typeof globalThis.process, typeof Reflect.get(window, 'require')])
    expect(found).toEqual(['undefined', 'undefined'])
  })

  test('comes back where it was left', async () => {
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 50, width: 1000, height: 700 })
    })
    await run.quit()
    await run.startAgain()
    const bounds = () => run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
    await expect.poll(bounds).toEqual({ x: 60, y: 50, width: 1000, height: 700 })
  })

  test('a second start hands its files over and ends', async () => {
    const page = join(run.folder, 'handed over.html')
    await expect(startApp({ folder: run.folder, args: [page] })).rejects.toThrow()
    const imports = async (): Promise<string[]> =>
      (await run.call('jobs.list', undefined)).filter(({ kind }) => kind === 'import').map(({ name }) => name)
    await expect.poll(imports, { timeout: 60_000 }).toEqual(['handed over.html'])
  })
})
