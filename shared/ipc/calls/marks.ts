import { z } from 'zod'
import { rowSchema } from '../../model/article.ts'
import { markSchema } from '../../model/mark.ts'
import { changed, id, LIST_LIMIT } from '../pieces.ts'

/** Marks. */
export const marksCalls = {
  'marks.save': { input: id.extend({ mark: markSchema }), output: changed },
  'marks.remove': { input: id.extend({ mark: z.string() }), output: changed },
  'marks.list': {
    input: z.object({
      query: z.string().default(''),
      offset: z.number().int(),
      limit: z.number().int().max(LIST_LIMIT),
    }),
    output: z.object({ total: z.number(), marks: z.array(z.object({ article: rowSchema, mark: markSchema })) }),
  },
} as const
