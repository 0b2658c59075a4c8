import { execFileSync } from 'node:child_process'
import { appendFileSync, statfsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, type TestContext } from 'vitest'
import { makeLibrary, makeNew, type TestLibrary } from './library.ts'

/** A file system of its own needs root on Linux; without it these tests have nothing to stand on. */
let dir = ''
let mounted = false
let library: TestLibrary | undefined
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keepleaf-disk-'))
  mounted = mount('-t', 'tmpfs', '-o', 'size=2500k', 'tmpfs', dir)
})
afterEach(async () => {
  await library?.close()
  library = undefined
  if (mounted) execFileSync('umount', ['-l', dir])
  await rm(dir, { recursive: true, force: true })
})
function mount(...given: string[]): boolean {
  try {
    execFileSync('mount', given, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const needMount = (context: TestContext): void => {
  context.skip(!mounted, 'mounting a small disk needs root on Linux')
}
/** Leaves the small disk no room. */
function fillUp(): void {
  const { bavail, bsize } = statfsSync(dir)
  appendFileSync(join(dir, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize)))
}

test('a full disk: adding says so, nothing half is left, and it goes on when there is room', async (context) => {
  needMount(context)
  library = await makeLibrary(dir)
  await library.add('One')
  const pages = await mkdtemp(join(tmpdir(), 'keepleaf-pages-'))
  const article = await makeNew(pages, 'Two', 'word '.repeat(1000))
  fillUp()
  await expect(library.store.add(article)).rejects.toMatchObject({ problem: { code: 'disk.full' } })
  await rm(join(dir, 'filler'))
  expect(await library.titles('')).toEqual(['One'])
  expect((await library.store.verify()).findings).toEqual([])
  expect((await readdir(join(library.root, 'articles'))).filter((name) => name.startsWith('.'))).toEqual([])
  await library.store.add(article)
  expect(await library.titles('')).toEqual(['One', 'Two'])
  await rm(pages, { recursive: true })
})

test('a full disk: a change is refused, taken back as a whole, and possible again with room', async (context) => {
  needMount(context)
  library = await makeLibrary(dir)
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push((await library.add(`Article ${String(i)}`)).id)
  const request = { name: 'edit' as const, articles: ids.map((id) => ({ id, after: { excerpt: 'x'.repeat(3000) } })) }
  fillUp()
  await expect(library.store.change(request)).rejects.toMatchObject({ problem: { code: 'disk.full' } })
  await rm(join(dir, 'filler'))
  const excerpts = await Promise.all(ids.map(async (id) => (await library?.store.record(id))?.excerpt))
  expect(excerpts.filter((excerpt) => excerpt !== undefined)).toEqual([])
  await library.store.change(request)
  expect((await library.store.record(ids[4] ?? '')).excerpt).toHaveLength(3000)
})

test('a full disk: a star that is refused is nowhere, not even after a restart, and is set when there is room', async (context) => {
  needMount(context)
  library = await makeLibrary(dir)
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push((await library.add(`Article ${String(i)}`)).id)
  const star = (...some: string[]) => ({
    name: 'star' as const,
    articles: some.map((id) => ({ id, after: { starred: true } })),
  })
  await library.store.change(star(ids[0] ?? ''))
  const starred = async () => Promise.all(ids.map(async (id) => (await library?.store.record(id))?.starred))
  const first = [true, false, false, false, false]
  fillUp()
  for (const some of [ids.slice(1, 2), ids.slice(1)]) {
    await expect(library.store.change(star(...some))).rejects.toMatchObject({ problem: { code: 'disk.full' } })
    expect(await starred()).toEqual(first)
  }
  await rm(join(dir, 'filler'))
  // the last room goes while the change is being made
  const each = { ids: ids.slice(1), edit: () => (fillUp(), { starred: true }) }
  await expect(library.store.change({ name: 'star', each })).rejects.toMatchObject({ problem: { code: 'disk.full' } })
  expect(await starred()).toEqual(first)
  expect(library.store.findings()).toEqual([])
  expect(library.store.history().map(({ name }) => name)).toEqual(['star'])
  const files = await readdir(library.root, { recursive: true })
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
  await library.close()
  await library.open()
  expect(await starred()).toEqual(first)
  expect(await library.titles('is:starred')).toEqual(['Article 0'])
  await rm(join(dir, 'filler'))
  await library.store.change(star(...ids))
  expect(await library.titles('is:starred')).toHaveLength(5)
})

test('a volume that cannot be written to is read and searched, and a change says why not', async (context) => {
  needMount(context)
  library = await makeLibrary(dir)
  await library.add('One')
  await library.close()
  expect(mount('-o', 'remount,ro', dir)).toBe(true)
  await library.open()
  expect(library.store).toMatchObject({ readOnly: true, problem: { code: 'disk.readOnly' } })
  expect(await library.titles('word')).toEqual(['One'])
  expect((await library.store.places()).all).toBe(1)
  await expect(library.store.change({ name: 'star' })).rejects.toMatchObject({ problem: { code: 'disk.readOnly' } })
})

test('a volume that cannot be written to and has no index is searched all the same', async (context) => {
  needMount(context)
  library = await makeLibrary(dir)
  await library.add('One')
  await library.close()
  await rm(join(library.root, 'index.sqlite'))
  await mkdir(join(dir, 'other'))
  expect(mount('-o', 'remount,ro', dir)).toBe(true)
  await library.open()
  expect(await library.titles('word')).toEqual(['One'])
})
