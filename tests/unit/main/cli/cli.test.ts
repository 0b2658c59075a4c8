import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { article } from '../archive/rooms.ts'
import { CLI, keepleaf, parsed } from './run.ts'

/** Each run is a program of its own, several in a test; on a busy machine one takes seconds. */
vi.setConfig({ testTimeout: 120_000 })

let top: string
let pages: string
let library: string
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'keepleaf-cli-'))
  pages = join(top, 'pages')
  library = join(top, 'library')
  await mkdir(pages)
})
afterEach(() => rm(top, { recursive: true, force: true }))

async function put(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(pages, name), content)
  return join(pages, name)
}

async function someArticles(): Promise<string[]> {
  await put('a.html', article('Alpha', 'The flood'))
  await put('b.html', article('Beta', 'The harvest'))
  const { lines } = await keepleaf(['import', pages, '--library', library, '--tag', 'news', '--json'])
  return lines.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
}

test('import prints a line a page and a summary, and the status says whether all was well', async () => {
  await put('a.html', article('Alpha', 'The flood'))
  await put('b.html.gz', gzipSync(article('Beta', 'The harvest')))
  const good = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(good.status).toBe(0)
  expect(good.err).toBe('')
  expect(good.lines).toHaveLength(3)
  expect(
    good.lines
      .slice(0, 2)
      .map(({ title, status }) => `${String(status)} ${String(title)}`)
      .sort(),
  ).toEqual(['added Alpha', 'added Beta'])
  expect(Object.keys(good.lines[0] ?? {})).toEqual(
    expect.arrayContaining(['file', 'status', 'id', 'title', 'format', 'ms']),
  )
  expect(good.lines[2]).toMatchObject({ summary: true, added: 2, failed: 0 })

  await put('empty.html', '')
  const bad = await keepleaf(['import', pages, '--library', library, '--json'])
  expect(bad.status).toBe(1)
  expect(bad.lines.find(({ status }) => status === 'failed')?.reason).toMatch(/empty/)
  expect(bad.lines.at(-1)).toMatchObject({ summary: true, duplicate: 2, failed: 1 })
})

test('extract prints every field for each page, in the order of the arguments', async () => {
  const paths = [await put('z.html', article('Zed', 'The flood')), await put('a.html', article('Alpha', 'The harvest'))]
  const { lines, status } = await keepleaf(['extract', ...paths, '--json', '--url', 'https://paper.example/x'])
  expect(status).toBe(0)
  expect(lines.map(({ file, title, url }) => ({ file, title, url }))).toEqual([
    { file: paths[0], title: 'Zed', url: 'https://paper.example/x' },
    { file: paths[1], title: 'Alpha', url: 'https://paper.example/x' },
  ])
  expect(lines[0]).toMatchObject({
    format: 'html',
    words: expect.any(Number),
    warnings: [],
    sources: expect.any(Object),
  })
  expect(String(lines[0]?.text)).toContain('The flood stood')
  expect(await readdir(top)).toEqual(['pages'])
})

test('extract says what it could not read, and goes on', async () => {
  const paths = [join(pages, 'gone.html'), await put('a.html', article('Alpha', 'The harvest'))]
  const { lines, status } = await keepleaf(['extract', ...paths, '--json'])
  expect(status).toBe(1)
  expect(lines[0]?.error).toMatch(/is not there/)
  expect(lines[1]?.title).toBe('Alpha')
})

test('search, show, stats, verify and rebuild work on a library', async () => {
  const [id = ''] = await someArticles()
  const at = ['--library', library]
  expect((await keepleaf(['search', 'flood', ...at, '--json'])).lines).toMatchObject([
    { title: 'Alpha', tags: ['news'] },
  ])
  expect((await keepleaf(['search', 'tag:news', ...at, '--json', '--limit', '1'])).lines).toHaveLength(1)
  const shown = await keepleaf(['show', id, ...at, '--json'])
  expect(shown.lines[0]).toMatchObject({ id, tags: ['news'], state: { read: false }, marks: [], format: 'html' })
  expect((await keepleaf(['show', id, ...at, '--text'])).out).toMatch(/stood in the paper/)
  expect((await keepleaf(['show', id, ...at, '--html'])).out).toMatch(/<p>/)
  const stats = await keepleaf(['stats', ...at, '--json'])
  expect(stats.status).toBe(0)
  expect(stats.lines[0]).toMatchObject({ articles: 2 })
  expect(await keepleaf(['verify', ...at, '--json'])).toMatchObject({
    status: 0,
    lines: [{ summary: true, articles: 2, findings: 0 }],
  })
  await rm(join(library, 'index.sqlite'), { force: true })
  expect(await keepleaf(['rebuild', ...at, '--json'])).toMatchObject({
    status: 0,
    lines: [{ summary: true, articles: 2 }],
  })
  expect((await keepleaf(['search', 'flood', ...at, '--json'])).lines).toHaveLength(1)
})

test('rebuild --extract reads originals again, and tells what is different', async () => {
  const [id = ''] = await someArticles()
  const at = ['--library', library]
  const shown = await keepleaf(['show', id, ...at, '--json'])
  await writeFile(join(dirname(dirname(String(shown.lines[0]?.file))), 'article.html'), '<p>Nothing much</p>')
  const run = await keepleaf(['rebuild', '--extract', ...at, '--json'])
  expect(run.lines).toMatchObject([
    { id, status: 'updated' },
    { summary: true, articles: 2, updated: 1, failed: 0 },
  ])
  expect(run.status).toBe(0)
  expect((await keepleaf(['show', id, ...at, '--text'])).out).toMatch(/stood in the paper/)
  expect((await keepleaf(['rebuild', 'flood', ...at])).status).toBe(2)
})

test('verify reports a damaged original with status 1', async () => {
  const [id = ''] = await someArticles()
  const { lines } = await keepleaf(['show', id, '--library', library, '--json'])
  await writeFile(String(lines[0]?.file), 'other')
  const found = await keepleaf(['verify', '--library', library, '--json'])
  expect(found.status).toBe(1)
  expect(found.lines.at(-1)).toMatchObject({ summary: true, findings: 1 })
})

test('tags are added, renamed, merged, removed and listed', async () => {
  await someArticles()
  const at = ['--library', library]
  const list = async (): Promise<unknown[]> =>
    (await keepleaf(['tag', 'list', ...at, '--json'])).lines.map(({ tag, count }) => `${String(tag)} ${String(count)}`)
  expect((await keepleaf(['tag', 'add', 'flood', 'x', 'y', ...at, '--json'])).lines).toMatchObject([{ articles: 1 }])
  expect(await list()).toEqual(expect.arrayContaining(['news 2', 'x 1', 'y 1']))
  await keepleaf(['tag', 'rename', 'x', 'z', ...at])
  await keepleaf(['tag', 'merge', 'y', 'z', 'all', ...at])
  await keepleaf(['tag', 'remove', 'harvest', 'news', ...at])
  expect(await list()).toEqual(expect.arrayContaining(['all 1', 'news 1']))
  expect(await list()).toHaveLength(2)
})

test('export writes the articles that a query finds', async () => {
  await someArticles()
  const out = join(top, 'out')
  const run = await keepleaf(['export', 'flood', '--format', 'markdown', '--out', out, '--library', library, '--json'])
  expect(run).toMatchObject({ status: 0, lines: [{ articles: 1, failed: 0 }] })
  const [name = ''] = await readdir(out)
  expect(await readFile(join(out, name), 'utf8')).toContain('The flood stood')

  const pdf = await keepleaf(['export', 'flood', '--format', 'pdf', '--out', join(top, 'pdf'), '--library', library])
  expect(pdf.status).toBe(2)
  expect(pdf.err).toContain('HTML')
  expect(await readdir(top)).not.toContain('pdf')
})

test.each([
  ['tag', 'add', 'saved:2022-14', 'oops'],
  ['tag', 'remove', 'flood is:nonsense', 'news'],
  ['tag', 'add', '(', 'oops'],
  ['tag', 'remove', 'alpha or', 'news'],
  ['export', 'words:>many', '--format', 'json', '--out', 'OUT'],
  ['rebuild', '--extract', 'tag:'],
  ['search', 'flood saved:2022-14', '--json'],
])('a condition that cannot be read is wrong use where it would find too much: %s %s %s', async (...args) => {
  await someArticles()
  const out = join(top, 'out.json')
  const { status, err, lines } = await keepleaf([
    ...args.map((each) => (each === 'OUT' ? out : each)),
    '--library',
    library,
  ])
  expect([status, lines]).toEqual([2, []])
  expect(err).toMatch(/^keepleaf \w+: .*(is not|both sides|needs a value)/)
  const tags = await keepleaf(['tag', 'list', '--library', library, '--json'])
  expect(tags.lines).toMatchObject([{ tag: 'news', count: 2 }])
  expect(await readdir(top)).not.toContain('out.json')
})

test('a query that was understood in another way is said, and followed', async () => {
  await someArticles()
  const { status, err } = await keepleaf(['tag', 'add', 'tagg:news', 'found', '--library', library])
  expect([status, err]).toEqual([0, 'keepleaf: “tagg:” was read as “tag:”.\n2 articles changed.\n'])
})

test('watch --once takes in what is there, and a second time nothing', async () => {
  await put('a.html', article('Alpha', 'The flood'))
  const first = await keepleaf(['watch', pages, '--library', library, '--once', '--json'])
  expect(first).toMatchObject({ status: 0 })
  expect(first.lines.at(-1)).toMatchObject({ summary: true, added: 1 })
  const second = await keepleaf(['watch', pages, '--library', library, '--once', '--json'])
  expect(second.lines).toMatchObject([{ summary: true, added: 0, duplicate: 0 }])
})

test('watch goes on until it is stopped, and then ends well', async () => {
  await put('a.html', article('Alpha', 'The flood'))
  let stopped = false
  const run = await keepleaf(['watch', pages, '--library', library, '--json'], (kill, out) => {
    if (!stopped && out.includes('Alpha')) {
      stopped = true
      kill('SIGINT')
    }
  })
  expect(run).toMatchObject({ status: 0 })
  expect(run.lines.at(-1)).toMatchObject({ summary: true, added: 1 })
})

test('Ctrl+C cancels an import with a summary; what was taken in stays', async () => {
  for (let at = 0; at < 150; at++) await put(`${String(at)}.html`, article(`T${String(at)}`, `Word${String(at)}`))
  let stopped = false
  const run = await keepleaf(['import', pages, '--library', library, '--json'], (kill) => {
    if (!stopped) kill('SIGINT')
    stopped = true
  })
  expect(run.status).toBe(1)
  const summary = run.lines.at(-1)
  expect(summary).toMatchObject({ summary: true, state: 'cancelled' })
  expect(run.lines).toHaveLength(151)
  const { lines } = await keepleaf(['stats', '--library', library, '--json'])
  expect(lines[0]?.articles).toBe(summary?.added)
})

test('an import goes on to its end when nobody reads its lines any more, and its status is true', async () => {
  for (let n = 0; n < 60; n++) await put(`${String(n)}.html`, article(`Page ${String(n)}`, `The flood ${String(n)}`))
  await put('bad.html', '')
  const status = await leftAlone(['import', pages, '--library', library, '--json'], 'stdout')
  expect(status).toBe(1)
  const { lines } = await keepleaf(['search', '', '--limit', '0', '--library', library, '--json'])
  expect(lines).toHaveLength(60)
})

test('watching takes in what is there when nobody reads its lines any more, and then ends with a true status', async () => {
  for (let n = 0; n < 60; n++) await put(`${String(n)}.html`, article(`Page ${String(n)}`, `The flood ${String(n)}`))
  await put('bad.html', '')
  expect(await leftAlone(['watch', pages, '--library', library, '--json'], 'stdout')).toBe(1)
  const { lines } = await keepleaf(['search', '', '--limit', '0', '--library', library, '--json'])
  expect(lines).toHaveLength(60)
})

test('results are printed also when nobody reads the messages', async () => {
  await someArticles()
  const out: string[] = []
  const query = ['tag', 'add', 'tagg:news', 'found', '--library', library, '--json']
  expect(await leftAlone(query, 'stderr', (text) => out.push(text))).toBe(0)
  expect(parsed(out.join(''))).toMatchObject({ articles: 2 })
})

/** Runs a command one of whose streams is closed: the messages at once, the results after the first of them. */
function leftAlone(args: string[], which: 'stdout' | 'stderr', onText = (_: string): unknown => 0) {
  const child = spawn(process.execPath, [CLI, ...args])
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    onText(text)
    if (which === 'stdout') child.stdout.destroy()
  })
  if (which === 'stderr') child.stderr.destroy()
  else child.stderr.resume()
  return new Promise<number | null>((done) => child.on('close', done))
}

test('a killed import leaves a whole library, and goes on with the next one', async () => {
  for (let at = 0; at < 150; at++) await put(`${String(at)}.html`, article(`T${String(at)}`, `Word${String(at)}`))
  const killed = await keepleaf(['import', pages, '--library', library, '--json'], (kill, out) => {
    if (out.split('\n').length > 20) kill('SIGKILL')
  })
  expect(killed.status).toBeNull()
  const other = join(top, 'other.html')
  await writeFile(other, article('Other', 'Another word'))
  const next = await keepleaf(['import', other, '--library', library, '--json'])
  expect(next.status).toBe(0)
  expect(next.err).toMatch(/was not finished/)
  const { lines } = await keepleaf(['stats', '--library', library, '--json'])
  expect(lines[0]?.articles).toBe(151)
  expect(await keepleaf(['verify', '--library', library, '--json'])).toMatchObject({ status: 0 })
  const jobs = (await readdir(join(library, 'jobs'))).sort()
  const report = await readFile(join(library, 'jobs', jobs[0] ?? ''), 'utf8')
  const end = report
    .split('\n')
    .filter((line) => line !== '')
    .map(parsed)
    .find((line) => 'end' in line)
  expect(end).toMatchObject({ end: { counts: { added: 150, duplicate: 0, failed: 0 } } })
})

test.each([
  ['no command', []],
  ['an unknown command', ['explode']],
  ['an unknown option', ['import', 'x', '--library', 'L', '--jsno']],
  ['no library', ['import', 'x']],
  ['no path', ['import', '--library', 'L']],
  ['too many arguments', ['search', 'a', 'b', '--library', 'L']],
  ['a limit that is no number', ['search', 'a', '--library', 'L', '--limit', 'many']],
  ['an unknown form', ['export', 'a', '--library', 'L', '--format', 'stone', '--out', 'o']],
  ['an unknown tag action', ['tag', 'paint', 'x', '--library', 'L']],
  ['a folder that is none', ['watch', 'nothing here', '--library', 'L']],
])('wrong use, %s: status 2, nothing printed for programs, nothing done', async (_what, args) => {
  const there = args.map((each) => (each === 'L' ? library : each))
  const run = await keepleaf(there)
  expect(run.status).toBe(2)
  expect(run.lines).toEqual([])
  expect(await readdir(top)).toEqual(['pages'])
})

test('commands that need a library say when there is none, and make none', async () => {
  for (const args of [['search', 'x'], ['stats'], ['verify'], ['rebuild'], ['tag', 'list'], ['show', 'x']]) {
    const run = await keepleaf([...args, '--library', library])
    expect(run.status, args[0]).toBe(2)
    expect(run.err).toMatch(/no library/)
  }
  expect(await readdir(top)).toEqual(['pages'])
})

test('says its version', async () => {
  const { status, out } = await keepleaf(['--version'])
  expect(status).toBe(0)
  expect(out).toMatch(/^Keepleaf \d+\.\d+\.\d+\n$/)
})

test('every command tells how it is used', async () => {
  for (const name of [
    'import',
    'extract',
    'watch',
    'search',
    'show',
    'tag',
    'rules',
    'export',
    'verify',
    'rebuild',
    'stats',
  ]) {
    const run = await keepleaf([name, '--help'])
    expect(run.status).toBe(0)
    expect(run.out).toContain(`keepleaf ${name}`)
  }
})

test('a query may begin with a minus', async () => {
  await someArticles()
  const { lines, status } = await keepleaf(['search', '-flood', '--library', library, '--json'])
  expect(status).toBe(0)
  expect(lines).toMatchObject([{ title: 'Beta' }])
})
