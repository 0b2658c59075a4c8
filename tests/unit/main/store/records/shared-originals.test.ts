import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../../../main/store/open.ts'
import type { Store } from '../../../../../main/store/store.ts'
import type { ArticleRecord } from '../../../../../shared/model/article.ts'
import { sha256 } from '../../../../../main/platform/hash.ts'
import { makeNew } from '../library.ts'

const CRAWL = 'every page of a crawl\n'.repeat(200)

describe('a file with many pages', () => {
  let dir: string
  let store: Store
  const open = (): Promise<Store> => openStore(join(dir, 'library'), { create: true, owner: 'test' })
  const file = (record: ArticleRecord): string => join(store.folder(record.id), 'original', 'crawl.warc')

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'keepleaf-shared-'))
    store = await open()
  })
  afterEach(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  async function addPage(part: string): Promise<ArticleRecord> {
    const path = join(dir, 'crawl.warc')
    await writeFile(path, CRAWL)
    const hashes = { source: sha256(CRAWL), text: part }
    const article = await makeNew(dir, part, part, { original: { main: 'crawl.warc', part }, hashes })
    return store.add({ ...article, files: [{ path, as: 'crawl.warc' }] })
  }

  it('takes its space once, also after the library was opened anew', async () => {
    const first = await addPage('one')
    const second = await addPage('two')
    await store.close()
    store = await open()
    const third = await addPage('three')
    const [a, b, c] = await Promise.all([first, second, third].map((record) => stat(file(record))))
    expect(b?.ino).toBe(a?.ino)
    expect(c?.ino).toBe(a?.ino)
    expect((await store.verify()).findings).toEqual([])
  })

  it('takes its space once when its pages come at the same time', async () => {
    await addPage('zero')
    const path = join(dir, 'crawl.warc')
    // another file, of which the library has nothing yet
    await writeFile(path, CRAWL + CRAWL)
    const hashes = (part: string) => ({ source: sha256(CRAWL + CRAWL), text: part })
    const pages = await Promise.all(
      ['one', 'two', 'three'].map(async (part) => {
        const article = await makeNew(dir, part, part, { original: { main: 'crawl.warc', part }, hashes: hashes(part) })
        return { ...article, files: [{ path, as: 'crawl.warc' }] }
      }),
    )
    const records = await Promise.all(pages.map((article) => store.add(article)))
    const [a, b, c] = await Promise.all(records.map((record) => stat(file(record))))
    expect(b?.ino).toBe(a?.ino)
    expect(c?.ino).toBe(a?.ino)
  })

  it('stays whole for the others when one of its articles is deleted', async () => {
    const first = await addPage('one')
    const second = await addPage('two')
    await store.change({ name: 'trash', moved: [{ id: first.id, to: 'trash' }] })
    await store.purge([first.id])
    const third = await addPage('three')
    expect((await stat(file(second))).size).toBe(CRAWL.length)
    expect((await stat(file(third))).size).toBe(CRAWL.length)
    expect((await store.verify()).findings).toEqual([])
  })

  it('is copied anew when the one in the library is damaged', async () => {
    const first = await addPage('one')
    await store.close()
    store = await open()
    await writeFile(file(first), CRAWL.replace('every', 'EVERY'))
    const second = await addPage('two')
    const { findings } = await store.verify()
    expect(findings.map(({ id }) => id)).toEqual([first.id])
    expect((await stat(file(second))).ino).not.toBe((await stat(file(first))).ino)
  })
})
