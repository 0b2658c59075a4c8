import { z } from 'zod'
import { savedSearchSchema } from '../../model/library.ts'
import { changed, id } from '../pieces.ts'

const valueCount = z.object({ value: z.string(), count: z.number() })

/** Saved searches, facets, and completion in the search field. */
export const searchCalls = {
  'searches.save': { input: savedSearchSchema.partial({ id: true }), output: changed },
  'searches.remove': { input: id, output: changed },
  /** those named come in that order, the rest behind them */
  'searches.order': { input: z.object({ ids: z.array(z.string()) }), output: changed },
  /** what the articles that a query finds have in common, with counts */
  'search.facets': {
    input: z.object({ query: z.string() }),
    output: z.object({
      total: z.number(),
      tags: z.array(valueCount),
      /** by the day on which they were saved, in order, without gaps */
      years: z.array(z.object({ year: z.number(), count: z.number() })),
      sites: z.array(z.object({ host: z.string(), site: z.string().optional(), count: z.number() })),
      langs: z.array(valueCount),
      formats: z.array(valueCount),
      /** in the order of `LENGTHS` (shared/query/groups.ts) */
      lengths: z.array(z.number()),
      states: z.object({ unread: z.number(), starred: z.number(), marked: z.number() }),
    }),
  },
  'query.complete': {
    input: z.object({ query: z.string(), caret: z.number().int() }),
    output: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        insert: z.string(),
        label: z.string(),
        count: z.number().optional(),
      }),
    ),
  },
} as const
