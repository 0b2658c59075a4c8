import type { Element } from '../dom/node.ts'
import type { Alternatives, Metadata, MetadataField, Sources } from '../../../shared/model/article.ts'
import type { PageInput } from '../article.ts'
import type { Block, Scope } from '../content/blocks.ts'
import { squeeze } from '../dom/walk.ts'
import { findBylines } from './byline.ts'
import type { Evidence } from './evidence.ts'
import { fold, isFolded } from './fold.ts'
import { findDates } from './published.ts'
import { findSites, siteWords } from './site.ts'
import { decode, findTitles, namedTitle, type Candidate } from './title.ts'

/** Where the main text stands in the page. */
export interface Place {
  blocks: readonly Block[]
  scopes: ReadonlyMap<Element, Scope>
  start: number
  end: number
}

export interface FoundMetadata {
  values: Omit<Metadata, 'dir' | 'lang' | 'image' | 'excerpt'>
  sources: Sources
  alternatives: Alternatives
  /** block of the title, when it is on the page */
  titleAt: number | undefined
  siteNames: string[]
}

/** Other values kept beside the chosen one. */
const MAX_ALTERNATIVES = 5
const MAX_TITLE_BLOCK = 300

/** The address of the page: the saver knows best, then what the page calls itself. */
export function findUrls(evidence: Evidence, given: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = given.map(({ value, source }) => ({ value, source }))
  const give = (value: string | undefined, source: string): void => {
    if (value === undefined) return
    const base = found[0]?.value
    if (!URL.canParse(value.trim(), base)) return
    const url = new URL(value.trim(), base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return
    if (!found.some((known) => known.value === url.href)) found.push({ value: url.href, source })
  }
  give(evidence.links.get('canonical'), 'link canonical')
  give(evidence.meta.get('og:url')?.[0], 'meta og:url')
  for (const article of evidence.articles) {
    const page = article.mainEntityOfPage
    const id = typeof page === 'object' && page !== null && '@id' in page ? page['@id'] : page
    give(typeof article.url === 'string' ? article.url : typeof id === 'string' ? id : undefined, 'json-ld')
  }
  return found
}

/** Everything that can be said about an article outside its text, each value with its source and what else was found. */
export function findMetadata(
  input: PageInput,
  evidence: Evidence,
  place: Place,
  lang: string | undefined,
): FoundMetadata {
  const urls = findUrls(evidence, input.url)
  const url = urls[0]?.value
  const sites = findSites(evidence, url)
  const siteNames = siteWords(sites, url, evidence)
  const named = namedTitle(input, url, siteNames)
  const titles = findTitles({ ...place, evidence, siteNames, named, saved: input.title, fileName: input.fileName })
  const title = titles[0] ?? { value: input.fileName, source: 'file name' }
  const titleAt = titleBlock(title.value, place)
  const savedAt = input.saved[0] ? new Date(input.saved[0].value) : new Date()
  const latest = Number.isNaN(savedAt.getTime()) ? new Date() : savedAt
  const { published: dates, modified } = findDates({ ...place, evidence, titleAt, url, lang, latest })
  const published = [...(input.published ?? []), ...dates]
  const bylines = findBylines({ ...place, evidence, titleAt, siteNames })

  const found: Partial<Record<MetadataField, readonly Candidate[]>> = {
    url: urls,
    title: titles,
    byline: bylines,
    site: sites,
    published,
    modified,
    saved: input.saved,
  }
  const sources: Sources = {}
  const alternatives: Alternatives = {}
  for (const [field, candidates] of Object.entries(found) as [MetadataField, readonly Candidate[]][]) {
    const first = candidates[0]
    if (!first) continue
    sources[field] = first.source
    const others = candidates.slice(1, 1 + MAX_ALTERNATIVES).map(({ value, source }) => ({ value, source }))
    if (others.length > 0) alternatives[field] = others
  }
  return {
    values: {
      url,
      title: title.value,
      byline: bylines[0]?.value,
      site: sites[0]?.value,
      published: published[0]?.value,
      modified: modified[0]?.value,
      saved: input.saved[0]?.value,
    },
    sources,
    alternatives,
    titleAt,
    siteNames,
  }
}

/** The block that shows the title, the nearest to the text when it comes more than once. */
function titleBlock(title: string, { blocks, start }: Place): number | undefined {
  const folded = fold(title)
  let best: number | undefined
  for (const block of blocks) {
    if (block.length > MAX_TITLE_BLOCK || block.length < title.length / 2 || !isFolded(block.text, folded)) continue
    if (best === undefined || Math.abs(block.index - start) < Math.abs(best - start)) best = block.index
  }
  return best
}

/** Longer excerpts are cut at a word. */
const MAX_EXCERPT = 300
const SHORT_EXCERPT = 40

/** What the page says it is about, else its first sentences. */
export function findExcerpts(evidence: Evidence, text: string): Candidate[] {
  const found: Candidate[] = []
  const give = (value: string | undefined, source: string): void => {
    const line = value === undefined ? '' : squeeze(decode(value))
    if (line.length >= SHORT_EXCERPT) found.push({ value: cut(line), source })
  }
  give(evidence.meta.get('og:description')?.[0], 'meta og:description')
  give(evidence.meta.get('description')?.[0], 'meta description')
  for (const article of evidence.articles) {
    if (typeof article.description === 'string') give(article.description, 'json-ld')
  }
  const first = firstLine(text)
  if (first !== undefined) found.push({ value: cut(first), source: 'text' })
  else if (text !== '') found.push({ value: cut(squeeze(text.slice(0, MAX_EXCERPT * 2))), source: 'text' })
  return found
}

/** The first line that says something. */
function firstLine(text: string): string | undefined {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    if (to - from >= SHORT_EXCERPT) return text.slice(from, to)
    from = to + 1
  }
  return undefined
}

function cut(text: string): string {
  if (text.length <= MAX_EXCERPT) return text
  const end = text.lastIndexOf(' ', MAX_EXCERPT - 1)
  return `${text.slice(0, end > MAX_EXCERPT / 2 ? end : MAX_EXCERPT - 1).replace(/[\s,;:–—-]+$/, '')}…`
}
