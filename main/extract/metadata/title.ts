import { isBesideHeading, lineOfHeading } from '../dom/beside-heading.ts'
import { isElement, isText, type Element } from '../dom/node.ts'
import { Place, type Scope } from '../content/blocks.ts'
import { parsePage } from '../dom/parse.ts'
import { lineOf, rawText, squeeze } from '../dom/walk.ts'
import type { PageInput } from '../article.ts'
import type { Evidence } from './evidence.ts'
import { bare, fold, lettersOf } from './fold.ts'

/** A value that was found, with the name of its source. */
export interface Candidate {
  value: string
  source: string
}

/** Letters of a title that data give: a longer one is none, and would be compared part by part. */
const MOST_GIVEN = 2000
/** Longer text in a heading is a lead, not a title. */
const MAX_TITLE = 300
/** A site's name has few words. */
const MAX_SITE_WORDS = 5
/** A heading with this score agrees with what the page says elsewhere. */
const SURE = 4.4
/** Shorter titles stand in headings by chance. */
const SHORT_TITLE = 12
/** Headings this many blocks before the text are not its title any more. */
const FAR = 25

const SEPARATOR = /(?:\s+(?:[|·•»«›‹→>~/\\:]+|-|–|—|―|--))+\s+|\s*[|｜]\s*|\s+[@+]\s+|(?<=\S)[_—·](?=\S)|,\s+/g
/** These stand in titles as well: they part one only from the very name of its site. */
const IN_TITLES = /^\s+[~@+]\s+$|^[_—·]$|^,/
const WEAK_HEADING =
  /^(?:navigation|menu|menü|suche|search|kommentare|comments?|share|newsletter|related|mehr|more|kontakt|contact|cookies?|impressum|inhalt|content|home|hauptnavigation|hauptmenü|news|aktuelles|archiv|artikel)$/

/** A small heading with the author's name. */
const NAMED_BY = /^(?:[Vv]on|[Bb]y|[Pp]ar|[Pp]or|[Dd]i)(?:\s+\p{Lu}[\p{L}.’'-]+){2,3}$/u

export interface TitleContext {
  evidence: Evidence
  /** names the site goes by, best first */
  siteNames: string[]
  scopes: ReadonlyMap<Element, Scope>
  /** index of the first block of the main text */
  start: number
  saved: Candidate[]
  /** what holds before anything that the page says */
  named?: Candidate | undefined
  fileName: string
}

/** A part that is nothing but a domain is the site's name. */
const DOMAIN =
  /^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|de|at|ch|fr|it|es|nl|uk|eu|pl|br|io|ru|cn|jp|tv|news|[a-z]{2})$/i

const isDomain = (part: string): boolean => DOMAIN.test(part.trim())

/** `Title – Site` without the site: parts at either end that are a name of the site, else a short last part. */
export function withoutSite(title: string, siteNames: readonly string[]): string {
  const names = siteNames.map(bare).filter((name) => name.length > 1)
  const isSite = (part: string): boolean => {
    const folded = bare(part)
    if (folded === '' || isDomain(part)) return true
    return names.some(
      (name) =>
        folded === name ||
        (folded.length > 3 && name.includes(folded)) ||
        (name.length > 3 && folded.includes(name) && folded.length < name.length * 2.5),
    )
  }
  const cuts: { from: number; to: number; mark: string; inTitles: boolean }[] = []
  for (const match of title.matchAll(SEPARATOR)) {
    const [mark] = match
    cuts.push({ from: match.index, to: match.index + mark.length, mark: mark.trim(), inTitles: IN_TITLES.test(mark) })
  }
  if (cuts.length === 0) return title
  let from = 0
  let to = title.length
  const isName = (part: string): boolean => names.includes(bare(part))
  // domains first: a name beside one may be that of a site of one person
  for (const isPart of [isDomain, isSite]) {
    while (cuts.length > 0) {
      const last = cuts[cuts.length - 1]
      if (last === undefined || last.from <= from) break
      if (!(last.inTitles ? isName : isPart)(title.slice(last.to, to))) break
      to = last.from
      cuts.pop()
    }
    while (cuts.length > 0) {
      const first = cuts[0]
      if (first === undefined || first.to >= to) break
      if (!(first.inTitles ? isName : isPart)(title.slice(from, first.from))) break
      from = first.to
      cuts.shift()
    }
  }
  if (from === 0 && to === title.length) {
    const last = cuts[cuts.length - 1]
    const words = last ? title.slice(last.to).trim().split(/\s+/).length : 99
    const before = last ? title.slice(0, last.from).trim().split(/\s+/).length : 0
    if (last && words <= MAX_SITE_WORDS && before >= 2 && before >= words && last.mark !== ':' && !last.inTitles)
      to = last.from
  }
  return title.slice(from, to).trim() || title
}

const KICKER =
  /(?<![a-z])(?:kicker|overline|eyebrow|dachzeile|topline|roofline|roof|preheadline|pre-headline|pretitle|supertitle|overhead|label|category|spitzmarke|subline|subtitle|sub-title|meta|date|datum|section|toptitle|prefix|vorspann|badge|hidden|visually-hidden|visuallyhidden|sr-only|screen-reader-text|edit|editsection)(?![a-z])/

/** A text, and what it is compared by. */
interface Spelled {
  value: string
  folded: string
  bare: string
}

function spelled(value: string): Spelled {
  const folded = fold(value)
  return { value, folded, bare: lettersOf(folded) }
}

/** A heading's text whole, and all ways to read it. */
export interface HeadingText {
  line: Spelled
  readings: readonly Spelled[]
}

/** Titles are looked for twice in a page, before and after its text is known: its headings are read once. */
function readHeading(heading: Element, { headingTexts }: Evidence): HeadingText {
  let read = headingTexts.get(heading)
  if (!read) {
    const line = spelled(lineOfHeading(heading))
    const readings = linesIn(heading, line.value).map((one) => (one === line.value ? line : spelled(one)))
    headingTexts.set(heading, (read = { line, readings }))
  }
  return read
}

/** A heading's text whole, and without a line above it that is set apart inside it. */
function linesIn(heading: Element, whole: string): string[] {
  const found = [whole]
  if (heading.children.every((child) => isText(child))) return found
  let holder = heading
  // a link or span around everything is no part of its own
  for (;;) {
    const inner = holder.children.filter((child) => !isText(child) || child.data.trim() !== '')
    if (inner.length === 1 && isElement(inner[0]) && inner[0].children.length > 0) holder = inner[0]
    else break
  }
  const parts = holder.children.filter(
    (child) =>
      (isText(child) && child.data.trim() !== '') ||
      (isElement(child) && lineOf(child) !== '' && !isBesideHeading(child)),
  )
  const named = parts.filter(
    (part) => isElement(part) && KICKER.test(`${part.attribs.class ?? ''} ${part.attribs.id ?? ''}`.toLowerCase()),
  )
  if (named.length > 0 && named.length < parts.length) {
    found.unshift(
      squeeze(
        parts
          .filter((part) => !named.includes(part))
          .map((part) => lineOf(part))
          .join(' '),
      ),
    )
  }
  return found
}

/** Whether a heading is a title with more before or behind it. */
const beginsOrEnds = ({ folded }: Spelled, { folded: title }: Spelled): boolean =>
  title.length > SHORT_TITLE &&
  title !== folded &&
  ((folded.startsWith(title) && folded.charAt(title.length) === ' ') ||
    // a line above it in the same heading may end without a space
    folded.endsWith(title))

/** A heading that links to the front page is the site's name. */
function leadsHome(heading: Element): boolean {
  const link = heading.children.find((child) => isElement(child) && child.name === 'a')
  const around = isElement(heading.parent) && heading.parent.name === 'a' ? heading.parent : undefined
  const href = (isElement(link) ? link : around)?.attribs.href
  return href !== undefined && /^(?:(?:https?:)?\/\/[^/]+)?\/?(?:index\.\w+)?$/.test(href.trim())
}

/** What a page that is nothing but its article is named where it is kept. One with an address can have its site's name in it. */
export function namedTitle(
  { whole, title: [kept] }: Pick<PageInput, 'whole' | 'title'>,
  url: string | undefined,
  siteNames: readonly string[],
): Candidate | undefined {
  if (whole !== true || kept === undefined) return undefined
  const value = squeeze(kept.value)
  return { value: url === undefined ? value : withoutSite(value, siteNames), source: kept.source }
}

/** The title of the article, best first; every source that has one is among them. */
export function findTitles(context: TitleContext): Candidate[] {
  const { evidence, siteNames, scopes, start } = context
  const { meta } = evidence
  const given: Candidate[] = []
  const give = (value: string | undefined, source: string): void => {
    const line = value === undefined ? '' : squeeze(value.slice(0, MOST_GIVEN))
    if (line !== '') given.push({ value: line, source })
  }
  for (const article of evidence.articles) {
    if (typeof article.headline === 'string') give(decode(article.headline), 'json-ld')
  }
  for (const key of [
    'og:title',
    'twitter:title',
    'dc.title',
    'dcterms.title',
    'citation_title',
    'parsely-title',
    'sailthru.title',
    'headline',
    'title',
  ]) {
    for (const value of meta.get(key) ?? []) give(value, `meta ${key}`)
  }
  give(evidence.title, 'title element')
  const shortened = given.map(({ value, source }) => ({ value: withoutSite(value, siteNames), source }))
  const titles = shortened.map(({ value }) => spelled(value))
  const exactly = new Set(titles.map(({ folded }) => folded))
  const exact = new Set(titles.map((title) => title.bare))
  const whole = given.map(({ value }) => fold(value))
  const wordsOfWhole = whole.map((one) => new Set(one.split(' ')))

  const scored: { candidate: Candidate; score: number }[] = []
  const sites = new Set(siteNames.map(bare))
  const seen = new Set<Element>()
  const headings = [
    ...(evidence.items.get('headline') ?? []),
    ...evidence.headings,
    ...(evidence.items.get('name') ?? []),
  ]
  for (const heading of headings) {
    if (seen.has(heading) || heading.name === 'meta') continue
    seen.add(heading)
    const scope = scopes.get(heading)
    const itemprop = heading.attribs.itemprop ?? heading.attribs.property ?? ''
    const place = scope?.place ?? 0
    let base = heading.name === 'h1' ? 3 : heading.name === 'h2' ? 1 : 0.5
    if (/headline/.test(itemprop)) base += 2
    const { line, readings } = readHeading(heading, evidence)
    // a first heading that the page gives as its title is that, even as the last step of a path
    const declared = heading.name === 'h1' && line.folded.length > SHORT_TITLE && exactly.has(line.folded)
    if (place & (Place.nav | Place.footer | Place.comments | Place.related) && !declared) base -= 3
    if (place & (Place.aside | Place.hidden)) base -= 2
    if (/(?:entry|post|article|page)-?title|headline/i.test(heading.attribs.class ?? '')) base += 0.8
    if (scope) {
      const distance = start - scope.from
      base += distance >= 0 ? 2 * (1 - Math.min(1, distance / FAR)) : -Math.min(3, 0.5 - distance / 4)
    }
    if (leadsHome(heading)) base -= 6
    const begun = titles.filter((title) => beginsOrEnds(line, title))
    ;[...readings, ...begun].forEach((reading, order) => {
      const { value, folded } = reading
      if (folded === '' || value.length > MAX_TITLE) return
      let score = base - order * 0.6
      if (sites.has(reading.bare)) score -= 6
      if (exactly.has(folded) || whole.includes(folded)) score += 4
      else if (exact.has(reading.bare)) score += 3
      else if (folded.length > 8) {
        const around = whole.filter((one) => one.includes(folded))
        // of two parts of a title the longer says more
        if (around.length > 0) score += 2.3 + 0.4 * Math.max(...around.map((one) => folded.length / one.length))
        else if (whole.some((one) => one.length > 12 && folded.includes(one))) score += 1
        else {
          const words = new Set(folded.split(' '))
          score += Math.max(...wordsOfWhole.map((one) => overlap(words, one)), 0) * 2 - 1
        }
      } else if (!whole.some((one) => one.includes(folded))) score -= 2.5
      scored.push({ candidate: { value, source: heading.name === 'h1' ? 'h1' : heading.name }, score })
    })
  }
  scored.sort((a, b) => b.score - a.score)
  const best = scored[0]
  const found: Candidate[] = []
  const sure =
    best !== undefined &&
    (best.score >= SURE || (best.candidate.source === 'h1' && best.candidate.value.split(' ').length > 2))
  const opening = sure ? undefined : openingHeading(context)
  if (context.named) found.push(context.named)
  if (opening !== undefined) found.push(opening)
  if (best && best.score >= (best.candidate.source === 'h1' ? 2 : 4.4)) found.push(best.candidate)
  const order = ['json-ld', 'meta og:title', 'meta twitter:title', 'meta citation_title', 'title element']
  const rank = (source: string): number => (order.indexOf(source) + order.length + 1) % (order.length + 1)
  found.push(...shortened.sort((a, b) => rank(a.source) - rank(b.source)))
  found.push(...context.saved.map(({ value, source }) => ({ value: withoutSite(squeeze(value), siteNames), source })))
  if (best && best.score > 1) found.push(best.candidate)
  found.push({ value: titleOfFileName(context.fileName), source: 'file name' })
  const listed = new Set<string>()
  return found
    .map((one) => (one === context.named ? one : { value: undated(one.value), source: one.source }))
    .filter(({ value }) => {
      const folded = fold(value)
      if (folded === '' || listed.has(folded)) return false
      listed.add(folded)
      return true
    })
}

/** `23.01.2022 - Title` without the day, which is a value of its own. */
const undated = (title: string): string => title.replace(/^\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\s*(?:[-–—:|]\s*)(?=\S)/, '')

/** A heading so many blocks before the text is its title; it was no part of it, or it would begin the text. */
const BEFORE = 3

/** The heading nearest to the beginning of the text: the title where page and data have no better one. */
function openingHeading({ evidence, scopes, start, siteNames }: TitleContext): Candidate | undefined {
  const sites = new Set(siteNames.map(bare))
  let nearest = Infinity
  let found: Candidate | undefined
  for (const heading of evidence.headings) {
    const scope = scopes.get(heading)
    if (!scope || scope.from < start - BEFORE || scope.from > start + 1) continue
    const distance = Math.abs(scope.from - start)
    const value = lineOfHeading(heading)
    if (
      distance >= nearest ||
      value.length <= SHORT_TITLE ||
      value.length > MAX_TITLE ||
      sites.has(bare(value)) ||
      WEAK_HEADING.test(fold(value)) ||
      NAMED_BY.test(value)
    )
      continue
    nearest = distance
    found = { value, source: heading.name }
  }
  return found
}

/** Share of the words of the shorter that the other has too. */
function overlap(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  if (first.size < 2 || second.size < 2) return 0
  let both = 0
  for (const word of first) if (second.has(word)) both++
  return both / Math.min(first.size, second.size)
}

/** JSON-LD is no HTML, yet many sites write entities and tags into it. */
export function decode(text: string): string {
  if (!/[&<]/.test(text)) return text
  return rawText(parsePage(text).document)
}

/** `How_to_tie-knots (2).html` reads "How to tie-knots". */
export function titleOfFileName(fileName: string): string {
  const stem = fileName
    .replace(/(?:\.(?:html?|xhtml|mhtml?|txt|gz|pdf|webarchive|md))+$/i, '')
    .replace(/\s*\(\d+\)$/, '')
  return squeeze(stem.includes(' ') ? stem : stem.replace(/[_+]+/g, ' ')) || fileName
}
