import { problem, ProblemError } from '../../../shared/model/problem.ts'
import { LIST_BYTES, LIST_ENTRIES, sizeText } from '../../platform/limits.ts'
import type { Reader } from '../page.ts'
import { limitProblem, placeIn } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { readBookmarks } from './bookmarks.ts'
import { listForm, type ListForm } from './detect-list.ts'
import type { LinkList, ListReader } from './entry.ts'
import { readJson } from './json.ts'
import { readLines } from './lines.ts'
import { pageOfEntry } from './page.ts'
import { readTable } from './table.ts'

/** Characters that tell the form: as many as detection has looked at. */
const HEAD_LENGTH = 128 * 1024

const readers: Readonly<Record<ListForm, ListReader>> = {
  bookmarks: readBookmarks,
  table: readTable,
  json: readJson,
  lines: readLines,
}

/** Whether it is clear that a person keeps pages in it: any program's data can be a table with addresses. */
const isKnown = ({ service, what }: LinkList): boolean => service !== undefined || what === 'list.bookmarks'

/** A list of links: bookmarks, a service's export, a table, lines of addresses. Each entry is a page. */
export const read: Reader = async function* (source) {
  if (source.size > LIST_BYTES)
    throw new ProblemError('file.tooLarge', {
      file: source.path,
      size: sizeText(source.size),
      limit: sizeText(LIST_BYTES),
    })
  const { text } = decode(await source.bytes(), { plain: true, chosen: source.charset })
  const form = listForm(text.slice(0, HEAD_LENGTH))
  const list = form && readers[form](text)
  if (list === undefined || list.entries.length === 0) {
    yield { ok: false, part: source.part, status: 'skipped', problem: problem('format.unknown', { file: source.path }) }
    return
  }
  const { what, entries } = list
  const left =
    source.lists === 'none'
      ? 'format.list'
      : source.lists === 'known' && !isKnown(list)
        ? 'format.listInFolder'
        : undefined
  if (left !== undefined) {
    const detail = { file: placeIn(source), what, links: entries.length }
    yield { ok: false, part: source.part, status: 'skipped', problem: problem(left, detail) }
    return
  }
  if (entries.length > LIST_ENTRIES) throw limitProblem(source.path, 'limit.entries', { most: LIST_ENTRIES })
  for (const entry of entries) {
    const part = source.part === undefined ? entry.part : `${source.part}!${entry.part}`
    if (source.only === undefined || source.only === part) yield pageOfEntry(source, list, entry)
  }
}
