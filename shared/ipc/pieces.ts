import { z } from 'zod'
import { changeSummarySchema } from '../model/change.ts'

/** Rows in one answer: enough for a tall window and its overscan, small enough to cross in a millisecond. */
export const LIST_LIMIT = 500

export const sorts = [
  'relevance',
  'saved-desc',
  'saved-asc',
  'added-desc',
  'added-asc',
  'published-desc',
  'published-asc',
  'title-asc',
  'title-desc',
  'site-asc',
  'words-desc',
  'words-asc',
  'opened-desc',
] as const
export const sortSchema = z.enum(sorts)
export type Sort = z.infer<typeof sortSchema>

/** Articles named one by one, or all that a query finds. */
export const selectionSchema = z.union([z.object({ ids: z.array(z.string()) }), z.object({ query: z.string() })])
export type Selection = z.infer<typeof selectionSchema>

/** A piece of the query as it was understood, for the chips in the search field. */
export const understoodSchema = z.object({
  /** range in the query text */
  from: z.number(),
  to: z.number(),
  kind: z.enum(['word', 'phrase', 'field', 'operator']),
  field: z.string().optional(),
  value: z.string(),
  negated: z.boolean(),
  /** set when the text was corrected: what was typed */
  corrected: z.string().optional(),
})
export type Understood = z.infer<typeof understoodSchema>

export const queryNoteSchema = z.object({
  from: z.number(),
  to: z.number(),
  message: z.string(),
  suggestion: z.string().optional(),
})
export type QueryNote = z.infer<typeof queryNoteSchema>

export const exportFormats = [
  'epub',
  'pdf',
  'markdown',
  'html',
  'text',
  'bibtex',
  'ris',
  'csl',
  'csv',
  'json',
  'bookmarks',
  'originals',
  'warc',
] as const
/** In which order articles stand in a file that holds several; as the selection names them when left out. */
export const exportOrders = ['published-asc', 'saved-asc', 'saved-desc', 'title-asc'] as const satisfies Sort[]
export const exportOptionsSchema = z.object({
  format: z.enum(exportFormats),
  out: z.string(),
  marks: z.boolean().default(true),
  images: z.boolean().default(true),
  /** of a book; made of its articles' titles when left out */
  title: z.string().trim().min(1).optional(),
  order: z.enum(exportOrders).optional(),
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>

export const none = z.void()
export const changed = z.object({ change: changeSummarySchema.optional() })
export const id = z.object({ id: z.string() })
