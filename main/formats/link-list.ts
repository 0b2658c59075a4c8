import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { decode } from './syntax/charset.ts'
import type { Reader } from './page.ts'

/** Most bytes in which links are counted: an export of a hundred thousand links with their texts. */
const COUNTED_BYTES = 50 * 1024 * 1024

interface Form {
  /** as a person would call it */
  name: Phrase
  links: RegExp
}

const JSON_LINKS =
  /"(?:url|uri|href|link|originalUrl|given_url|resolved_url|article__url)"\s*:\s*"https?:(?:\\?\/){2}[^"]/g
const ADDRESS_AT_LINE = /^\s*https?:\/\/\S+(?:\s+\|\s.*)?\s*$/gm

/** Services by the header line of their CSV files. */
const tables: readonly (readonly [header: RegExp, name: Phrase])[] = [
  [/^title,url,time_added,(cursor,)?tags,status/, 'list.pocket'],
  [/^url,title,selection,folder/, 'list.instapaper'],
  [/^title,url,id,document tags,/, 'list.reader'],
  [/^id,title,note,excerpt,url,/, 'list.raindrop'],
]

/** Services by keys of their JSON files that no other one writes. */
const objects: readonly (readonly [keys: RegExp, name: Phrase])[] = [
  [/"text\/x-moz-place/, 'list.firefox'],
  [/"resolved_url"|"given_url"/, 'list.pocket'],
  [/"article__(?:url|title|excerpt)"/, 'list.readability'],
  [/"savedAt"[^]*"slug"|"slug"[^]*"savedAt"/, 'list.omnivore'],
  [/"href"[^]*"toread"/, 'list.pinboard'],
  [/"is_archived"|"is_read"\s*:[^]*"is_fav"/, 'list.wallabag'],
  [/"lists"[^]*"bookmarks"\s*:|"bookmarks"[^]*"tagIds"/, 'list.karakeep'],
]

function tableForm(start: string): Form | undefined {
  const end = start.search(/[\r\n]/)
  const header = (end < 0 ? start : start.slice(0, end)).toLowerCase().replace(/"/g, '').replace(/[;\t]/g, ',')
  const columns = header.split(',').map((column) => column.trim())
  if (columns.length < 2 || columns.length > 60 || !columns.some((one) => /^(url|link|href|address)$/.test(one)))
    return undefined
  const name = tables.find(([pattern]) => pattern.test(header))?.[1] ?? 'list.table'
  // a cell that is an address; texts of articles have theirs in the middle
  return { name, links: /(?:^|[,;\t])"?https?:\/\/[^\s,;"]+(?="?\s*(?:[,;\t]|$))/gm }
}

function objectForm(start: string): Form | undefined {
  if (!/^[[{]\s*["[{\]}]/.test(start)) return undefined
  const known = objects.find(([keys]) => keys.test(start))?.[1]
  if (known !== undefined) return { name: known, links: JSON_LINKS }
  return start.match(JSON_LINKS) ? { name: 'list.json', links: JSON_LINKS } : undefined
}

/** `address | title` on each line, as OneTab writes them, or bare addresses. */
function lineForm(start: string): Form | undefined {
  const lines = start.split(/\r?\n/).filter((line) => line.trim() !== '')
  const links = start.match(ADDRESS_AT_LINE)?.length ?? 0
  return links > 0 && links * 2 >= lines.length ? { name: 'list.links', links: ADDRESS_AT_LINE } : undefined
}

/** What kind of list of links text is: bookmarks, a service's export, lines of addresses; undefined when it is none. */
function formOf(text: string): Form | undefined {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  const bookmarks =
    /^<!DOCTYPE NETSCAPE-Bookmark-file-1/i.test(start) || /<DL>[^]*<DT>\s*<A\s[^>]*\bADD_DATE\s*=/i.test(start)
  if (bookmarks) return { name: 'list.bookmarks', links: /<A\s[^>]*\bHREF\s*=/gi }
  if (start.startsWith('<')) return undefined
  return tableForm(start) ?? objectForm(start) ?? lineForm(start)
}

/** Whether text (its first KB are enough) lists links and is no page itself. */
export const isLinkList = (text: string): boolean => formOf(text) !== undefined

/** A list of links gives no page; the answer says what it is and how many links it has. */
export const read: Reader = async function* (source) {
  const counted = source.size <= COUNTED_BYTES
  const { text } = decode(counted ? await source.bytes() : source.head, { plain: true })
  const form = formOf(text)
  const links = form === undefined ? 0 : (text.match(form.links)?.length ?? 0)
  const detail = {
    file: source.path,
    what: form?.name ?? ('list.links' satisfies Phrase),
    links: counted ? links : `more than ${String(links)}`,
  }
  yield { ok: false, part: source.part, status: 'skipped', problem: problem('format.list', detail) }
}
