import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { article } from '../archive/rooms.ts'
import { keepleaf, parsed } from './run.ts'

/** Each run is a program of its own; on a busy machine one takes seconds. */
vi.setConfig({ testTimeout: 120_000 })

let top: string
let library: string
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'keepleaf-cli-rules-'))
  library = join(top, 'library')
  await writeFile(join(top, 'a.html'), article('Alpha', 'The flood'))
  await keepleaf(['import', join(top, 'a.html'), '--library', library])
  const file = join(library, 'library.json')
  const rules = [
    { id: 'r1', name: 'Floods', query: 'flood', tags: ['water'], star: true },
    { id: 'r2', query: 'flood', tags: ['never'], on: false },
  ]
  await writeFile(file, JSON.stringify({ ...parsed(await readFile(file, 'utf8')), rules }))
})
afterEach(() => rm(top, { recursive: true, force: true }))

const run = (...args: string[]) => keepleaf(['rules', ...args, '--library', library, '--json'])

test('a library without rules says so, and nothing on stdout', async () => {
  const empty = join(top, 'empty')
  await keepleaf(['import', join(top, 'a.html'), '--library', empty])
  for (const command of [
    'rules list',
    'rules run --preview',
    'rules run',
    'sites list',
    'sites preview',
    'sites apply',
  ]) {
    const { status, out, err } = await keepleaf([...command.split(' '), '--library', empty])
    expect([command, status, out]).toEqual([command, 0, ''])
    expect(err).toContain('There are no')
  }
})

test('rules are listed, previewed and run', async () => {
  expect((await run('list')).lines).toMatchObject([
    { id: 'r1', name: 'Floods', on: true, matches: 1, changes: 1, given: 0 },
    { id: 'r2', on: false, matches: 1, changes: 1 },
  ])
  expect((await run('run', '--preview')).lines).toEqual([
    { id: 'r1', name: 'Floods', query: 'flood', matches: 1, changes: 1 },
  ])
  expect((await run('run')).lines).toEqual([{ rules: ['r1'], articles: 1 }])
  expect((await run('run', 'Floods')).lines).toEqual([{ rules: ['r1'], articles: 0 }])
  const { out } = await keepleaf(['rules', 'list', '--library', library])
  expect(out).toBe('Floods  tag water, star  flood\n(off) flood  tag never  flood\n')
  const found = await keepleaf(['search', 'tag:water is:starred', '--library', library, '--json'])
  expect(found.lines).toHaveLength(1)
})

test('wrong use is said', async () => {
  for (const args of [['drop'], ['run', 'Nothing'], ['list', 'x']]) expect((await run(...args)).status).toBe(2)
})
