import { rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { addArticle } from '../changes/add.ts'
import { areaOf, folderIn } from '../records/folders.ts'
import { applyBatch, type Entry } from './entry.ts'
import { articleOf } from './reader.ts'
import { factsOf } from './page-facts.ts'
import { readRecord } from '../records/records.ts'
import { createSharedOriginals } from '../records/shared-originals.ts'
import type { Database } from './sqlite.ts'
import type { NewArticle } from '../store.ts'

export interface AddRequest {
  id: string
  article: NewArticle
}

interface Waiting {
  entry: Entry
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * In the thread that writes: puts new articles into the library's folder and into the index. Those that come while one is being
 * built go into the index together. `database` is the one that is open now.
 */
export function createAdder(root: string, database: () => Database): (asked: AddRequest) => Promise<ArticleRecord> {
  let waiting: Waiting[] = []

  const shared = createSharedOriginals(async (sha256) => {
    const id = articleOf(database(), sha256)
    const area = id === undefined ? undefined : areaOf(root, id)
    if (id === undefined || area === undefined) return undefined
    const folder = folderIn(root, area, id)
    return { record: await readRecord(folder, id), folder }
  })

  async function flush(): Promise<void> {
    // lets every message in that has arrived already
    await setImmediate()
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
      if (waiting.length === 1) void flush()
    })

  return async ({ id, article }) => {
    const record = await addArticle(root, id, article, shared)
    try {
      await intoIndex({ record, text: article.text, facts: factsOf(article.html) })
    } catch (error) {
      // an article that cannot be listed was not added
      rmSync(folderIn(root, 'articles', id), { recursive: true, force: true })
      throw error
    }
    return record
  }
}
