import { z } from 'zod'
import { markSchema } from './mark.ts'
import { tagSchema } from './tag.ts'

/** The version written into every article.json; a higher one is read, never written. */
export const RECORD_VERSION = 1

export const formats = [
  'html',
  'html-complete',
  'mhtml',
  'text',
  'webarchive',
  'maff',
  'htz',
  'singlefilez',
  'warc',
  'wacz',
  'pdf',
  'epub',
  'eml',
  'markdown',
  'enex',
  'export',
  'link',
] as const
export type Format = (typeof formats)[number]

/** A day, or an instant as ISO 8601. */
const isoTime = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/)
/** Of papers and books often no more is known than the year or the month. */
const isoYearOrMonth = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)

/** The values a page is asked for. Each has a source, and a person can set each by hand. */
export const metadataSchema = z.object({
  url: z.string().optional(),
  title: z.string(),
  byline: z.string().optional(),
  site: z.string().optional(),
  published: isoTime.or(isoYearOrMonth).optional(),
  modified: isoTime.optional(),
  saved: isoTime.optional(),
  lang: z.string().optional(),
  dir: z.enum(['ltr', 'rtl']).default('ltr'),
  excerpt: z.string().optional(),
  /** path inside the article's folder (`assets/…`) of the picture that stands for it */
  image: z.string().optional(),
})
export type Metadata = z.infer<typeof metadataSchema>
export const metadataFields = metadataSchema.keyof().options
export type MetadataField = keyof Metadata

/** `sources.title = 'json-ld'`: where the value came from; `you` when set by hand. */
export const sourcesSchema = z.partialRecord(metadataSchema.keyof(), z.string())
export type Sources = z.infer<typeof sourcesSchema>

/** Where producer and charset came from: a file's own words about itself. Missing in records of before this was noted. */
export const fileSourcesSchema = z.object({ producer: z.string().optional(), charset: z.string().optional() })
export type FileSources = z.infer<typeof fileSourcesSchema>

/** Other values that were found, best first, so that a person can choose one. */
export const alternativesSchema = z.partialRecord(
  metadataSchema.keyof(),
  z.array(z.object({ value: z.string(), source: z.string() })),
)
export type Alternatives = z.infer<typeof alternativesSchema>

export const originalFileSchema = z.object({
  /** path below `original/`, with forward slashes */
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of the bytes, hexadecimal */
  sha256: z.string().length(64),
})
export type OriginalFile = z.infer<typeof originalFileSchema>

/** One file on disk that turned out to be this article. */
export const provenanceSchema = z.object({
  path: z.string(),
  sha256: z.string().length(64),
  at: z.iso.datetime(),
  how: z.enum(['added', 'updated', 'joined', 'duplicate']),
  /** the file, or this part of it, was an article of its own that was merged into this one; `text` is its `hashes.text` */
  merged: z.object({ part: z.string().optional(), text: z.string().optional() }).optional(),
})
export type Provenance = z.infer<typeof provenanceSchema>

/** Who made the reading view: so that older readings can be counted and read anew. Missing in records of before this was noted. */
export const extractedSchema = z.object({
  /** of the extractor; it is raised when the same page gives another article */
  version: z.number().int(),
  at: z.iso.datetime(),
  /** id of the site rule that had a say */
  rule: z.string().optional(),
})

/** article.json: everything known about an article. Times are ISO 8601. */
export const recordSchema = metadataSchema.extend({
  version: z.number().int(),
  id: z.string().min(1),
  added: z.iso.datetime(),
  changed: z.iso.datetime(),
  format: z.enum(formats),
  producer: z.string().optional(),
  charset: z.string().optional(),
  fileSources: fileSourcesSchema.optional(),
  /** words of the reading view (characters / 2 for scripts without spaces) and minutes to read them */
  words: z.number().int().nonnegative(),
  minutes: z.number().int().nonnegative(),
  sources: sourcesSchema.default({}),
  alternatives: alternativesSchema.default({}),
  warnings: z.array(z.string()).default([]),
  extracted: extractedSchema.optional(),
  tags: z.array(tagSchema).default([]),
  /** tag -> id of the rule that gave it; a tag not named here was given by a person */
  tagRules: z.record(z.string(), z.string()).default({}),
  read: z.boolean().default(false),
  starred: z.boolean().default(false),
  /** how far it was read, 0 to 1 */
  progress: z.number().min(0).max(1).default(0),
  opened: z.iso.datetime().optional(),
  trashed: z.iso.datetime().optional(),
  marks: z.array(markSchema).default([]),
  original: z.object({
    /** the file to open, below `original/` */
    main: z.string(),
    /** which page of a file that holds several: a key that the format's reader understands */
    part: z.string().optional(),
    files: z.array(originalFileSchema),
  }),
  /** SHA-256 of the main original file, and of the folded words of the text */
  hashes: z.object({ source: z.string(), text: z.string() }),
  provenance: z.array(provenanceSchema).default([]),
})
export type ArticleRecord = z.infer<typeof recordSchema>

/** A piece of text with the ranges (UTF-16 offsets, end exclusive) that match the search. */
export const hitsSchema = z.object({ text: z.string(), ranges: z.array(z.tuple([z.number(), z.number()])) })
export type Hits = z.infer<typeof hitsSchema>

/** What a list row shows. */
export const rowSchema = recordSchema
  .pick({
    id: true,
    url: true,
    title: true,
    byline: true,
    site: true,
    published: true,
    saved: true,
    added: true,
    lang: true,
    dir: true,
    excerpt: true,
    image: true,
    format: true,
    words: true,
    minutes: true,
    tags: true,
    read: true,
    starred: true,
    progress: true,
    trashed: true,
  })
  .extend({
    marks: z.number().int(),
    /** host of the url without `www.` */
    host: z.string().optional(),
    titleHits: hitsSchema.optional(),
    /** where the text matches, when a search has words */
    snippet: hitsSchema.optional(),
  })
export type Row = z.infer<typeof rowSchema>
