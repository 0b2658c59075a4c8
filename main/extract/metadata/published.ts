import { isElement, type Element } from '../dom/node.ts'
import { Place, type Block } from '../content/blocks.ts'
import { lineOf, lineWithin } from '../dom/walk.ts'
import { nearestScope } from './article-place.ts'
import { dateInUrl, dayOf, parseMachineDate, writtenDates, type Moment } from './date.ts'
import { CHANGED, closeness, DATE_LINE, DAY_MS, LABEL, UTC_INSTANT, type DateContext, type Vote } from './date-votes.ts'
import { outsideOf } from './outside.ts'
import { textOf } from './json-ld.ts'
import { asReadersSaw, asShown } from './shown-day.ts'
import type { Candidate } from './title.ts'

/** Meta names that say when an article came out, and how much each is worth. */
const PUBLISHED_META: Readonly<Record<string, number>> = {
  'article:published_time': 9.5,
  'og:published_time': 9,
  'og:article:published_time': 9,
  'article:published': 9,
  published_time: 9,
  'og:pubdate': 9,
  'og:release_date': 7,
  'og:article:time': 8,
  'vr:published-time': 8,
  'sailthru.date': 8.5,
  'parsely-pub-date': 9,
  'parsely-page-pubdate': 9,
  'cxenseparse:recs:publishtime': 9,
  'cxenseparse:publishtime': 9,
  'article.published': 9,
  mediator_published_time: 8,
  pubdate: 8,
  publishdate: 8,
  'publish-date': 8,
  publish_date: 8,
  'publish-time': 8,
  publicationdate: 7,
  publication_date: 8,
  'prism.publicationdate': 8,
  citation_publication_date: 7,
  citation_online_date: 8,
  citation_date: 7,
  'dc.date.issued': 8,
  'dcterms.issued': 8,
  'dc.issued': 8,
  'dcterms.created': 7,
  'dc.created': 7,
  'dc.date.created': 7,
  'dc.date': 6.5,
  'dcterms.date': 6.5,
  dcdate: 6.5,
  displaydate: 7,
  'analyticsattributes.articledate': 8,
  date: 3.2,
  created: 5,
  'date.created': 6,
  datepublished: 8.5,
  datecreated: 6,
  date_published: 8,
  published_at: 8,
  publisheddate: 8,
  'published-date': 8,
  originalpublicationdate: 8,
  article_date_original: 8,
  'article.created': 7,
  'rnews:datepublished': 8.5,
  bepress_citation_date: 7,
  'eprints.date': 7,
  ptime: 7,
}
const MODIFIED_META = [
  'article:modified_time',
  'og:updated_time',
  'og:modified_time',
  'article:updated_time',
  'article:modified',
  'last-modified',
  'dcterms.modified',
  'dc.date.modified',
  'lastmod',
  'revised',
  'datemodified',
]

const PUBLISHED =
  /(?<!\p{L})(?:published|posted|created|publi(?:é|cado|cada|cação|shed)|veröffentlicht|erstellt|erschienen|datum|verfasst|geschrieben|eingestellt|pubblicato|pubblicata|opublikowano|gepubliceerd|geplaatst|dodano|опубликовано|дата|veröffentlichung|pressemitteilung|on)(?!\p{L})/iu
/** Dates of something else than the page. */
const OTHER =
  /(?<!\p{L})(?:©|copyright|born|geboren|uhr bis|bis zum|von .+ bis|event|termin|veranstaltung|abgerufen|accessed|retrieved|beigetreten|joined|member since|mitglied seit|registriert)(?!\p{L})/iu
/** Languages whose countries keep Central European Time. */
const CENTRAL_EUROPEAN = /^(?:de|it|nl|pl|da|sv|nb|nn|no|cs|hu|sk|sl|hr)\b/i

/** With less than this a day only stands somewhere in the text or far below it. */
const LEAST = 0.3
/** A paragraph begins with its date, its place and date at most. */
const INSIDE_SENTENCE = 40
const DATA = Place.pre | Place.table

/** When the article came out and when it was changed, best first. */
export function findDates(context: DateContext): { published: Candidate[]; modified: Candidate[] } {
  const votes: Vote[] = []
  const changes: Vote[] = []
  const { evidence, latest, lang } = context
  const machine = (value: string): Moment | undefined => {
    const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(value.trim())
    // machines that write slashes put the month first, unless it cannot be one
    if (slashed && Number(slashed[1]) <= 12)
      return dayOf(Number(slashed[3]), Number(slashed[1]), Number(slashed[2]), latest)
    const moment = parseMachineDate(value, latest)
    return moment && CENTRAL_EUROPEAN.test(lang ?? '') ? centralEuropean(moment) : moment
  }
  const vote = (list: Vote[], moment: Moment | undefined, source: string, weight: number): void => {
    if (moment) list.push({ moment, source, weight })
  }

  evidence.articles.forEach((article, order) => {
    const own = article.headline !== undefined ? 10 : 8.6 - Math.min(3, order)
    for (const [key, weight] of [
      ['datePublished', own],
      ['dateCreated', own - 3],
      ['uploadDate', own - 4],
    ] as const) {
      const value = textOf(article[key])
      if (value !== undefined) vote(votes, machine(value), 'json-ld', weight)
    }
    const changed = textOf(article.dateModified)
    if (changed !== undefined) vote(changes, machine(changed), 'json-ld', own)
  })
  for (const [key, values] of evidence.meta) {
    const weight = PUBLISHED_META[key]
    const value = values[0] ?? ''
    if (weight !== undefined) vote(votes, machine(value), `meta ${key}`, weight)
    else if (MODIFIED_META.includes(key)) vote(changes, machine(value), `meta ${key}`, 8)
  }
  const outside = outsideOf(context)
  for (const [key, elements] of evidence.items) {
    if (!/^(?:datePublished|dateCreated|dateModified|issued|created)$/.test(key)) continue
    for (const element of elements.slice(0, 6)) {
      if (placeOf(element, context) & outside) continue
      const { content, datetime, title } = element.attribs
      const moment = machine(content ?? datetime ?? lineOf(element)) ?? machine(title ?? '')
      vote(key === 'dateModified' ? changes : votes, moment, 'microdata', key === 'datePublished' ? 9 : 7)
    }
  }
  if (context.url !== undefined) vote(votes, dateInUrl(context.url, latest), 'url', 6.2)
  visible(context, votes, changes)

  const published = asReadersSaw(asShown(tally(votes, LEAST), votes), votes, changes, context)
  const modified = tally(changes)
  const [first] = published
  const [change] = modified
  // nothing is changed before it is out: then the later date is of something else on the page
  const alike = first?.source === 'time element' && change?.source === 'time element'
  if (change && (!first || (alike && first.value.length > 10 && Date.parse(first.value) > Date.parse(change.value)))) {
    published.splice(0, 0, change)
  }
  return { published, modified }
}

/** The last Sunday of a month, at 01:00 UTC, when summer time begins or ends in Europe. */
function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month, 0, 1))
  return end.getTime() - end.getUTCDay() * DAY_MS
}

/** The same instant with the zone of the country: an article of half past midnight is of that day, not the one before. */
function centralEuropean(moment: Moment): Moment {
  if (!UTC_INSTANT.test(moment.iso)) return moment
  const instant = new Date(moment.iso)
  const summer = instant.getTime() >= lastSunday(moment.year, 3) && instant.getTime() < lastSunday(moment.year, 10)
  const local = new Date(instant.getTime() + (summer ? 2 : 1) * 3_600_000)
  return {
    iso: local.toISOString().replace(/\.\d+Z$/, summer ? '+02:00' : '+01:00'),
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
  }
}

const placeOf = (element: Element, context: DateContext): number => nearestScope(element, context.scopes)?.place ?? 0

interface Shown {
  context: DateContext
  /** places of which a date says nothing about the article */
  outside: number
  /** places of data */
  data: number
  votes: Vote[]
  changes: Vote[]
}

/** Dates that the page shows. (In pieces: what looks at every block stays small enough to be compiled quickly.) */
function visible(context: DateContext, votes: Vote[], changes: Vote[]): void {
  const outside = outsideOf(context)
  // what stands in a listing or a table is data, unless the whole page is laid out in tables
  const data = DATA & ~(context.blocks[context.start]?.scope.place ?? 0)
  const shown: Shown = { context, outside, data, votes, changes }
  markedDates(shown)
  for (const block of context.blocks) {
    if (block.scope.place & data) continue
    const near = closeness(block.index, context)
    if (block.length <= DATE_LINE || near >= 0.5) datesOfBlock(block, near, shown)
  }
}

/** Those that are marked as dates. */
function markedDates({ context, outside, data, votes, changes }: Shown): void {
  const { evidence, scopes, latest, lang } = context
  const lines = new Map<Element, string>()
  const lineAround = ({ parent }: Element): string => {
    if (!isElement(parent)) return ''
    const line = lines.get(parent) ?? lineOf(parent).slice(0, DATE_LINE)
    lines.set(parent, line)
    return line
  }
  for (const [elements, base] of [
    [evidence.times, 6.5],
    [evidence.dated, 5],
  ] as const) {
    for (const element of elements) {
      const line = lineWithin(element, DATE_LINE)
      if (line === undefined) continue
      const { datetime, content, title } = element.attribs
      const written = writtenDates(line, latest, lang)
      const moment =
        (datetime ? parseMachineDate(datetime, latest) : undefined) ??
        written[0]?.moment ??
        parseMachineDate(content ?? title ?? '', latest)
      if (!moment) continue
      const scope = nearestScope(element, scopes)
      const place = scope?.place ?? 0
      if (place & data) continue
      let weight = base * closeness(scope?.from ?? 0, context)
      if (place & outside) weight -= 4
      if (place & (Place.aside | Place.footer)) weight -= 1.5
      if (
        'pubdate' in element.attribs ||
        /dt-published|entry-date published|(?<![a-z])published(?![a-z])/.test(element.attribs.class ?? '')
      )
        weight += 1
      const around = lineAround(element)
      const label = around.slice(0, Math.max(0, around.indexOf(line))).slice(-LABEL)
      const changed =
        (CHANGED.test(label) && !PUBLISHED.test(label)) ||
        CHANGED.test(line.slice(0, written[0]?.index ?? line.length)) ||
        /updated|modified/.test(element.attribs.class ?? '')
      if (OTHER.test(line)) weight -= 3
      const source = element.name === 'time' ? 'time element' : 'visible date'
      if (weight > 0) (changed ? changes : votes).push({ moment, source, weight })
    }
  }
}

/** Those in the text of a block. */
function datesOfBlock(block: Block, near: number, { context, outside, votes, changes }: Shown): void {
  const { blocks, latest, lang } = context
  const short = block.length <= DATE_LINE
  const text = block.text.slice(0, DATE_LINE)
  let end = 0
  for (const { moment, index, length } of writtenDates(text, latest, lang).slice(0, 2)) {
    // what stands before another date is said of that one
    const before = text.slice(end, index)
    end = index + length
    const { place } = block.scope
    // in the midst of a sentence a date is that of what it tells of
    if (!short && index > INSIDE_SENTENCE && !PUBLISHED.test(before) && !CHANGED.test(before)) continue
    let weight = 4.2 * near + (PUBLISHED.test(before) && short ? 0.8 : 0) - index / 60
    if (!short) weight -= 1.2
    if (place & outside) weight -= 3
    if (OTHER.test(text)) weight -= 2
    if (place & Place.footer) weight -= 0.5
    if (block.linkLength > block.length * 0.8) weight -= 1
    const above = blocks[block.index - 1]?.text ?? ''
    // the label may stand on a line of its own
    const changed = CHANGED.test(before) || (above.length <= LABEL && !/\d/.test(above) && CHANGED.test(above))
    ;(changed ? changes : votes).push({
      moment,
      source: 'visible date',
      weight: Math.max(weight, near > 0 ? 0.1 : 0.01),
    })
  }
}

/** Days by the best vote for each, agreement of other sources counted a little; the most exact value of a day stands for it. Not worth more than `least`: no date. */
function tally(votes: readonly Vote[], least = 0): Candidate[] {
  const days = new Map<string, { best: Vote; sources: Map<string, number>; exact: string | undefined }>()
  for (const vote of votes) {
    const key = vote.moment.iso.slice(0, 10)
    const day = days.get(key) ?? { best: vote, sources: new Map<string, number>(), exact: undefined }
    if (vote.weight > day.best.weight) day.best = vote
    day.sources.set(vote.source, Math.max(day.sources.get(vote.source) ?? 0, vote.weight))
    if (vote.weight > 5 && vote.moment.iso.length > key.length) day.exact ??= vote.moment.iso
    days.set(key, day)
  }
  return [...days.values()]
    .map(({ best, sources, exact }) => {
      let score = best.weight
      for (const [source, weight] of sources) if (source !== best.source) score += Math.max(0, weight) * 0.25
      return { candidate: { value: exact ?? best.moment.iso, source: best.source }, score }
    })
    .filter(({ score }) => score > least)
    .sort((a, b) => b.score - a.score)
    .map(({ candidate }) => candidate)
}
