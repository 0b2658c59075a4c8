import { isReadwise } from './readwise.ts'

/** The forms that lists of links come in. */
export type ListForm = 'bookmarks' | 'table' | 'json' | 'lines' | 'rdf' | 'posts'

const ADDRESS_KEY =
  /"(?:url|uri|href|link|originalUrl|given_url|resolved_url|article__url)"\s*:\s*"https?:(?:\\?\/){2}[^"]/i
/** For one line without blanks around it: over a whole file, a run of empty lines would be gone through from each of them. */
const ADDRESS_LINE = /^https?:\/\/\S+(?:\s+\|(?:\s.*)?)?$/

/** Keys of services' JSON files that no other one writes together: their addresses may stand far down. */
const KEYS: readonly (readonly RegExp[])[] = [
  [/^\[?\s*\{"keepleaf":1,/],
  [/"text\/x-moz-place/],
  [/"article__(?:url|title|excerpt)"/],
  [/"is_archived"/],
  [/"savedAt"/, /"slug"/],
  [/"href"/, /"toread"/],
  [/"is_read"\s*:/, /"is_fav"/],
  [/"lists"/, /"bookmarks"\s*:/],
  [/"bookmarks"/, /"tagIds"/],
  [/"roots"/, /"bookmark_bar"/],
  [/"collections"/, /"links"\s*:/],
  [/"annotations"\s*:/, /"uri"\s*:/],
  [/"archive_path"\s*:/, /"timestamp"\s*:/],
  [/"date-parts"/, /"type"\s*:/],
]

function isTable(start: string): boolean {
  const end = start.search(/[\r\n]/)
  const header = (end < 0 ? start : start.slice(0, end)).toLowerCase().replace(/"/g, '').replace(/[;\t]/g, ',')
  const columns = header.split(',').map((column) => column.trim())
  const hasAddress = columns.some((one) => /^(url|link|href|address)$/.test(one))
  return columns.length >= 2 && columns.length <= 100 && (hasAddress || isReadwise(columns))
}

const isObject = (start: string): boolean =>
  /^[[{]\s*["[{\]}]/.test(start) &&
  (KEYS.some((keys) => keys.every((key) => key.test(start))) || ADDRESS_KEY.test(start))

/** `address | title` on each line, as OneTab writes them, or bare addresses. */
function isLines(start: string): boolean {
  const lines = start
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const links = lines.filter((line) => ADDRESS_LINE.test(line)).length
  return links > 0 && links * 2 >= lines.length
}

/** Whether the second stands somewhere behind the first. */
function follows(text: string, first: RegExp, second: RegExp): boolean {
  const at = text.search(first)
  return at >= 0 && second.test(text.slice(at))
}

/** What kind of list of links text (its first KB are enough) is: bookmarks, a service's export, lines of addresses; undefined when it is none. */
export function listForm(text: string): ListForm | undefined {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (
    /^<!DOCTYPE NETSCAPE-Bookmark-file-1/i.test(start) ||
    follows(start, /<DL>/i, /<DT>\s*<A\s[^>]{0,4096}\bADD_DATE\s*=/i) ||
    /<li>\s*<a\s[^>]{0,4096}\btime_added\s*=/i.test(start)
  )
    return 'bookmarks'
  if (/^(?:<\?xml[^>]*>\s*)?<rdf:RDF\s[^>]*zotero\.org\/namespaces\/export/.test(start)) return 'rdf'
  if (/^(?:<\?xml[^>]*>\s*)?<posts\b[^>]*>\s*<post\s[^>]*\bhref\s*=/.test(start)) return 'posts'
  if (start.startsWith('<')) return undefined
  if (isTable(start)) return 'table'
  if (isObject(start)) return 'json'
  return isLines(start) ? 'lines' : undefined
}
