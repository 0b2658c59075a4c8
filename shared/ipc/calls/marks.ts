import { z } from 'zod'
import { rowSchema } from '../../model/article.ts'
import { markColours, markSchema } from '../../model/mark.ts'
import { changed, id, LIST_LIMIT } from '../pieces.ts'

/** Marks. */
export const marksCalls = {
  'marks.save': { input: id.extend({ mark: markSchema }), output: changed },
  'marks.remove': { input: id.extend({ mark: z.string() }), output: changed },
  'marks.list': {
    input: z.object({
      /** words of the quote, the note or the title; anything else of the query language is asked of the article */
      query: z.string().default(''),
      /** none: all of them */
      colours: z.array(z.enum(markColours)).default([]),
      offset: z.number().int(),
      limit: z.number().int().max(LIST_LIMIT),
    }),
    output: z.object({ total: z.number(), marks: z.array(z.object({ article: rowSchema, mark: markSchema })) }),
  },
} as const
