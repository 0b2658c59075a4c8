import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { framedInMirror } from '../../../../main/formats/companions/mirror-frames.ts'
import type { ReadResult } from '../../../../main/intake/messages.ts'
import { createPagePool, type PagePool } from '../../../../main/intake/pool.ts'
import { sha256 } from '../../../../main/platform/hash.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let folder: string
let pool: PagePool | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-pool-'))
})
afterEach(async () => {
  await pool?.close()
  pool = undefined
  await rm(folder, { recursive: true, force: true })
})

async function page(name: string, content: string): Promise<{ path: string }> {
  const path = join(folder, name)
  await writeFile(path, content)
  return { path }
}

const titled = (title: string): string => `<!doctype html><title>${title}</title><p>${'Some words. '.repeat(30)}</p>`

test('a page comes back extracted, with the hash of its file', async () => {
  pool = createPagePool({ workers: 1 })
  const results: ReadResult[] = []
  const hashes: string[] = []
  const file = await page('a.html', titled('First'))
  const known = (hash: string): Promise<boolean> => Promise.resolve(hashes.push(hash) === 0)
  await pool.read(file, { known, page: (result) => void results.push(result) }, { ask: true })
  expect(hashes).toEqual([sha256(titled('First'))])
  expect(results).toMatchObject([{ ok: true, sourceHash: hashes[0], extracted: { title: 'First' } }])
})

test('the files beside a list are asked for in a worker; a list that has none, or is none, says so', async () => {
  pool = createPagePool({ workers: 1 })
  const entry = { slug: 'eels', title: 'Eels', url: 'https://eels.example/', savedAt: '2024-10-01T10:00:00.000Z' }
  const list = await page('metadata_0_to_1.json', JSON.stringify([entry, { ...entry, slug: 'kelp' }]))
  await mkdir(join(folder, 'content'))
  const eels = await page(join('content', 'eels.html'), '<p>Eels</p>')
  await page(join('content', 'other.html'), '<p>Other</p>')
  expect(await pool.belonging(list)).toEqual([eels.path])
  expect(await pool.belonging(eels)).toEqual([])
  await expect(pool.belonging({ path: join(folder, 'gone.json') })).rejects.toMatchObject({
    problem: { code: 'file.vanished' },
  })
})

test('the pages of a mirror that others show in frames are looked for in a worker', async () => {
  pool = createPagePool({ workers: 1 })
  await mkdir(join(folder, 'www.example.org'))
  await page(join('www.example.org', 'a.html'), '<frameset><frame src="menu.html"></frameset>')
  const menu = await page(join('www.example.org', 'menu.html'), '<p>Menu</p>')
  await page(join('www.example.org', 'b.html'), titled('Alone'))
  expect(await pool.framed(folder, 'mirror')).toEqual([menu.path])
  expect(await pool.framed(join(folder, 'gone'), 'mirror')).toEqual([])
})

test('the frames in a folder that is one saved page are looked for in a worker; elsewhere nothing is anybody’s frame', async () => {
  pool = createPagePool({ workers: 1 })
  const index = await page(
    'index.html',
    '<iframe src="./in%20a%20frame.html?x#y"></iframe><iframe src="index.html"></iframe>',
  )
  const frame = await page('in a frame.html', '<iframe src="in a frame.html"></iframe><p>Frame</p>')
  await page('linked.html', titled('Linked'))
  expect(await pool.framed(folder, 'page')).toEqual([])
  await page('index.dat', 'title\tA page')
  expect(await pool.framed(folder, 'page')).toEqual([frame.path])
  await rm(index.path)
  expect(await pool.framed(folder, 'page')).toEqual([])
})

test('a search through many pages may take longer than one page', async () => {
  const TIMEOUT_MS = 3000
  const host = join(folder, 'www.example.org')
  await mkdir(host)
  const first = await page(join('www.example.org', '0.html'), '<iframe src="inner.html"></iframe>'.repeat(20_000))
  const times: number[] = []
  for (let at = 0; at < 5; at++) {
    const since = performance.now()
    await framedInMirror(folder)
    times.push(performance.now() - since)
  }
  const pages = Math.ceil((2 * TIMEOUT_MS) / Math.min(...times))
  for (let at = 1; at < pages; at++) await link(first.path, join(host, `${String(at)}.html`))
  pool = createPagePool({ workers: 1, pageTimeoutMs: TIMEOUT_MS })
  expect(await pool.framed(folder, 'mirror')).toEqual([join(host, 'inner.html')])
})

test('workers that were started ahead read what comes', async () => {
  pool = createPagePool({ workers: 2 })
  pool.prepare()
  const titles: string[] = []
  const file = await page('a.html', titled('First'))
  await pool.read(file, { page: (result) => void (result.ok && titles.push(result.extracted.title)) })
  expect(titles).toEqual(['First'])
})

test('a known file is not parsed', async () => {
  pool = createPagePool({ workers: 1 })
  let pages = 0
  const file = await page('a.html', titled('First'))
  await pool.read(file, { known: () => Promise.resolve(true), page: () => void pages++ }, { ask: true })
  expect(pages).toBe(0)
})

test('many files come through two workers, each once', async () => {
  pool = createPagePool({ workers: 2 })
  const titles: string[] = []
  const files = await Promise.all(
    Array.from({ length: 40 }, (_, at) => page(`${String(at)}.html`, titled(`T${String(at)}`))),
  )
  const open = pool
  await Promise.all(
    files.map((file) => open.read(file, { page: (result) => void (result.ok && titles.push(result.extracted.title)) })),
  )
  expect(titles.sort()).toEqual(files.map((_, at) => `T${String(at)}`).sort())
})

test('a page that does not end is stopped, and the others go on in a new worker', async () => {
  // reading a page takes longer than no time at all
  pool = createPagePool({ workers: 1, pageTimeoutMs: 1 })
  const slow = await page('slow.html', titled('Slow') + '<p>word '.repeat(200_000))
  await expect(pool.read(slow, { page: () => undefined })).rejects.toMatchObject({ problem: { code: 'page.timeout' } })
  await pool.close()
  pool = createPagePool({ workers: 1 })
  let pages = 0
  await pool.read(await page('good.html', titled('Good')), { page: () => void pages++ })
  expect(pages).toBe(1)
})

test('an error of the one who stores a page reaches the one who asked for it', async () => {
  pool = createPagePool({ workers: 1 })
  const file = await page('a.html', titled('First'))
  const failing = pool.read(file, {
    page() {
      throw new Error('disk full')
    },
  })
  await expect(failing).rejects.toThrow('disk full')
})

test('the worker goes on with the next file while a page is being stored', async () => {
  pool = createPagePool({ workers: 1 })
  const first = await page('a.html', titled('First'))
  const second = await page('b.html', titled('Second'))
  let store: () => void = () => undefined
  const stored = new Promise<void>((resolve) => (store = resolve))
  const events: string[] = []
  const reading = pool.read(first, { page: () => stored, ended: () => void events.push('read') })
  void reading.then(() => events.push('stored'))
  await pool.read(second, { page: () => void events.push('second') })
  store()
  await reading
  expect(events).toEqual(['read', 'second', 'stored'])
})

test('closing ends what is waiting', async () => {
  pool = createPagePool({ workers: 1 })
  const open = pool
  const files = await Promise.all(Array.from({ length: 10 }, (_, at) => page(`${String(at)}.html`, titled(String(at)))))
  const reads = files.map((file) => open.read(file, { page: () => undefined }))
  const ended = Promise.allSettled(reads)
  await open.close()
  expect((await ended).some((each) => each.status === 'rejected')).toBe(true)
})

test('a page that breaks its worker is named, and the next page has a new one', async () => {
  pool = createPagePool({ workers: 1, memoryMb: 40 })
  const bomb = await page('bomb.html', titled('Bomb') + '<b><p>x</p>'.repeat(400_000))
  await expect(pool.read(bomb, { page: () => undefined })).rejects.toMatchObject({ problem: { code: 'page.crashed' } })
  let pages = 0
  await pool.read(await page('good.html', titled('Good')), { page: () => void pages++ })
  expect(pages).toBe(1)
})

test('small pictures, which share one block of memory, come out of the worker whole', async () => {
  pool = createPagePool({ workers: 1 })
  // the head of a PNG of 300 by 200 pixels and some bytes: decoded side by side into the same block
  const picture = (fill: number): string =>
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d494844520000012c000000c80806000000', 'hex'),
      Buffer.alloc(200, fill),
    ]).toString('base64')
  const parts = [picture(1), picture(2)]
  const mhtml = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Location: https://pictures.example/page',
    '',
    `<!doctype html><title>Two pictures</title><article><h1>Two pictures</h1><p>${'Some words about them, and more. '.repeat(40)}</p>`,
    '<img src="https://pictures.example/0.png" width="400" height="300"><p>' + 'And more of them. '.repeat(30) + '</p>',
    '<img src="https://pictures.example/1.png" width="400" height="300"></article>',
    ...parts.flatMap((part, at) => [
      '--b',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      `Content-Location: https://pictures.example/${String(at)}.png`,
      '',
      part,
    ]),
    '--b--',
    '',
  ].join('\r\n')
  const results: ReadResult[] = []
  await pool.read(await page('two.mhtml', mhtml), { page: (result) => void results.push(result) })
  const assets = results.flatMap((result) => (result.ok ? result.extracted.assets : []))
  expect(assets.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(parts)
})

test('a worker without work ends, and the next page has a new one', async () => {
  pool = createPagePool({ workers: 1, idleMs: 1 })
  const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const file = await page('a.html', titled('First'))
  const before = threads()
  let pages = 0
  for (const wanted of [1, 2]) {
    await pool.read(file, { page: () => void pages++ })
    expect(pages).toBe(wanted)
    await vi.waitFor(() => expect(threads()).toBe(before), { timeout: 60_000 })
  }
})
