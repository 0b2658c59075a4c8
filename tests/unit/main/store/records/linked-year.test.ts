import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { moveFolder } from '../../../../../main/store/records/move-folder.ts'
import { makeLibrary, type TestLibrary } from '../library.ts'

/** A disk of its own that most systems have; without it moving between disks is not tested. */
const MEMORY_DISK = '/dev/shm'
const isOther = existsSync(MEMORY_DISK) && (await stat(MEMORY_DISK)).dev !== (await stat(tmpdir())).dev

let library: TestLibrary
let elsewhere: string
beforeEach(async () => {
  library = await makeLibrary()
  elsewhere = await mkdtemp(join(isOther ? MEMORY_DISK : tmpdir(), 'keepleaf-year-'))
})
afterEach(async () => {
  await library.remove()
  await rm(elsewhere, { recursive: true, force: true })
})

/** Puts the year of an article elsewhere, with a link in its place. */
async function linkYear(id: string): Promise<void> {
  const year = dirname(dirname(library.store.folder(id)))
  await library.close()
  await moveFolder(year, join(elsewhere, 'year'))
  await symlink(join(elsewhere, 'year'), year)
  await library.open()
}

test('the articles of a year that is a link to elsewhere stay, also when the index is made anew', async () => {
  const { id } = await library.add('One', 'harbour')
  await linkYear(id)
  await library.store.refresh()
  expect(await library.titles('harbour')).toEqual(['One'])
  await library.close()
  await rm(join(library.root, 'index.sqlite'))
  await library.open()
  expect(await library.titles('harbour')).toEqual(['One'])
})

test.skipIf(!isOther)('articles go to another disk and back: into the trash, out of it, and new ones', async () => {
  const { id } = await library.add('One', 'harbour')
  await linkYear(id)
  const { id: two } = await library.add('Two', 'harvest')
  await library.store.change({ name: 'trash', moved: [id, two].map((each) => ({ id: each, to: 'trash' as const })) })
  expect(await library.titles('is:trashed')).toEqual(['One', 'Two'])
  expect(existsSync(join(library.store.folder(id), 'original', 'page.html'))).toBe(true)
  await library.store.undo()
  expect(await library.titles('')).toEqual(['One', 'Two'])
  expect((await library.store.verify()).findings).toEqual([])
})

test.skipIf(!isOther)('a folder that a cut-off move has left beside its place does not stand in the way', async () => {
  await mkdir(join(elsewhere, 'from'))
  await mkdir(join(library.dir, 'to.moving', 'half'), { recursive: true })
  await moveFolder(join(elsewhere, 'from'), join(library.dir, 'to'))
  expect(existsSync(join(library.dir, 'to'))).toBe(true)
  expect(existsSync(join(library.dir, 'to', 'half'))).toBe(false)
})
