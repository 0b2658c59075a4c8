import { z } from 'zod'
import { savedSearchSchema } from '../../model/library.ts'
import { changed, id } from '../pieces.ts'

/** Saved searches, and completion in the search field. */
export const searchCalls = {
  'searches.save': { input: savedSearchSchema.partial({ id: true }), output: changed },
  'searches.remove': { input: id, output: changed },
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
