import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { RECORD_VERSION, type ArticleRecord } from '../../shared/model/article.ts'
import { createDuplicates } from '../../main/store/relations/duplicates.ts'
import { applyBatch } from '../../main/store/index/entry.ts'
import { newId } from '../../main/store/records/ids.ts'
import { createReader } from '../../main/store/index/reader.ts'
import { addressKey } from '../../main/store/relations/addresses.ts'
import { factsOf } from '../../main/store/index/page-facts.ts'
import { writeRelated } from '../../main/store/relations/related.ts'
import { createTables, INDEX_VERSION, setVersion, tune } from '../../main/store/index/schema.ts'
import { sketchOf } from '../../main/store/relations/similar-text.ts'
import { openDatabase, type Database } from '../../main/store/index/sqlite.ts'
import { type Benchmark, atMost, percentile } from './benchmark.ts'
import { GENERATOR_VERSION, makeArticle } from './generator.ts'
import { ARTICLES, CACHE } from './library.ts'

const names = [
  'duplicates.group',
  'duplicates.again',
  'links.open.p95',
  'links.missing',
  'index.sketch',
  'index.links',
] as const

const BATCH = 500
/** One article in so many is nearly the one before it. */
const COPY_EVERY = 50
/** Links of an article, half of them to others of the library. */
const LINKS = 20
const OPENED = 300
const MISSING = 200
const MEASURED = 1000
const GROUP_GOAL_S = 5
const AGAIN_GOAL_S = 1
const OPEN_GOAL_MS = 20
const MISSING_GOAL_S = 5
const SKETCH_GOAL_MS = 0.5
const LINKS_GOAL_MS = 0.2

const apart = async (): Promise<void> => void (await setImmediate())

/** Grouping duplicates, and finding what links where, in an index of made-up articles that is kept between runs. */
export const relations: Benchmark = {
  names,
  async *measure(wanted) {
    yield* writing()
    if (!names.some((name) => !name.startsWith('index.') && wanted(name))) return
    const database = openDatabase(await builtIndex())
    try {
      tune(database)
      yield* grouping(database)
      yield* linking(database)
    } finally {
      database.close()
    }
  },
}

function* writing() {
  const pages = Array.from({ length: MEASURED }, (_, number) => pageOf(number, ARTICLES))
  const spent = (work: (page: (typeof pages)[number]) => unknown): number => {
    for (const page of pages.slice(0, 100)) work(page)
    const before = process.cpuUsage()
    for (const page of pages) work(page)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / pages.length
  }
  const detail = `CPU time a page, ${String(MEASURED)} pages`
  const sketch = spent(({ text }) => sketchOf(text))
  yield atMost('index.sketch', sketch, 'ms', SKETCH_GOAL_MS, detail)
  const links = spent(({ html }) => factsOf(html).links.map(addressKey))
  yield atMost('index.links', links, 'ms', LINKS_GOAL_MS, `${detail}, ${String(LINKS)} links each, read and made keys`)
}

async function* grouping(database: Database) {
  const size = `${String(ARTICLES)} articles, one in ${String(COPY_EVERY)} a copy`
  const { duplicates } = createDuplicates(database, () => new Map())
  let total = 0
  const first = await secondsOf(async () => void ({ total } = await duplicates(apart, [], 0, 1)))
  yield atMost(
    'duplicates.group',
    first,
    's',
    GROUP_GOAL_S,
    `CPU time, ${size}, ${String(total)} groups, from the file`,
  )
  // rolled back: the file is the same in every run
  database.exec('BEGIN')
  try {
    const record = recordOf(0)
    writeRelated(database, 1, { ...record, url: 'https://example.org/changed' }, undefined)
    const seconds = await secondsOf(() => duplicates(apart, [], 0, 1))
    yield atMost('duplicates.again', seconds, 's', AGAIN_GOAL_S, `CPU time, ${size}, after one of them has changed`)
  } finally {
    database.exec('ROLLBACK')
  }
}

async function* linking(database: Database) {
  const reader = createReader(database)
  const pages = Array.from({ length: OPENED }, (_, number) => pageOf(number, ARTICLES).html)
  const ids = database.rows('SELECT id FROM articles ORDER BY rowid LIMIT ?', OPENED).map(([id]) => String(id))
  const times: number[] = []
  let found = 0
  for (const [number, id] of ids.entries()) {
    const start = performance.now()
    const keys = factsOf(pages[number] ?? '').links.flatMap((href) => addressKey(href) ?? [])
    found += reader.articlesAt(apart, keys).length
    reader.linkedFrom(apart, id, 50)
    times.push(performance.now() - start)
  }
  const size = `${String(ARTICLES)} articles with ${String(LINKS)} links`
  const opened = `${size}, ${String(OPENED)} opened, ${(found / OPENED).toFixed(1)} links lead to articles`
  yield atMost('links.open.p95', percentile(times, 0.95), 'ms', OPEN_GOAL_MS, opened)
  const seconds = await secondsOf(() => reader.missing(apart, MISSING))
  yield atMost('links.missing', seconds, 's', MISSING_GOAL_S, `CPU time, ${size}, the first ${String(MISSING)}`)
}

/** CPU time, whatever else the machine is doing. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}

const addressOf = (number: number): string => `https://site-${String(number % 997)}.example/page/${String(number)}`

/** Article `number` with links; one in `COPY_EVERY` has the text of the one before, a few words later. */
function pageOf(number: number, count: number): { title: string; text: string; html: string } {
  const copy = number % COPY_EVERY === COPY_EVERY - 1
  const { record, text: own } = makeArticle(copy ? number - 1 : number)
  const text = copy ? `${own}\nSo it was said then.` : own
  const links = Array.from({ length: LINKS }, (_, at) =>
    at % 2 === 0
      ? `<a href="${addressOf((number * 31 + at * at * 7) % count)}?utm_source=a&amp;b=0">there</a>`
      : `<a href="https://elsewhere.example/${String((number * at) % 5003)}">there</a>`,
  )
  return { title: record.title, text, html: `<p>${text}</p><p>${links.join(' ')}</p>` }
}

function recordOf(number: number): ArticleRecord {
  const now = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString()
  return {
    ...{ id: newId(), version: RECORD_VERSION, added: now, changed: now, format: 'html', title: String(number) },
    ...{ dir: 'ltr', words: 100, minutes: 1, tags: [], read: false, starred: false, url: `${addressOf(number)}?b=0` },
    ...{ sources: {}, alternatives: {}, warnings: [], tagRules: {}, progress: 0, marks: [], provenance: [] },
    original: { main: 'page.html', files: [] },
    hashes: { source: String(number), text: String(number) },
  }
}

async function builtIndex(): Promise<string> {
  const versions = `g${String(GENERATOR_VERSION)}-r${String(RECORD_VERSION)}-i${String(INDEX_VERSION)}`
  const path = join(CACHE, `relations-${String(ARTICLES)}-${versions}.sqlite`)
  if (await stat(path).catch(() => undefined)) return path
  await mkdir(CACHE, { recursive: true })
  const fresh = `${path}.${String(process.pid)}`
  const database = openDatabase(fresh)
  try {
    tune(database)
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    createTables(database)
    for (let at = 0; at < ARTICLES; at += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, ARTICLES - at) }, (_, i) => at + i)
      const entries = numbers.map((number) => ({ record: recordOf(number), number }))
      // rows without words: the full text has benchmarks of its own
      applyBatch(database, CACHE, { entries, gone: [] })
      database.transaction(() => {
        for (const { record, number } of entries) {
          const { text, html } = pageOf(number, ARTICLES)
          writeRelated(database, number + 1, record, { text, facts: factsOf(html) })
        }
      })
    }
    setVersion(database)
  } catch (error) {
    database.close()
    await rm(fresh, { force: true })
    throw error
  }
  database.close()
  await rename(fresh, path)
  return path
}
