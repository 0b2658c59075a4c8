import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { ExportArticle } from '../article.ts'
import { webAddress } from '../article-head.ts'

/** A name in CSL-JSON: in its parts, or as it is when it has none (a firm, a single word, a script without spaces). */
type Name = { family: string; given: string } | { literal: string }

/** What stands between several names of a byline. */
const BETWEEN_NAMES = /\s*(?:[,;·&]|\s(?:and|und|et|y|e|en|og|och)\s)\s*/
/** Written before the family's name and sorted with the given ones (CSL: `non-dropping-particle` is rarely told apart). */
const PARTICLE = /^\p{Ll}/u

function namesOf({ byline, site }: ArticleRecord): Name[] {
  if (byline === undefined) return []
  if (byline === site) return [{ literal: byline }]
  return byline
    .split(BETWEEN_NAMES)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map(nameOf)
}

function nameOf(name: string): Name {
  const words = name.split(/\s+/)
  let at = words.length - 1
  while (at > 1 && PARTICLE.test(words[at - 1] ?? '')) at--
  if (at < 1) return { literal: name }
  return { family: words.slice(at).join(' '), given: words.slice(0, at).join(' ') }
}

/** Year, month and day of an ISO 8601 time, as it was written: in its own zone. */
const dayOf = (time: string | undefined): string | undefined => time?.slice(0, 10)

/** An item of CSL-JSON 1.0 (citation-style-language/schema). */
export function cslItem({ record }: ExportArticle): string {
  const date = (time: string | undefined): object | undefined => {
    const day = dayOf(time)
    return day === undefined ? undefined : { 'date-parts': [day.split('-').map(Number)] }
  }
  const names = namesOf(record)
  // undefined values are left out
  return JSON.stringify({
    id: CSL_ID + record.id,
    type: 'webpage',
    title: record.title,
    author: names.length === 0 ? undefined : names,
    'container-title': record.site,
    issued: date(record.published),
    accessed: date(record.saved),
    URL: webAddress(record),
    abstract: record.excerpt,
    language: record.lang,
    keyword: record.tags.length === 0 ? undefined : record.tags.join(', '),
  })
}
export const CSL_ID = 'keepleaf:'

/** Characters that mean something to TeX. */
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}
/** Signs of which TeX makes another one when two stand beside each other: dashes, quotation marks. */
const LIGATURE = /([-'`,<>])(?=\1)|[!?](?=`)/g
const tex = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\{}$&#%_~^]/g, (character) => TEX[character] ?? `\\${character}`)
    .replace(LIGATURE, '$&{}')

/**
 * An `@online` entry (biblatex manual 2.1.1), in UTF-8; `year` is for programs that know only the older BibTeX.
 * Braces keep the capitals of the title, and the names of firms in one piece.
 */
export function bibtexEntry({ record }: ExportArticle): string {
  const name = (one: Name): string => ('literal' in one ? `{${tex(one.literal)}}` : tex(`${one.family}, ${one.given}`))
  const published = dayOf(record.published)
  const url = webAddress(record)
  const fields: [name: string, value: string | undefined][] = [
    ['author', namesOf(record).map(name).join(' and ') || undefined],
    ['title', `{${tex(record.title)}}`],
    ['organization', record.site && tex(record.site)],
    ['date', published],
    ['year', published?.slice(0, 4)],
    // taken as it stands, but for what would close the braces
    ['url', url?.replace(/[{}\\]/g, encodeURIComponent)],
    ['urldate', dayOf(record.saved)],
    ['language', record.lang],
    ['keywords', record.tags.length === 0 ? undefined : tex(record.tags.join(', '))],
    ['abstract', record.excerpt && tex(record.excerpt)],
  ]
  const lines = fields.flatMap(([field, value]) => (value ? [`  ${field} = {${value}}`] : []))
  return `@online{keepleaf-${record.id},\n${lines.join(',\n')}\n}\n`
}

/** A reference of the RIS format (tags of a web page, `ELEC`); a line a value, CRLF. */
export function risEntry({ record }: ExportArticle): string {
  const name = (one: Name): string => ('literal' in one ? one.literal : `${one.family}, ${one.given}`)
  const slashed = (time: string | undefined): string | undefined => dayOf(time)?.replaceAll('-', '/')
  const lines: [tag: string, value: string | undefined][] = [
    ['TY', 'ELEC'],
    ['ID', RIS_ID + record.id],
    ['TI', record.title],
    ...namesOf(record).map((one): [string, string] => ['AU', name(one)]),
    ['T2', record.site],
    ['PY', record.published?.slice(0, 4)],
    ['DA', slashed(record.published)],
    ['Y2', slashed(record.saved)],
    ['UR', webAddress(record)],
    ['LA', record.lang],
    ['AB', record.excerpt],
    ...record.tags.map((tag): [string, string] => ['KW', tag]),
  ]
  const written = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${value.replace(/\s+/g, ' ').trim()}\r\n`] : []))
  return `${written.join('')}ER  - \r\n`
}
export const RIS_ID = 'keepleaf-'
