import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../../../main/platform/hash.ts'
import { openStore } from '../../../../main/store/open.ts'
import type { Store } from '../../../../main/store/store.ts'
import { makeNew } from './library.ts'

const PAGE = '<p>The harvest was good.'
const OTHER = '<p>The harvest was poor.'

let dir: string
let store: Store
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keepleaf-seen-'))
  store = await openStore(join(dir, 'library'), { create: true, owner: 'test' })
})
afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true, force: true })
})

async function addSeen(change: (path: string) => Promise<void>): Promise<string | undefined> {
  const path = join(dir, 'harvest.html')
  await writeFile(path, PAGE)
  const { size, mtimeMs } = await stat(path)
  const seen = { bytes: size, changed: mtimeMs, sha256: sha256(PAGE) }
  await change(path)
  const article = await makeNew(dir, 'harvest', 'The harvest.')
  const original = { main: 'harvest.html' }
  const files = [{ path, as: 'harvest.html', seen }]
  const record = await store.add({ ...article, record: { ...article.record, original }, files })
  return record.original.files[0]?.sha256
}

it('a file that is still as it was read is not read again', async () => {
  expect(await addSeen(async () => undefined)).toBe(sha256(PAGE))
})

it('a file that has changed since it was read is kept as it is now, with its own hash', async () => {
  const later = new Date(Date.now() + 60_000)
  const hash = await addSeen(async (path) => {
    await writeFile(path, OTHER)
    await utimes(path, later, later)
  })
  expect(hash).toBe(sha256(OTHER))
  expect((await store.verify()).findings).toEqual([])
})
