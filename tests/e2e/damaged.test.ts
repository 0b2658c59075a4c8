import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useApp, withWindow } from './app.ts'
import { keepleaf } from './command-line.ts'
import { writePages } from './pages.ts'

withWindow('a library whose library.json is damaged', () => {
  const run = useApp({
    async prepare(folder) {
      const library = join(folder, 'library')
      const pages = await writePages(join(folder, 'pages'), 2)
      expect(await keepleaf('import', pages, '--library', library)).toMatchObject({ status: 0 })
      await writeFile(join(library, 'library.json'), '{ "version": 1, "tags": {')
    },
  })

  test('says so in a sentence until it was read, and shows the articles all the same', async () => {
    const found = run.page.getByRole('status', { name: 'Found in the library' })
    await found.getByText('is damaged').waitFor()
    await run.page.getByRole('option').filter({ hasText: 'Harbour report 001' }).waitFor()
    await found.getByRole('button', { name: 'Understood' }).click()
    await found.waitFor({ state: 'detached' })
    expect(run.errors).toEqual([])
  })
})
