import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { PageFile } from '../../formats/page.ts'
import type { ReadPage } from '../../intake/messages.ts'
import type { Store } from '../../store/store.ts'
import { chosenCharset } from '../reading/read-anew.ts'
import { linkNote } from './joins.ts'
import { isGrownFrom, isSavedAgain } from './renewed.ts'
import type { TakenFiles } from './taken-files.ts'

/** Articles whose titles have the words of another one's that are looked at: the newest of them. */
const MOST_NAMESAKES = 50

/** Finds the articles of the library that files and pages are, or are about, beyond what their hashes say. */
export function knownArticles(store: Store) {
  /** The article that this file is now: of those it was taken in as, the last one that is not in the trash. */
  async function articleOf(file: PageFile, taken: TakenFiles): Promise<ArticleRecord | undefined> {
    for (const id of taken.articles(file.path)) {
      // an article that is gone or cannot be read is not updated: the page becomes an article of its own
      const record = await store.record(id).catch(() => undefined)
      if (record && record.trashed === undefined) return record
    }
    return undefined
  }

  /** The article that an earlier export made of the same thing; one of this very import is another one of that name. */
  async function grownFrom(page: ReadPage, added: ReadonlySet<string>): Promise<ArticleRecord | undefined> {
    const namesakes = await store.ids(`title:"${page.extracted.title.replace(/"/g, ' ')}"`, 'added-desc')
    for (const id of namesakes.slice(0, MOST_NAMESAKES)) {
      const record = added.has(id) ? undefined : await store.record(id).catch(() => undefined)
      if (record && isGrownFrom(record, page)) return record
    }
    return undefined
  }

  /** The article that this file was before it was saved again. */
  async function formerOf(
    file: PageFile,
    page: ReadPage,
    { taken, added }: { taken: TakenFiles; added: ReadonlySet<string> },
  ): Promise<ArticleRecord | undefined> {
    const record = page.part === undefined ? await articleOf(file, taken) : undefined
    if (record && isSavedAgain(record, page, file.path)) return record
    return page.grows === true ? grownFrom(page, added) : undefined
  }

  /** The link that was kept until this page turned up, the note below it as a mark. */
  async function linkTo({ format, url }: Pick<ArticleRecord, 'format' | 'url'>): Promise<ArticleRecord | undefined> {
    const id = url === undefined || format === 'link' ? undefined : await store.relations.linkAt(url)
    const record = id === undefined ? undefined : await store.record(id).catch(() => undefined)
    if (record === undefined) return undefined
    const note = linkNote(record.title, await store.text(record.id), record.saved)
    return { ...record, marks: [...record.marks, ...note] }
  }

  /** The article that the page was exported from, when it is one of this library. */
  async function exportedFrom({ madeFrom }: ReadPage): Promise<string | undefined> {
    const record = madeFrom === undefined ? undefined : await store.record(madeFrom).catch(() => undefined)
    return record?.id
  }

  /** The article that an entry of a list, or a link, is about; one without its page is only another link's. */
  async function aboutOf({ format, listed, extracted }: ReadPage): Promise<string | undefined> {
    if (listed !== true && format !== 'link') return undefined
    const addresses = [extracted.url, ...(extracted.alternatives.url ?? []).map(({ value }) => value)]
    const there = await store.relations.at(addresses.filter((address) => address !== undefined))
    return (there.find(({ link }) => !link) ?? (format === 'link' ? there[0] : undefined))?.id
  }

  /** The encoding that a person has chosen for what this file was when it was last taken in. */
  async function charsetFor(file: PageFile, taken: TakenFiles): Promise<string | undefined> {
    const record = await articleOf(file, taken)
    return record && chosenCharset(record)
  }

  return { articleOf, formerOf, linkTo, exportedFrom, aboutOf, charsetFor }
}
