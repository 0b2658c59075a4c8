import { basename } from 'node:path'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { problem } from '../../../shared/model/problem.ts'
import { textOfHtml } from '../../platform/html-text.ts'
import { safeName } from '../../platform/safe-names.ts'
import type { Page, PageResult } from '../page.ts'
import { webAddress } from '../signature.ts'
import { partIn, placeIn, type Source } from '../source.ts'
import { escapeHtml, pageMarkup, paragraphs } from '../syntax/markup.ts'
import type { Entry, LinkList } from './entry.ts'
import { fittingTag } from './folders.ts'

const KINDS = ['row', 'entry', 'line'] as const
const BAD_ADDRESS: Phrase = 'list.badAddress'
const NO_ADDRESS: Phrase = 'list.noAddress'
/** Commands and queries of a browser, and pages of its own or a service's, are no pages of the web. */
const OWN_SCHEME =
  /^\s*(?:place|javascript|instapaper|about|data|file|blob|mailto|view-source|(?:[a-z]+-)?extension|chrome|edge|brave|opera|vivaldi|feed):/i

/** The page that is made of an entry: its text where the service kept it, else the link with the person's own words below it. */
function markupOf(entry: Entry, url: string | undefined, title: string): string {
  const link = url === undefined ? '' : `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`
  const text = entry.content === undefined ? link + paragraphs(entry.note) : `<article>${entry.content}</article>`
  const { lang, author, description, site, modified } = entry
  const meta = { author, description, 'og:site_name': site, 'article:modified_time': modified }
  return pageMarkup({ lang, title, url, meta, body: text })
}

/** Marked words, and of an entry with its text what a person wrote about the whole. */
function quotesOf({ quotes = [], note, content }: Entry, title: string): NonNullable<Page['quotes']> {
  return note === undefined || content === undefined ? quotes : [...quotes, { quote: title, note, about: 'article' }]
}

/** What a person has written about the page where it was kept, or changed there: it holds over what the page says of itself. */
function statedBy({ service }: LinkList, entry: Entry, title: string | undefined): NonNullable<Page['stated']> {
  const { author, site, published, description } = entry
  return {
    by: `${service ?? 'list'} export`,
    ...{ title, byline: author, site, published, excerpt: excerptOf(description) },
  }
}

/** Some services put the address where a title was not known. */
function titleOf(entry: Entry, url: string | undefined): string | undefined {
  const title = entry.title?.replace(/\s+/g, ' ').trim()
  return title === '' || title === url || title === entry.url ? undefined : title
}

/** Characters of a note's first line that stand for a title: as many as are read at a glance. */
const FIRST_WORDS = 80
/** Characters of an excerpt, as of those that are read from pages. */
const EXCERPT = 300

/** As many of the first words as there is room for. */
function beginning(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`
}

const excerptOf = (description: string | undefined): string | undefined =>
  description === undefined ? undefined : beginning(description.replace(/\s+/g, ' ').trim(), EXCERPT)

/** What stands first in a note that nobody gave a title. */
function firstWords({ content = '' }: Entry): string | undefined {
  const [line = ''] = textOfHtml(content).trim().split('\n')
  return beginning(line, FIRST_WORDS) || undefined
}

/** Why an entry gives no page, and which one it is. */
function leftOut(source: Source, entry: Entry, part: string): PageResult {
  const { fault, url = '' } = entry
  const [, kind, number = 1] = /^(\w+) (\d+)$/.exec(entry.part) ?? []
  const named: Phrase = `part.${KINDS.find((one) => one === kind) ?? 'entry'}`
  return {
    ok: false,
    part,
    status: (fault ? fault.skip === true : url === '' || OWN_SCHEME.test(url)) ? 'skipped' : 'failed',
    problem: problem('format.noEntry', {
      file: placeIn(source),
      part: named,
      number,
      reason: fault?.reason ?? (url === '' ? NO_ADDRESS : BAD_ADDRESS),
    }),
  }
}

const isEmpty = (values: object): boolean => Object.values(values).every((value) => value === undefined)

/** Which page of the file on disk an entry is. */
export const partOf = (source: Source, { part }: Entry): string => partIn(source, part)

/** An entry of a list as a page of its own; what cannot be one says why. */
export function pageOfEntry(source: Source, list: LinkList, entry: Entry): PageResult {
  const part = partOf(source, entry)
  const url = webAddress(entry.url)
  const isPage = url !== undefined || (entry.content !== undefined && entry.url === undefined)
  if (entry.fault !== undefined || !isPage) return leftOut(source, entry, part)
  const from = list.service ?? (list.what === 'list.bookmarks' ? 'bookmark' : 'list')
  const title = titleOf(entry, url)
  const named =
    title ?? url?.replace(/^[a-z]+:\/\/(?:www\.)?/i, '').replace(/\/$/, '') ?? firstWords(entry) ?? entry.part
  const quotes = quotesOf(entry, named)
  const { by, excerpt } = statedBy(list, entry, title)
  const tags = [...new Set(entry.tags?.map(fittingTag).filter((tag) => tag !== undefined))]
  const page: Page = {
    format: entry.content === undefined ? 'link' : 'export',
    part,
    ...(list.service !== undefined && { producer: list.service, producerSource: 'kind of file' }),
    html: markupOf(entry, url, named),
    kind: 'html',
    // services keep the text alone
    whole: entry.content !== undefined,
    bare: entry.content !== undefined && entry.madeFrom !== undefined,
    url: url === undefined ? [] : [{ value: url, source: `${from} address` }],
    saved: [...(entry.saved ?? []), ...source.changed],
    published: entry.published === undefined ? [] : [{ value: entry.published, source: by }],
    title: [{ value: named, source: title !== undefined ? `${from} title` : url === undefined ? 'text' : 'address' }],
    resource: () => undefined,
    files: [{ path: source.path, as: safeName(basename(source.path)) }],
    tags,
    ...(entry.state !== undefined && !isEmpty(entry.state) && { state: entry.state }),
    ...(quotes.length > 0 && { quotes }),
    ...(entry.grows && { grows: entry.grows }),
    ...(entry.madeFrom !== undefined && { madeFrom: entry.madeFrom }),
    stated: entry.madeFrom === undefined ? { by, excerpt } : { by, title: entry.title, byline: entry.author, excerpt },
    listed: true,
    marks: [],
    warnings: [],
  }
  return { ok: true, page }
}

/** A page out of the export's own file with what the list says about it. */
export const withListed = (page: Page, listed: Page, list: LinkList, entry: Entry): Page => ({
  ...page,
  part: listed.part,
  producer: listed.producer,
  producerSource: listed.producerSource,
  url: [...listed.url, ...page.url],
  saved: [...listed.saved, ...page.saved],
  // without a title of its own an entry is named by its address
  title: entry.pageTitle ? page.title : [...listed.title, ...page.title],
  tags: listed.tags,
  state: listed.state,
  quotes: listed.quotes,
  listed: true,
  stated: statedBy(list, entry, titleOf(entry, webAddress(entry.url))),
})
