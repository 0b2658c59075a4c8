import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { addArticle } from '../changes/add.ts'
import { areaOf, folderIn } from '../records/folders.ts'
import { applyBatch, type Entry } from './entry.ts'
import { articleOf } from './reader.ts'
import { factsOf } from './page-facts.ts'
import { readRecord } from '../records/records.ts'
import { createSharedOriginals } from '../records/shared-originals.ts'
import { databaseProblem, type Database } from './sqlite.ts'
import type { NewArticle } from '../store.ts'

export interface AddRequest {
  id: string
  article: NewArticle
}

/**
 * Articles of one transaction at most: FTS5 writes a piece of its tables with each, and all pieces are merged again later. The first
 * article of an import goes in alone and at once, so that its row is there; then twice as many each time.
 */
const MOST_TOGETHER = 64
/** The first article waits no longer than this for others, ms: a person sees its row in time, and a crash finds little left to do. */
const WAIT_MS = 500
/** Nothing more seems to come when for so many times as long as between the last ones nothing has come, and for so many ms. */
const [QUIET_TIMES, QUIET_MS] = [4, 20]

interface Waiting {
  entry: Entry
  resolve: () => void
  reject: (error: unknown) => void
}

function isDamage(error: unknown): boolean {
  const found = databaseProblem(error, '')
  return found instanceof ProblemError && found.problem.code === 'index.damaged'
}

const stringOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8')

/**
 * In the thread that writes: puts new articles into the library's folder and into the index. Those that come close together go
 * into the index together. `database` is the one that is open now.
 */
export function createAdder(root: string, database: () => Database): (asked: AddRequest) => Promise<ArticleRecord> {
  let waiting: Waiting[] = []
  let together = 1
  /** ms between the last ones, in the middle, and when the last one came */
  let [gap, last] = [0, 0]
  /** the pages of one file, of which the first that is built keeps the file for the others */
  let parts: Promise<unknown> = Promise.resolve()

  const shared = createSharedOriginals(async (sha256) => {
    const id = articleOf(database(), sha256)
    const area = id === undefined ? undefined : areaOf(root, id)
    if (id === undefined || area === undefined) return undefined
    const folder = folderIn(root, area, id)
    return { record: await readRecord(folder, id), folder }
  })

  /** Waits for others, until nothing more comes. */
  async function gather(): Promise<void> {
    const mine = waiting
    const since = performance.now()
    for (let before = 0; waiting === mine && before < mine.length && performance.now() - since < WAIT_MS;) {
      before = mine.length
      await wait(Math.min(WAIT_MS, Math.max(QUIET_MS, QUIET_TIMES * gap)))
    }
    if (waiting !== mine) return
    if (mine.length < together) together = Math.max(1, Math.floor(together / 2))
    flush()
    // who adds one after the other has waited for this one: the pause was not theirs, and is no reason to wait longer for the next
    last = performance.now()
  }

  function flush(): void {
    const batch = waiting
    waiting = []
    try {
      applyBatch(database(), root, { entries: batch.map(({ entry }) => entry), gone: [] })
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const intoIndex = (entry: Entry): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject })
      const now = performance.now()
      if (now - last < WAIT_MS) gap += (now - last - gap) / QUIET_TIMES
      last = now
      if (waiting.length >= together) {
        together = Math.min(MOST_TOGETHER, together * 2)
        flush()
      } else if (waiting.length === 1) void gather()
    })

  function build({ id, article }: AddRequest): Promise<ArticleRecord> {
    if (article.record.original.part === undefined) return addArticle(root, id, article, shared)
    const built = parts.then(() => addArticle(root, id, article, shared))
    parts = built.catch(() => undefined)
    return built
  }

  return async (asked) => {
    const { id, article } = asked
    const record = await build(asked)
    try {
      await intoIndex({ record, text: stringOf(article.text), facts: factsOf(stringOf(article.html)) })
    } catch (error) {
      // an article that cannot be listed was not added; a damaged index is built anew, with what is in the folders
      if (!isDamage(error)) rmSync(folderIn(root, 'articles', id), { recursive: true, force: true })
      throw error
    }
    return record
  }
}
