import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePage } from '../../main/extract/dom/parse.ts'
import { extractPage } from '../../main/extract/extract.ts'
import type { Extracted } from '../../main/extract/article.ts'
import { readPages } from '../../main/formats/detect.ts'
import type { Page } from '../../main/formats/page.ts'
import { textHash } from '../../main/intake/text-hash.ts'
import { sha256 } from '../../main/platform/hash.ts'
import { readWholeFile, type WholeFile } from '../../main/platform/whole-file.ts'
import { addArticle } from '../../main/store/changes/add.ts'
import { newId } from '../../main/store/records/ids.ts'
import { applyBatch } from '../../main/store/index/entry.ts'
import { factsOf } from '../../main/store/index/page-facts.ts'
import { createTables, tune } from '../../main/store/index/schema.ts'
import { createSharedOriginals } from '../../main/store/records/shared-originals.ts'
import { openDatabase, type Database } from '../../main/store/index/sqlite.ts'
import type { NewArticle, SeenFile } from '../../main/store/store.ts'
import type { ArticleRecord } from '../../shared/model/article.ts'
import type { Benchmark } from './benchmark.ts'
import { corpusPages, repeatPages } from './corpora.ts'

const STAGES = ['read', 'decode', 'parse', 'extract', 'store', 'index'] as const
type Stage = (typeof STAGES)[number]
const names = STAGES.map((stage) => `import.stage.${stage}`)

/** The first rounds pay for loading and compiling the code. */
const ROUNDS = 3
/** Articles in one transaction, as an import on two cores has them. */
const BATCH = 32

type MadeArticle = NewArticle & { html: string; text: string }

const DETAILS: Readonly<Record<Stage, string>> = {
  read: 'the file and its SHA-256',
  decode: 'format, character set, signature of the saver',
  parse: 'markup to tree',
  extract: 'main text, metadata, reading view, hash of the text',
  store: "the article's folder: original, reading view, record",
  index: 'SQLite and full-text index',
}

/** Where an import's time goes: CPU of one thread a page, each stage by itself, without what the threads say to each other. */
export const importStages: Benchmark = {
  names,
  async *measure() {
    const pages = await corpusPages(names)
    const folder = await mkdtemp(join(tmpdir(), 'keepleaf-bench-'))
    try {
      await repeatPages(pages, pages.length, join(folder, 'pages'))
      let spent = new Map<Stage, number>()
      for (let round = 0; round < ROUNDS; round++) {
        const library = join(folder, `library-${String(round)}`)
        spent = await run(join(folder, 'pages'), library)
      }
      for (const stage of STAGES) {
        const value = (spent.get(stage) ?? 0) / pages.length
        const detail = `${DETAILS[stage]}; CPU a page, ${String(pages.length)} pages`
        yield { name: `import.stage.${stage}`, value, unit: 'ms', detail }
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function run(folder: string, library: string): Promise<Map<Stage, number>> {
  const spent = new Map<Stage, number>()
  const timed = async <T>(stage: Stage, work: () => T | Promise<T>): Promise<T> => {
    const before = process.threadCpuUsage()
    const result = await work()
    const { user, system } = process.threadCpuUsage(before)
    spent.set(stage, (spent.get(stage) ?? 0) + (user + system) / 1000)
    return result
  }
  const shared = createSharedOriginals(() => Promise.resolve(undefined))
  let database: Database | undefined
  let waiting: { record: ArticleRecord; article: MadeArticle }[] = []
  const intoIndex = async (): Promise<void> => {
    const open = (database ??= openIndex(join(library, 'index.sqlite')))
    const batch = waiting
    waiting = []
    await timed('index', () => {
      const entries = batch.map(({ record, article: { text, html } }) => ({ record, text, facts: factsOf(html) }))
      applyBatch(open, library, { entries, gone: [] })
    })
  }
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { whole, hash } = await timed('read', () => readHashed(path))
    if (!whole) continue
    const page = await timed('decode', () => firstPage(path, whole))
    if (!page) continue
    const before = process.threadCpuUsage()
    await timed('parse', () => parsePage(page.html))
    const parsing = process.threadCpuUsage(before)
    const extracted = await timed('extract', () => extractPage({ ...page, fileName: name }))
    const text = await timed('extract', () => textHash(extracted.text, extracted.url, hash))
    // extracting parses once more
    spent.set('extract', (spent.get('extract') ?? 0) - (parsing.user + parsing.system) / 1000)
    const seen = { bytes: whole.bytes.length, changed: whole.changed, sha256: hash }
    const article = articleOf(page, extracted, { source: hash, text }, seen)
    const record = await timed('store', () => addArticle(library, newId(), article, shared))
    waiting.push({ record, article })
    if (waiting.length === BATCH) await intoIndex()
  }
  await intoIndex()
  database?.close()
  return spent
}

function readHashed(path: string): { whole: WholeFile | undefined; hash: string } {
  const whole = readWholeFile(path)
  return { whole, hash: whole ? sha256(whole.bytes) : '' }
}

async function firstPage(path: string, whole: WholeFile): Promise<Page | undefined> {
  for await (const result of readPages({ path }, undefined, whole)) if (result.ok) return result.page
  return undefined
}

function openIndex(path: string): Database {
  const database = openDatabase(path)
  tune(database)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  createTables(database)
  return database
}

function articleOf(
  page: Page,
  extracted: Extracted,
  hashes: { source: string; text: string },
  seen: SeenFile,
): MadeArticle {
  const { html, text, assets, ...values } = extracted
  const state = { tags: [], tagRules: {}, read: false, starred: false, progress: 0, provenance: [] }
  const original = { main: page.files[0]?.as ?? '' }
  return {
    record: { ...values, ...state, format: page.format, charset: page.charset, original, hashes },
    html,
    text,
    assets,
    files: page.files.map((file) => ({ ...file, seen })),
  }
}
