import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Archive } from '../../../../../main/archive.ts'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers, disks and a process of its own: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const PAGES = 40
const STAGED = 5
const OLD = '<p>Share this page</p>'

let place: Place
beforeEach(async () => {
  place = await makePlace()
  for (let at = 1; at <= PAGES; at++)
    await place.put(`${String(at)}.html`, article(`Page ${String(at)}`, `W${String(at)}`))
  const archive = await place.open()
  await importAll(archive, [place.pages])
  await archive.close()
  for (const view of await filesOf('article.html')) await writeFile(view, OLD)
  await dieWhileReading()
})
afterEach(() => place.clear())

async function filesOf(name: string): Promise<string[]> {
  const top = join(place.library, 'articles')
  const paths = await readdir(top, { recursive: true })
  return paths.filter((path) => path.endsWith(name)).map((path) => join(top, path))
}

async function dieWhileReading(): Promise<void> {
  const program = join(import.meta.dirname, 'reading-child.ts')
  const child = spawn(process.execPath, [program, place.library, String(STAGED)], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  const left = (await filesOf('fields.json')).length
  expect(left).toBeGreaterThanOrEqual(STAGED)
  expect(left, 'all was read already: nothing was tested').toBeLessThan(PAGES)
  // nothing of it is to be seen until all of it is
  expect(await old()).toBe(PAGES)
}

async function old(): Promise<number> {
  const views = await Promise.all((await filesOf('article.html')).map((view) => readFile(view, 'utf8')))
  return views.filter((view) => view === OLD).length
}

const goingOn = (archive: Archive): string[] =>
  archive.jobs.list().flatMap(({ id, kind }) => (kind === 'extract' ? [id] : []))

async function isWhole(archive: Archive): Promise<void> {
  const { id } = archive.verify()
  await archive.jobs.finished(id)
  expect(archive.jobs.allItems(id)).toEqual([])
  expect(await filesOf('.next')).toEqual([])
}

test('killed while reading again: the next start reads the rest, and one undo takes all of it back', async () => {
  const archive = await place.open()
  expect(await archive.jobs.finished(goingOn(archive)[0] ?? '')).toMatchObject({
    kind: 'extract',
    state: 'done',
    done: PAGES,
  })
  expect(await old()).toBe(0)
  await isWhole(archive)
  await archive.undo()
  expect(await old()).toBe(PAGES)
  await isWhole(archive)
})

test('cancelled when it goes on: nothing is changed, and nothing that was staged before is left', async () => {
  const archive = await place.open()
  const [job = ''] = goingOn(archive)
  archive.jobs.cancel(job)
  expect(await archive.jobs.finished(job)).toMatchObject({ state: 'cancelled' })
  expect(await old()).toBe(PAGES)
  expect(await filesOf('.json')).toHaveLength(PAGES)
  await isWhole(archive)
})

test('another reading begins without it: it is given up, and does not come back at the next start', async () => {
  const archive = await place.open({ resume: false })
  const [id = ''] = await archive.store.ids('', 'saved-desc')
  await archive.jobs.finished(archive.extract({ ids: [id] }).id)
  expect(await old()).toBe(PAGES - 1)
  expect(await filesOf('fields.json')).toHaveLength(1)
  await archive.close()
  const again = await place.open()
  expect(goingOn(again)).toEqual([])
  await isWhole(again)
})
