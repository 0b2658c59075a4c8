import { problem, ProblemError } from '../../../shared/model/problem.ts'
import { LIST_BYTES, LIST_ENTRIES, sizeText } from '../../platform/limits.ts'
import type { PageResult, Reader } from '../page.ts'
import { limitProblem, placeIn, type Source } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { pageBeside } from './beside.ts'
import { readBookmarks } from './bookmarks.ts'
import { listForm, type ListForm } from './detect-list.ts'
import type { LinkList, ListReader } from './entry.ts'
import { readJson } from './json.ts'
import { readLines } from './lines.ts'
import { pageOfEntry, partOf } from './page.ts'
import { readPosts } from './posts.ts'
import { readTable } from './table.ts'
import { readZoteroRdf } from './zotero-rdf.ts'

/** Characters that tell the form: as many as detection has looked at. */
const HEAD_LENGTH = 128 * 1024

const readers: Readonly<Record<ListForm, ListReader>> = {
  bookmarks: readBookmarks,
  table: readTable,
  json: readJson,
  lines: readLines,
  rdf: readZoteroRdf,
  posts: readPosts,
}

/** Whether it is clear that a person keeps pages in it: any program's data can be a table with addresses. */
const isKnown = ({ service, what }: LinkList): boolean => service !== undefined || what === 'list.bookmarks'

/** The list that a file holds; undefined when it is none. Throws when it is too large. */
export async function listIn(source: Source): Promise<LinkList | undefined> {
  if (source.size > LIST_BYTES)
    throw new ProblemError('file.tooLarge', {
      file: placeIn(source),
      size: sizeText(source.size),
      limit: sizeText(LIST_BYTES),
    })
  const { text } = decode(await source.bytes(), { plain: true, chosen: source.charset })
  const form = listForm(text.slice(0, HEAD_LENGTH))
  const list = form && readers[form](text)
  if (list !== undefined && list.entries.length > LIST_ENTRIES)
    throw limitProblem(source.path, 'limit.entries', { most: LIST_ENTRIES })
  return list
}

/** Why a list is left alone where it was found, as a result; undefined when it is taken in. */
export function leftAlone(source: Source, list: LinkList): PageResult | undefined {
  const { lists } = source
  const code =
    lists === 'none' ? 'format.list' : lists === 'known' && !isKnown(list) ? 'format.listInFolder' : undefined
  const detail = { file: placeIn(source), what: list.what, links: list.entries.length }
  return code && { ok: false, part: source.part, status: 'skipped', problem: problem(code, detail) }
}

/** A list of links: bookmarks, a service's export, a table, lines of addresses. Each entry is a page. */
export const read: Reader = async function* (source, inner) {
  const list = await listIn(source)
  if (list === undefined || list.entries.length === 0) {
    yield {
      ok: false,
      part: source.part,
      status: 'skipped',
      problem: problem('format.unknown', { file: placeIn(source) }),
    }
    return
  }
  const left = leftAlone(source, list)
  if (left !== undefined) {
    yield left
    return
  }
  for (const entry of list.entries) {
    if (source.only !== undefined && source.only !== partOf(source, entry)) continue
    if (source.onDisk) yield* pageBeside(source, list, entry, inner)
    else yield pageOfEntry(source, list, entry)
  }
}
