import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { press } from './acting.ts'
import { useApp, withWindow } from './app.ts'

/** "Маяк стоит на скале" in windows-1251. */
const SENTENCE = Buffer.from('cce0ffea20f1f2eee8f220ede020f1eae0ebe5', 'hex')
const WORDS = Buffer.concat(Array.from({ length: 30 }, () => Buffer.concat([SENTENCE, Buffer.from('. ')])))

withWindow('a page in another encoding than it says', () => {
  const run = useApp()
  beforeAll(async () => {
    const pages = join(run.folder, 'pages')
    await mkdir(pages)
    const head = Buffer.from('<html><head><meta charset="iso-8859-1"><title>Tower</title></head><body><article><p>')
    await writeFile(
      join(pages, 'tower.html'),
      Buffer.concat([head, WORDS, Buffer.from('</p></article></body></html>')]),
    )
    await run.call('import.paths', { paths: [pages] })
  })

  test('is read again in the one that was chosen in the panel about it, and undo brings back what was', async () => {
    await run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option', { name: /Tower/ }).click()
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await reader.getByText('Ìàÿê').first().waitFor()
    await reader.getByRole('button', { name: 'About this page' }).click()
    const encoding = reader.getByRole('combobox', { name: 'Encoding' })
    await encoding.click()
    await run.page.getByRole('option', { name: 'Cyrillic, windows-1251' }).click()
    await reader.getByText('Маяк стоит на скале').first().waitFor()
    await reader.getByRole('button', { name: 'Back to what was found' }).waitFor()
    await reader.getByText('Маяк стоит на скале').first().click()
    await press(run.page, 'ControlOrMeta+z')
    await reader.getByText('Ìàÿê').first().waitFor()
    expect(run.errors).toEqual([])
  })
})
