import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLibrary, type TestLibrary } from '../library.ts'

/** Starting Node and opening a library twice on a loaded machine. */
const TIMEOUT_MS = 60_000

let library: TestLibrary
let child: ChildProcess | undefined
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await library.remove()
})

/** Starts a second program on the library, and resolves when it is in the middle of its work. */
async function start(what: string): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'busy-child.ts')
  child = spawn(process.execPath, [program, library.root, library.dir, what], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}
async function kill(started: ChildProcess): Promise<void> {
  started.kill('SIGKILL')
  await once(started, 'exit')
}

test(
  'killed while adding: every article is whole and can be found, and nothing half is left',
  async () => {
    await library.close()
    const started = await start('add')
    await setTimeout(30)
    await kill(started)
    await library.open()
    await library.store.refresh()
    const { total } = await library.store.list({ query: 'word', sort: 'saved-desc', offset: 0, limit: 1 })
    expect(total).toBeGreaterThanOrEqual(4)
    const { articles, findings } = await library.store.verify()
    expect({ articles, findings }).toEqual({ articles: total, findings: [] })
    const names = await readdir(join(library.root, 'articles'))
    expect(names.filter((name) => name.startsWith('.staging'))).toEqual([])
  },
  TIMEOUT_MS,
)

test('killed after an article was put in place and before the index knew it: the next start knows it at once', async () => {
  const index = join(library.root, 'index.sqlite')
  await library.close()
  await copyFile(index, join(library.dir, 'index.before'))
  await library.open()
  await library.add('Put in place')
  await library.close()
  await copyFile(join(library.dir, 'index.before'), index)
  const dead = { pid: 2 ** 22 + 1, host: hostname(), owner: 'other', started: new Date().toISOString() }
  await writeFile(join(library.root, 'lock'), JSON.stringify(dead))
  await library.open()
  // an import that goes on asks at once: what is not known is added again
  expect(await library.titles('')).toEqual(['Put in place'])
})

test(
  'killed in a bulk change: at the next start all of it is there, and one undo takes all of it back',
  async () => {
    for (let i = 0; i < 60; i++) await library.add(`Article ${String(i)}`)
    await library.close()
    await kill(await start('change'))
    await library.open()
    const tagged = async (): Promise<number> =>
      (await library.store.list({ query: 'tag:bulk', sort: 'saved-desc', offset: 0, limit: 1 })).total
    expect(await tagged()).toBe(60)
    const ids = await library.store.ids('', 'saved-desc')
    const records = await Promise.all(ids.map((id) => library.store.record(id)))
    expect(records.filter(({ tags }) => tags.join() === 'bulk')).toHaveLength(60)
    await library.store.undo()
    expect(await tagged()).toBe(0)
  },
  TIMEOUT_MS,
)

test(
  'killed while rebuilding: the library opens with everything in it',
  async () => {
    for (let i = 0; i < 30; i++) await library.add(`Article ${String(i)}`)
    await library.close()
    const started = await start('rebuild')
    await setTimeout(20)
    await kill(started)
    await library.open()
    expect((await library.store.list({ query: 'word', sort: 'saved-desc', offset: 0, limit: 1 })).total).toBe(30)
    expect((await library.store.verify()).findings).toEqual([])
  },
  TIMEOUT_MS,
)

test(
  'the lock of a living program is respected, that of a killed one taken over',
  async () => {
    await library.close()
    const started = await start('hold')
    await expect(library.open()).rejects.toMatchObject({
      problem: { code: 'library.locked', detail: { owner: 'child' } },
    })
    await kill(started)
    await library.open()
    expect(library.store.readOnly).toBe(false)
  },
  TIMEOUT_MS,
)

test(
  'closed in the middle of many questions: the program ends by itself and leaves no lock',
  async () => {
    for (let number = 0; number < 40; number++) await library.add(`No. ${String(number)}`, `word w${String(number)}`)
    await library.close()
    const [status] = await once(await start('close'), 'exit')
    // killed by a signal it has no status
    expect(status).toBe(0)
    expect(await readdir(library.root)).not.toContain('lock')
    await library.open()
  },
  TIMEOUT_MS,
)
