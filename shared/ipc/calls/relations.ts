import { z } from 'zod'
import { rowSchema } from '../../model/article.ts'
import { duplicateGroupSchema, mergeSchema } from '../../model/duplicates.ts'
import { localLinkSchema, missingPageSchema } from '../../model/links.ts'
import { versionSchema } from '../../model/version.ts'
import { changed, id, LIST_LIMIT } from '../pieces.ts'
import { readingSchema } from './sites.ts'

/** What articles have to do with each other: duplicates, versions of a page, links between them. */
export const relationsCalls = {
  /** groups of articles that are the same page; `suggested` of them, the first, can be merged without a second look */
  'duplicates.list': {
    input: z.object({ offset: z.number().int().nonnegative(), limit: z.number().int().positive().max(LIST_LIMIT) }),
    output: z.object({ total: z.number(), suggested: z.number(), groups: z.array(duplicateGroupSchema) }),
  },
  'duplicates.merge': { input: z.object({ groups: z.array(mergeSchema).min(1) }), output: changed },
  /** every group that is suggested, as it is suggested */
  'duplicates.mergeSuggested': { input: z.void(), output: changed },
  /** these are not the same page, and are never shown as a group again */
  'duplicates.apart': { input: z.object({ ids: z.array(z.string()).min(2) }), output: changed },
  /** links of an article to pages that the library has, and the articles that link to it */
  'links.of': {
    input: id,
    output: z.object({
      here: z.array(localLinkSchema),
      from: z.object({ total: z.number(), rows: z.array(rowSchema) }),
    }),
  },
  'links.missing': {
    input: z.object({ limit: z.number().int().positive().max(LIST_LIMIT) }),
    output: z.array(missingPageSchema),
  },
  'versions.list': { input: id, output: z.array(versionSchema) },
  /** the reading view of a state that is kept with the article */
  'versions.reading': { input: id.extend({ version: z.string() }), output: readingSchema },
  'versions.text': { input: id.extend({ version: z.string() }), output: z.string() },
} as const
