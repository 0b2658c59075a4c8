import { rm } from 'node:fs/promises'
import type { ArticleRecord } from '../../shared/model/article.ts'
import { addArticle } from './add.ts'
import { diskProblem } from './disk.ts'
import { areaOf, folderIn } from './folders.ts'
import type { Index } from './index.ts'
import { factsOf } from './page-facts.ts'
import { readRecord } from './records.ts'
import { createSharedOriginals } from './shared-originals.ts'
import type { NewArticle } from './store.ts'

/** Adds articles, and knows those that the index cannot find yet. */
export function createAdding(root: string, index: Index, onAdded: (id: string) => void) {
  /** by main file and part: the same page given twice at once goes in once */
  const underWay = new Map<string, Promise<ArticleRecord>>()
  const bySource = new Map<string, string>()
  const byText = new Map<string, string>()

  const shared = createSharedOriginals(async (sha256) => {
    const id = await index.read('bySource', sha256, undefined)
    const area = id === undefined ? undefined : areaOf(root, id)
    if (id === undefined || area === undefined) return undefined
    const folder = folderIn(root, area, id)
    return { record: await readRecord(folder, id), folder }
  })

  async function addNew(article: NewArticle): Promise<ArticleRecord> {
    const record = await addArticle(root, article, shared)
    const source = keyOf(record.hashes.source, record.original.part)
    bySource.set(source, record.id)
    byText.set(record.hashes.text, record.id)
    try {
      await index.put({ record, text: article.text, facts: factsOf(article.html) })
    } catch (error) {
      // an article that cannot be listed was not added
      await rm(folderIn(root, 'articles', record.id), { recursive: true, force: true })
      throw diskProblem(error, article.files[0]?.path ?? root)
    } finally {
      if (bySource.get(source) === record.id) bySource.delete(source)
      if (byText.get(record.hashes.text) === record.id) byText.delete(record.hashes.text)
    }
    onAdded(record.id)
    return record
  }

  return {
    /** `known` reads the article that the library has of this file */
    async add(article: NewArticle, known: (id: string) => Promise<ArticleRecord>): Promise<ArticleRecord> {
      const { hashes, original } = article.record
      // without a hash there is nothing to compare by yet
      if (hashes.source === '') return addNew(article)
      const key = keyOf(hashes.source, original.part)
      const other = underWay.get(key)
      if (other) return other
      const adding = (async () => {
        const id = await index.read('bySourceExactly', hashes.source, original.part)
        return id === undefined ? addNew(article) : known(id)
      })()
      underWay.set(key, adding)
      try {
        return await adding
      } finally {
        underWay.delete(key)
      }
    },
    sourceOf: (sha256: string, part?: string): string | undefined => bySource.get(keyOf(sha256, part)),
    textOf: (hash: string): string | undefined => byText.get(hash),
    /** resolves when nothing is being added */
    settled: async (): Promise<void> => void (await Promise.allSettled(underWay.values())),
  }
}

const keyOf = (sha256: string, part: string | undefined): string => `${sha256} ${part ?? ''}`
