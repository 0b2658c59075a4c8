import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepleaf } from './run.ts'

/** Each run is a program of its own; on a busy machine one takes seconds. */
vi.setConfig({ testTimeout: 120_000 })

const words = (about: string): string =>
  `${about} stood in the paper of that day, and everybody who could read had read it by the evening. `.repeat(3)
const page = (name: string): string =>
  `<!doctype html><title>${name}</title><link rel="canonical" href="https://www.paper.example/${name}"><body>
<article><h1>${name}</h1><p>${words(`The ${name}`)}</p><p>${words('All else')}</p><div class="plea"><p>${words('A plea for money')}</p></div></article>`

let top: string
let library: string
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'keepleaf-cli-sites-'))
  library = join(top, 'library')
  const files = ['flood', 'harvest'].map((name) => join(top, `${name}.html`))
  for (const file of files) await writeFile(file, page(file.replace(/^.*\/|\.html$/g, '')))
  await keepleaf(['import', ...files, '--library', library])
})
afterEach(() => rm(top, { recursive: true, force: true }))

const run = (...args: string[]) => keepleaf(['sites', ...args, '--library', library, '--json'])
const pleas = async (): Promise<number> =>
  (await keepleaf(['search', 'plea', '--library', library, '--json'])).lines.length

test('a rule is added, looked at, applied, given to others, removed and taken in again', async () => {
  const [added] = (await run('add', 'www.Paper.example', '--drop', '.plea')).lines
  expect(added).toMatchObject({ host: 'paper.example', article: [], drop: ['.plea'] })
  expect((await run('list')).lines).toEqual([added])

  const looked = (await run('preview')).lines
  expect(looked.slice(0, 2)).toMatchObject([{ applies: true, changed: true }, { changed: true }])
  expect(looked.at(-1)).toMatchObject({
    summary: true,
    host: 'paper.example',
    pages: 2,
    applies: 2,
    changes: 2,
    failed: 0,
  })
  expect(await pleas()).toBe(2)

  expect((await run('apply', 'paper.example')).lines.at(-1)).toMatchObject({ summary: true, articles: 2, updated: 2 })
  expect(await pleas()).toBe(0)
  expect((await run('preview')).lines.at(-1)).toMatchObject({ applies: 2, changes: 0 })

  const file = join(top, 'rules.json')
  expect(await run('export', '--out', file)).toMatchObject({ status: 0, out: '' })
  expect((await keepleaf(['sites', 'export', '--library', library])).out).toBe(await readFile(file, 'utf8'))
  expect((await run('remove', 'paper.example')).lines).toEqual([{ removed: [added?.id] }])
  expect((await run('list')).lines).toEqual([])
  expect((await run('import', file)).lines).toEqual([added])
  expect((await run('list')).lines).toEqual([added])
  const { out } = await keepleaf(['sites', 'list', '--library', library])
  expect(out).toBe(`paper.example  drop .plea  ${String(added?.id)}\n`)
})

test('wrong use is said, and nothing is kept', async () => {
  for (const args of [
    ['change'],
    ['list', 'x'],
    ['apply', 'other.example'],
    ['add', 'https://paper.example/x', '--drop', 'p'],
    ['add', 'paper.example'],
    ['add', 'paper.example', '--drop', 'div..'],
    ['import', join(top, 'flood.html')],
  ]) {
    expect([args, (await run(...args)).status]).toEqual([args, 2])
  }
  expect((await run('list')).lines).toEqual([])
})
