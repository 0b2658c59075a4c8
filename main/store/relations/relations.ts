import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { VIEW_FILE } from '../../../shared/model/article-files.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { ArticleRecord, Row } from '../../../shared/model/article.ts'
import type { Library } from '../../../shared/model/library.ts'
import type { LocalLink, MissingPage } from '../../../shared/model/links.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Version } from '../../../shared/model/version.ts'
import { textOfHtml } from '../../platform/html-text.ts'
import { addressKey, comparable, isFrontPage } from './addresses.ts'
import type { Index } from '../index/index.ts'
import { factsOf, wordsOfLink } from '../index/page-facts.ts'
import { isMissing } from '../disk.ts'
import { keepVersion, versionOfArticle, versionsIn, versionText } from '../records/versions.ts'

/** Articles named below one that they link to; the number says how many there are. */
const LINKED_FROM = 50
/** Missing pages looked at for each that is asked for: front pages are none. */
const LOOKED_AT = 2

interface Parts {
  index: Index
  library(): Library
  folder(id: string): string
  record(id: string): Promise<ArticleRecord>
}

/** What articles have to do with each other: duplicates, versions, links. */
export interface Relations {
  duplicates(offset: number, limit: number): Promise<CallOutput<'duplicates.list'>>
  links(id: string): Promise<CallOutput<'links.of'>>
  missing(limit: number): Promise<MissingPage[]>
  /** articles outside the trash whose own address is one of these, newest first, none at a site's front page; `link`: without a page */
  at(addresses: readonly string[]): Promise<{ id: string; link: boolean }[]>
  /** the link without its page that is kept at an address; the index is asked only when there may be one */
  linkAt(address: string): Promise<string | undefined>
  /** the states of an article's page that the library has, newest first */
  versions(id: string): Promise<Version[]>
  /** the reading view of one that is kept with the article */
  versionReading(id: string, version: string): Promise<CallOutput<'versions.reading'>>
  /** plain text of one of them */
  versionText(id: string, version: string): Promise<string>
  /** keeps others with an article as its versions, when they stand at the same address */
  keepVersions(id: string, others: readonly string[]): Promise<void>
}

export function createRelations({ index, library, folder, record }: Parts): Relations {
  const html = (id: string): Promise<string> => readFile(join(folder(id), VIEW_FILE), 'utf8')

  async function at(addresses: readonly string[]): Promise<{ id: string; link: boolean }[]> {
    const pages = addresses.filter((address) => !isFrontPage(comparable(address) ?? ''))
    const keys = new Set(pages.map(addressKey).filter((key) => key !== undefined))
    return keys.size === 0 ? [] : index.read('standingAt', [...keys])
  }

  async function localLinks(id: string): Promise<LocalLink[]> {
    // a view that is gone is told where the article is opened; it links to nothing
    const page = await html(id).catch((error: unknown) => {
      if (!isMissing(error)) throw error
      return ''
    })
    const keyed = factsOf(page).links.flatMap((href) => {
      const key = addressKey(href)
      return key === undefined ? [] : [{ href, key }]
    })
    if (keyed.length === 0) return []
    const rows = new Map(await index.read('articlesAt', [...new Set(keyed.map(({ key }) => key))]))
    return keyed.flatMap(({ href, key }) => {
      const row = rows.get(key)
      return row && row.id !== id ? [{ href, article: named(row) }] : []
    })
  }

  /** The address behind a key, as the first article that links to it writes it. */
  async function pageOf(key: number, count: number, from: readonly string[]): Promise<MissingPage | undefined> {
    const [first] = from
    const page = first === undefined ? undefined : await html(first).catch(() => undefined)
    const url = page && factsOf(page).links.find((href) => addressKey(href) === key)
    if (page === undefined || url === undefined || isFrontPage(comparable(url) ?? '')) return undefined
    return { url, words: wordsOfLink(page, url), count, from: (await index.read('rows', [...from])).map(named) }
  }

  return {
    duplicates: (offset, limit) => index.read('duplicates', library().notDuplicates, offset, limit),
    async links(id) {
      const [here, from] = await Promise.all([localLinks(id), index.read('linkedFrom', id, LINKED_FROM)])
      return { here, from }
    },
    async missing(limit) {
      const found: MissingPage[] = []
      for (const { key, count, from } of await index.read('missing', limit * LOOKED_AT)) {
        if (found.length === limit) break
        const page = await pageOf(key, count, from)
        if (page) found.push(page)
      }
      return found
    },
    at,
    async linkAt(address) {
      const key = addressKey(address)
      if (key === undefined || !(await index.mayBeLink(key))) return undefined
      return (await at([address])).find(({ link }) => link)?.id
    },
    async versions(id) {
      const [own, kept, others] = await Promise.all([
        record(id),
        versionsIn(folder(id)),
        index.read('atSameAddress', id),
      ])
      // later ones count: what came back out of the trash is an article again, what is kept stays when the trash is emptied
      const versions = [
        ...others.filter(({ trashed }) => trashed !== undefined).map((row) => versionOf(row, 'trash')),
        ...kept.map((each) => versionOf(each.record, 'kept')),
        ...others.filter(({ trashed }) => trashed === undefined).map((row) => versionOf(row, 'library')),
        versionOf(own, 'here'),
      ]
      const one = new Map(versions.map((version) => [version.id, version]))
      return [...one.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1))
    },
    async versionReading(id, version) {
      const kept = await versionOfArticle(folder(id), version)
      if (!kept) throw new ProblemError('record.missing', { id: version })
      const { title, byline, published, lang, dir, words } = kept.record
      return { title, byline, published, lang, dir, words, html: kept.html }
    },
    async versionText(id, version) {
      const kept = await versionText(folder(id), version)
      const text = kept ?? textOfHtml(await html(version).catch(() => ''))
      if (text === '' && kept === undefined) throw new ProblemError('record.missing', { id: version })
      return text
    },
    async keepVersions(id, others) {
      const { url } = await record(id)
      const address = comparable(url ?? '')
      if (address === undefined) return
      for (const other of others) {
        const theirs = await record(other)
        if (comparable(theirs.url ?? '') === address) await keepVersion(folder(other), other, folder(id))
      }
    },
  }
}

const named = ({ id, title, site, host }: Row): LocalLink['article'] => ({ id, title, site, host })

function versionOf(
  { id, title, saved, added, words }: Pick<Row, 'id' | 'title' | 'saved' | 'added' | 'words'>,
  place: Version['place'],
): Version {
  return { id, place, title, at: saved ?? added, words }
}
