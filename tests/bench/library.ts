import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { RECORD_VERSION } from '../../shared/model/article.ts'
import { problemOf } from '../../shared/model/problem.ts'
import { openStore } from '../../main/store/open.ts'
import { INDEX_VERSION } from '../../main/store/index/schema.ts'
import type { Store } from '../../main/store/store.ts'
import { GENERATOR_VERSION, makeArticle } from './generator.ts'

/** The size that the goals are for; a smaller one is named in the detail of every row. */
export const ARTICLES = Number(process.env.KEEPLEAF_BENCH_ARTICLES ?? 100_000)
/** Where libraries stay between runs. */
export const CACHE = resolve(process.env.KEEPLEAF_BENCH_CACHE ?? '.cache/bench')
/** Added at the same time, as an import does; enough for the index to take many in at once. */
const AT_ONCE = 200
const WAIT_MS = 2000
/** After the first rows and counts the reader gets ready for searches by itself, in less than this, ms; a person hardly types sooner. */
const READY_MS = 3000

/** How the library was made. `rates`: CPU ms an article, of the whole process, over the second half of the way to each size. */
const builtSchema = z.object({
  articles: z.number(),
  at: z.string(),
  seconds: z.number(),
  rates: z.record(z.string(), z.number()),
  /** the index is in order, as the app puts it when nothing is asked of it for a while */
  merged: z.boolean().default(false),
})
export type BenchLibrary = z.infer<typeof builtSchema> & {
  /** the library's folder: open it for reading only, or for what leaves it as it was */
  path: string
  /** beside the library, for what else is made from the same articles and kept */
  folder: string
}

/** A library of `count` made-up articles, made through the store when it is not there yet, and kept for the next run. */
export async function benchLibrary(count = ARTICLES): Promise<BenchLibrary> {
  const versions = `g${String(GENERATOR_VERSION)}-r${String(RECORD_VERSION)}-i${String(INDEX_VERSION)}`
  const folder = join(CACHE, `library-${String(count)}-${versions}`)
  const path = join(folder, 'library')
  await mkdir(folder, { recursive: true })
  for (;;) {
    const built = await readFile(join(folder, 'built.json'), 'utf8').catch(() => undefined)
    const known = built === undefined ? undefined : builtSchema.parse(JSON.parse(built))
    if (known?.merged) return { ...known, path, folder }
    try {
      if (known) await merge(folder, path, known)
      else await build(folder, path, count)
    } catch (error) {
      if (problemOf(error).code !== 'library.locked') throw error
      // another run is making it
      await wait(WAIT_MS)
    }
  }
}

/** Searches are measured in a library that was open for a while after its articles came. */
async function merge(folder: string, path: string, built: z.infer<typeof builtSchema>): Promise<void> {
  const store = await openStore(path, { owner: 'keepleaf bench' })
  try {
    await store.mergeIndex()
    await writeFile(join(folder, 'built.json'), JSON.stringify({ ...built, merged: true }))
  } finally {
    await store.close()
  }
}

async function build(folder: string, path: string, count: number): Promise<void> {
  const store = await openStore(path, { create: true, owner: 'keepleaf bench' })
  try {
    if ((await stat(join(folder, 'built.json')).catch(() => undefined)) !== undefined) return
    const original = join(folder, 'page.html')
    await writeFile(original, '<!doctype html><title>Made up</title><p>Made up.')
    // what a run that was broken off has added is there, but for the last few
    const before = Math.max(0, (await store.places()).all - AT_ONCE)
    const start = performance.now()
    const rates: Record<string, number> = {}
    let at = before
    for (const size of sizesUpTo(count)) {
      const half = Math.floor(size / 2)
      if (at < half) at = await addUntil(store, at, half, original)
      if (at >= size) continue
      const whole = at === half
      const cpu = process.cpuUsage()
      at = await addUntil(store, at, size, original)
      const { user, system } = process.cpuUsage(cpu)
      if (whole) rates[String(size)] = (user + system) / 1000 / (size - half)
    }
    const seconds = (performance.now() - start) / 1000
    const built = { articles: count, at: new Date().toISOString(), seconds, rates }
    await writeFile(join(folder, 'built.json'), JSON.stringify(built))
  } finally {
    await store.close()
  }
}

/** 1,000, 10,000 … and the count itself. */
export function sizesUpTo(count: number): number[] {
  const sizes: number[] = []
  for (let size = 1000; size < count; size *= 10) sizes.push(size)
  return [...sizes, count]
}

/** Adds the articles `from` to `to`, the second exclusive, and gives `to`. */
async function addUntil(store: Store, from: number, to: number, original: string): Promise<number> {
  let next = from
  const lane = async (): Promise<void> => {
    while (next < to) {
      const { record, html, text, assets } = makeArticle(next++)
      await store.add({ record, html, text, assets, files: [{ path: original, as: 'page.html' }] })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return to
}

/** What a window asks for at its start, and then the moment that passes until a person types. */
export async function asStarted(store: Store): Promise<void> {
  await store.list({ query: '', sort: 'saved-desc', offset: 0, limit: 60 })
  await store.places()
  await wait(READY_MS)
}
