import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foldersOfPages } from '../../../../main/platform/paths.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-paths-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('folders with saved pages are found, the fullest first, and folders that belong to a page are not', async () => {
  await mkdir(join(folder, 'Saved'))
  await mkdir(join(folder, 'Music'))
  await mkdir(join(folder, 'Page_files'))
  for (const name of ['Saved/a.html', 'Saved/b.MHTML', 'Music/song.mp3', 'Page.htm', 'Page_files/frame.html']) {
    await writeFile(join(folder, name), 'x')
  }
  expect(await foldersOfPages([folder])).toEqual([join(folder, 'Saved'), folder])
})

test('a folder that is not there is no suggestion and no error', async () => {
  expect(await foldersOfPages([join(folder, 'nowhere')])).toEqual([])
})
