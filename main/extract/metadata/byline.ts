import { squeeze } from '../dom/walk.ts'
import { plausible, ROLE, splitByline } from './byline-names.ts'
import { shownBylines, type BylineContext, type BylineVote } from './byline-shown.ts'
import { tallyBylines } from './byline-tally.ts'
import { fold } from './fold.ts'
import { namesOf } from './json-ld.ts'
import { decode, type Candidate } from './title.ts'

/** Meta names that say who wrote it, and how much each is worth. */
const META: Readonly<Record<string, number>> = {
  'parsely-author': 8,
  'sailthru.author': 8,
  'cxenseparse:author': 8,
  'article:author_name': 8,
  'article.author': 7,
  byl: 8,
  byline: 7,
  author: 7,
  'article:author': 6.5,
  'og:article:author': 6.5,
  'dc.creator': 6,
  'dcterms.creator': 6,
  'dc.creator.personalname': 6,
  citation_author: 8,
  bepress_citation_author: 8,
  'eprints.creators_name': 7,
  authors: 7,
  creator: 5,
  'twitter:creator': 1,
}
/** Names of libraries begin with that of the family. */
const LIBRARY = /^(?:dc|dcterms|citation|bepress|eprints)[._]/
/** The page of an author is not their name. */
const ADDRESS = /^(?:https?:)?\/\//i
/** Who made the site puts itself there; nobody signs an article with a legal form. */
const FIRM = /(?<!\p{L})(?:GmbH|mbH|GbR|KG|Ltd\.?|LLC|Inc\.?|S\.r\.l\.|B\.V\.)\s*$/iu
const WRITTEN_BY = /^(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|author|autor|by)$/i

/** Who wrote the article, best first; several names are joined by `; `. */
export function findBylines(context: BylineContext): Candidate[] {
  const { evidence } = context
  const votes: BylineVote[] = []
  const vote = (names: string[], source: string, weight: number): void => {
    if (names.length > 0) votes.push({ names, source, weight })
  }
  const given = (values: string[]): string[] => {
    const names = values.flatMap((value) => {
      if (ADDRESS.test(value)) return []
      const line = decode(value)
      const split = splitByline(line, true)
      // a name that is declared as one may be made of the words of a trade
      return split.length > 0 || !plausible(squeeze(line)) || !ROLE.test(line) ? split : [squeeze(line)]
    })
    return names.filter((name, at) => names.findIndex((other) => fold(other) === fold(name)) === at)
  }

  evidence.articles.forEach((article, order) => {
    const own = article.headline !== undefined ? 9 : 6.5 - Math.min(2, order * 0.5)
    vote(given(namesOf(article.author, evidence.described)), 'json-ld', own)
    vote(given(namesOf(article.creator, evidence.described)), 'json-ld', own - 1.5)
  })
  for (const [key, values] of evidence.meta) {
    const weight = META[key]
    if (weight === undefined) continue
    const people = values.filter((value) => !FIRM.test(value))
    vote(given(LIBRARY.test(key) ? people.map(turned) : people), `meta ${key}`, weight)
  }
  for (const at of ['1', '2']) {
    const label = evidence.meta.get(`twitter:label${at}`)?.[0] ?? ''
    const value = evidence.meta.get(`twitter:data${at}`)?.[0]
    if (value !== undefined && WRITTEN_BY.test(label)) vote(given([value]), 'meta twitter:data', 7.5)
  }
  shownBylines(context, votes)
  return tallyBylines(votes, context.siteNames)
}

/** "Doe, Jane" of library metadata in the order people read. */
const turned = (name: string): string => name.replace(/^([^\s,]+(?:-[^\s,]+)?),\s*([^,]+)$/, '$2 $1')
