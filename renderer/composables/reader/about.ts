import type { ArticleRecord, Format, MetadataField } from '../../../shared/model/article.ts'

export const aboutFields = [
  'title',
  'byline',
  'site',
  'published',
  'modified',
  'saved',
  'url',
  'lang',
  'excerpt',
] as const satisfies MetadataField[]
export type AboutField = (typeof aboutFields)[number]

export interface AboutLine {
  field: AboutField
  value: string
  source: string
  kind: 'found' | 'disagree' | 'you'
  /** the best other value that was found */
  other?: { value: string; source: string }
}

/** What is taken where nothing better is found: it disagrees with everything, and tells nothing by that. */
const MAKESHIFT: ReadonlySet<string> = new Set(['file name', 'file time', 'url', 'text'])

/** What is known about an article and where it was found; a value disagrees when another source says something else. */
export function aboutLines(record: ArticleRecord): AboutLine[] {
  return aboutFields.map((field) => {
    const value = record[field] ?? ''
    const source = record.sources[field] ?? ''
    const other = record.alternatives[field]?.find(
      (candidate) => !MAKESHIFT.has(candidate.source) && same(candidate.value) !== same(value),
    )
    const kind = source === 'you' ? 'you' : other ? 'disagree' : 'found'
    return { field, value, source, kind, ...(other ? { other } : {}) }
  })
}

/** What the file says about itself: who wrote it, and in which encoding. */
export function aboutFile(record: ArticleRecord): { field: 'producer' | 'charset'; value: string; source?: string }[] {
  return (['producer', 'charset'] as const).flatMap((field) => {
    const value = record[field]
    return value === undefined ? [] : [{ field, value, source: record.fileSources?.[field] }]
  })
}

/** Forms that say themselves, beyond doubt, how their text is written. */
const CERTAIN: ReadonlySet<Format> = new Set(['pdf', 'epub', 'enex', 'export', 'link'])

/** Whether the text of a saved file can be read in another encoding. */
export const takesCharset = (format: Format): boolean => !CERTAIN.has(format)

const same = (value: string): string => value.trim().toLowerCase().replace(/\s+/g, ' ')

/** `meta article:published_time` is as long as its value; the name alone says as much. */
export const shortSource = (source: string): string => source.replace(/^meta article:/, 'meta ')

/** A SHA-256 in groups, short: `9f3c 41d0 77ae …` */
export function shortSum(sha256: string): string {
  return (sha256.slice(0, 12).match(/.{4}/g) ?? []).join(' ') + ' …'
}
