import type { ArticleRecord } from '../../../shared/model/article.ts'
import { diskProblem } from '../disk.ts'
import { newId } from '../records/ids.ts'
import type { Index } from '../index/index.ts'
import type { NewArticle } from '../store.ts'

type Adding = Promise<ArticleRecord>

/** Adds articles, and knows those that the index cannot find yet. */
export function createAdding(root: string, index: Index, onAdded: (id: string) => void) {
  /** by main file and part: the same page given twice at once goes in once */
  const underWay = new Map<string, Adding>()
  const byText = new Map<string, Adding>()

  async function addNew(article: NewArticle): Adding {
    try {
      const record = await index.add({ id: newId(), article })
      onAdded(record.id)
      return record
    } catch (error) {
      throw diskProblem(error, article.files[0]?.path ?? root)
    }
  }

  /** `known` reads the article that the library has of this file */
  async function addOnce(article: NewArticle, known: (id: string) => Adding): Adding {
    const { hashes, original } = article.record
    // without a hash there is nothing to compare by yet
    if (hashes.source === '' || !(await index.mayHave(hashes.source))) return addNew(article)
    const id = await index.read('bySourceExactly', hashes.source, original.part)
    return id === undefined ? addNew(article) : known(id)
  }

  const idOf = (adding: Adding | undefined): Promise<string | undefined> =>
    Promise.resolve(adding).then(
      (record) => record?.id,
      () => undefined,
    )

  return {
    async add(article: NewArticle, known: (id: string) => Adding): Adding {
      const { hashes, original } = article.record
      const key = keyOf(hashes.source, original.part)
      const other = hashes.source === '' ? undefined : underWay.get(key)
      if (other) return other
      const adding = addOnce(article, known)
      if (hashes.source !== '') underWay.set(key, adding)
      byText.set(hashes.text, adding)
      try {
        return await adding
      } finally {
        if (underWay.get(key) === adding) underWay.delete(key)
        if (byText.get(hashes.text) === adding) byText.delete(hashes.text)
      }
    },
    async bySource(sha256: string, part?: string): Promise<string | undefined> {
      const id = await idOf(underWay.get(keyOf(sha256, part)))
      if (id !== undefined || !(await index.mayHave(sha256))) return id
      return index.read('bySource', sha256, part)
    },
    async mergedInto(hash: string, part?: string): Promise<string | undefined> {
      return (await index.mayHave(hash)) ? index.read('mergedInto', hash, part) : undefined
    },
    async byText(hash: string): Promise<string | undefined> {
      const id = await idOf(byText.get(hash))
      if (id !== undefined || !(await index.mayHave(hash))) return id
      return index.read('byText', hash)
    },
    busy: (): boolean => underWay.size > 0 || byText.size > 0,
    /** resolves when nothing is being added */
    settled: async (): Promise<void> => void (await Promise.allSettled([...underWay.values(), ...byText.values()])),
  }
}

const keyOf = (sha256: string, part: string | undefined): string => `${sha256} ${part ?? ''}`
