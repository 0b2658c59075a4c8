import { metadataFields, type ArticleRecord, type Metadata, type Provenance } from '../../../shared/model/article.ts'
import { FILE_TIME } from '../../formats/page.ts'
import type { ReadPage } from '../../intake/messages.ts'
import { BY_HAND } from '../changes.ts'

/**
 * True when a file with other content is the same page, saved again under its name: it has the article's address, or, when
 * neither has one, its title. A value set by hand says nothing about the file.
 */
export function isSavedAgain(record: ArticleRecord, page: ReadPage, path: string): boolean {
  const { extracted, sourceHash } = page
  const known = record.provenance.some((entry) => entry.path === path && entry.sha256 !== sourceHash)
  if (!known || record.original.part !== page.part) return false
  const url = found(record, 'url')
  if (url !== undefined || extracted.url !== undefined) return url === extracted.url
  return found(record, 'title') === extracted.title
}

/** True when an earlier export of the same service made the article of what this page is made of: it has no address there, but title and author. */
export function isGrownFrom(record: ArticleRecord, { format, producer, extracted }: ReadPage): boolean {
  return (
    record.format === format &&
    record.producer === producer &&
    found(record, 'url') === undefined &&
    found(record, 'title') === extracted.title &&
    found(record, 'byline') === extracted.byline
  )
}

/** The value that the file gave, whatever a person has set since. */
function found(record: ArticleRecord, field: 'url' | 'title' | 'byline'): string | undefined {
  if (record.sources[field] !== BY_HAND) return record[field]
  return record.alternatives[field]?.find(({ source }) => source !== BY_HAND)?.value
}

type Kept = Pick<
  ArticleRecord,
  'tags' | 'tagRules' | 'read' | 'starred' | 'progress' | 'opened' | 'marks' | 'sources' | 'alternatives' | 'provenance'
> &
  Partial<Metadata>

/** What a person has done with an article, for the one that takes its place: values set by hand, tags, state and marks. */
export function carriedOver(former: ArticleRecord, page: ReadPage, entry: Provenance): Kept {
  const { extracted } = page
  const byHand = metadataFields.filter((field) => former.sources[field] === BY_HAND)
  const sources = { ...extracted.sources }
  const alternatives = { ...extracted.alternatives }
  for (const field of byHand) {
    const value = extracted[field]
    // what the file gives stays the first choice should the hand-set value be taken back
    const others = value === undefined ? [] : [{ value, source: sources[field] ?? page.format }]
    alternatives[field] = [...others, ...(alternatives[field] ?? [])]
    sources[field] = BY_HAND
  }
  // the day that a link was kept says more than when the file was copied
  const saved =
    former.format === 'link' && sources.saved === FILE_TIME && former.sources.saved !== FILE_TIME
      ? former.saved
      : undefined
  if (saved !== undefined) sources.saved = former.sources.saved ?? former.format
  const quotes = new Set(former.marks.map(({ quote }) => quote))
  const { tags, tagRules, read, starred, progress, opened } = former
  return {
    ...(saved !== undefined && { saved }),
    ...Object.fromEntries(byHand.map((field) => [field, former[field]])),
    ...{ tags, tagRules, read, starred, progress, opened, sources, alternatives },
    // their words are found again when they are shown; what is gone from the text is listed as such
    marks: [...former.marks, ...extracted.marks.filter(({ quote }) => !quotes.has(quote))],
    provenance: [...former.provenance.filter(({ path, merged }) => path !== entry.path || merged !== undefined), entry],
  }
}
