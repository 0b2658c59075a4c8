import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openArchive } from '../../../../main/archive.ts'
import { article } from '../archive/rooms.ts'
import { keepleaf } from './run.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Mounting and acting as another user need root; elsewhere these tests say that they were left out. */
const isRoot = process.getuid?.() === 0
const canMount = isRoot && process.platform === 'linux' && tryMount()
const NOBODY = { uid: 65534, gid: 65534 }

let top: string
let pages: string
let library: string
const mounted: string[] = []
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'keepleaf-bad-'))
  pages = join(top, 'pages')
  library = join(top, 'library')
  await mkdir(pages)
})
afterEach(async () => {
  for (const path of mounted.splice(0).reverse()) execFileSync('umount', [path])
  await rm(top, { recursive: true, force: true })
})

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Whether the other user can start Node and read this checkout at all. */
function nobodyMayRun(): boolean {
  const { status } = spawnSync(process.execPath, ['--check', import.meta.filename], { ...NOBODY, cwd: '/' })
  return status === 0
}

function mount(path: string, ...options: string[]): void {
  execFileSync('mount', [...options, path])
  if (!mounted.includes(path)) mounted.push(path)
}

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(pages, name), content)
  return join(pages, name)
}

const statusOf = (lines: Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap(({ file, status, reason }) =>
      typeof file === 'string' ? [[file.slice(pages.length + 1), `${String(status)}: ${String(reason ?? '')}`]] : [],
    ),
  )

test('each bad file gets a sentence of its own, and the good ones come in', async () => {
  await put('good.html', article('Good', 'The flood'))
  await put('empty.html', '')
  await put('picture.html', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0, 255]))
  const boundary = 'Content-Type: multipart/related; boundary="b"; type="text/html"'
  await put(
    'cut.mhtml',
    `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n${boundary}\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transf`,
  )
  const { lines, status } = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(status).toBe(1)
  const became = statusOf(lines)
  expect(became['good.html']).toBe('added: ')
  expect(became['empty.html']).toMatch(/^failed: .*empty\.html is empty/)
  expect(became['picture.html']).toMatch(/^skipped: .*picture\.html is named like a page but /)
  expect(became['cut.mhtml']).toMatch(/^failed: .*cut\.mhtml (ends too early|is damaged|holds no page)/)
  expect(lines.at(-1)).toMatchObject({ summary: true, added: 1, skipped: 1, failed: 2 })
})

test('people see one line for each failed file and a sentence at the end', async () => {
  await put('a.html', article('A', 'The flood'))
  await put('b.html', article('B', 'The harvest'))
  await put('empty.html', '')
  const { out, err, status } = await keepleaf(['import', pages, '--library', library])
  expect(status).toBe(1)
  expect(out).toBe('')
  const [first = '', last = '', ...more] = err.trimEnd().split('\n')
  expect(first).toMatch(/^failed +.*empty\.html is empty/)
  expect(last).toMatch(/^2 pages added, 1 failed/)
  expect(more).toEqual([])
})

test('a second program is told who has the library, and nothing is done', async () => {
  await put('a.html', article('A', 'The flood'))
  const archive = await openArchive(library, { create: true, owner: 'Keepleaf' })
  try {
    const run = await keepleaf(['import', pages, '--library', library, '--json'])
    expect(run).toMatchObject({ status: 2, lines: [] })
    expect(run.err).toMatch(/library .* is being changed by Keepleaf/)
    expect(await archive.store.ids('', 'added-asc')).toEqual([])
    // reading goes on beside it
    expect((await keepleaf(['stats', '--library', library, '--json'])).lines).toMatchObject([{ articles: 0 }])
  } finally {
    await archive.close()
  }
})

test('files and folders without permission are named', async ({ skip }) => {
  skip(!isRoot, 'becoming another user needs root')
  skip(!nobodyMayRun(), 'this checkout lies in a folder that other users may not enter')
  await put('good.html', article('Good', 'The flood'))
  const secret = await put('secret.html', article('Secret', 'The harvest'))
  await chmod(secret, 0o600)
  await mkdir(join(pages, 'closed'))
  await writeFile(join(pages, 'closed', 'in.html'), article('In', 'The market'))
  await chmod(join(pages, 'closed'), 0o700)
  await chmod(top, 0o755)
  await mkdir(library)
  await chown(library, NOBODY.uid, NOBODY.gid)
  const run = await keepleaf(['import', pages, '--library', library, '--json'], undefined, NOBODY)
  expect(run.status, run.err).toBe(1)
  const became = statusOf(run.lines)
  expect(became['good.html']).toBe('added: ')
  expect(became['secret.html']).toMatch(/^failed: .*secret\.html could not be read: the system refused access/)
  expect(became.closed).toMatch(/^failed: The folder .*closed could not be opened/)
  expect(run.lines.at(-1)).toMatchObject({ summary: true, added: 1, failed: 2 })
})

test('a library on a read-only volume is read, and not changed', async ({ skip }) => {
  skip(!canMount, 'mounting needs root on Linux')
  await put('a.html', article('A', 'The flood'))
  await keepleaf(['import', pages, '--library', library, '--json'])
  mount(library, '--bind', library)
  execFileSync('mount', ['-o', 'remount,ro,bind', library])
  await put('b.html', article('B', 'The harvest'))
  const run = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(run).toMatchObject({ status: 2, lines: [] })
  expect(run.err).toMatch(/library .* is on a volume that cannot be written to/)
  expect((await keepleaf(['search', 'flood', '--library', library, '--json'])).lines).toMatchObject([{ title: 'A' }])
  expect(await keepleaf(['verify', '--library', library, '--json'])).toMatchObject({ status: 0 })
})

test('a full disk stops the import with a sentence; what came in is whole, the rest follows later', async ({
  skip,
}) => {
  skip(!canMount, 'mounting needs root on Linux')
  const filler = 'x'.repeat(60_000)
  for (let at = 0; at < 60; at++) {
    await put(
      `${String(at).padStart(2, '0')}.html`,
      article(`T${String(at)}`, `Word${String(at)}`, `<!-- ${filler} -->`),
    )
  }
  await mkdir(library)
  mount(library, '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs')
  const full = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(full.status).toBe(1)
  expect(full.err).toMatch(/The disk is full/)
  const summary = full.lines.at(-1)
  expect(summary).toMatchObject({ summary: true, state: 'failed' })
  const added = Number(summary?.added)
  expect(added).toBeGreaterThan(0)
  expect(added).toBeLessThan(60)

  execFileSync('mount', ['-o', 'remount,size=64m', library])
  const again = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(again.status, again.err).toBe(0)
  expect((await keepleaf(['stats', '--library', library, '--json'])).lines).toMatchObject([{ articles: 60 }])
  expect(await keepleaf(['verify', '--library', library, '--json'])).toMatchObject({ status: 0 })
  expect((await readdir(pages)).length).toBe(60)
})
