import { z } from 'zod'
import { tagColours, tagCountSchema, tagSchema } from '../../model/tag.ts'
import { changed, none, selectionSchema } from '../pieces.ts'

/** Tags. */
export const tagsCalls = {
  'tags.list': { input: none, output: z.array(tagCountSchema) },
  'tags.ofSelection': {
    input: z.object({ selection: selectionSchema }),
    output: z.object({ articles: z.number(), tags: z.record(z.string(), z.number()) }),
  },
  'tags.apply': {
    input: z.object({
      selection: selectionSchema,
      add: z.array(tagSchema).default([]),
      remove: z.array(tagSchema).default([]),
    }),
    output: changed,
  },
  'tags.rename': { input: z.object({ from: z.string(), to: tagSchema }), output: changed },
  'tags.merge': { input: z.object({ from: z.array(z.string()).min(1), to: tagSchema }), output: changed },
  'tags.remove': { input: z.object({ tags: z.array(z.string()).min(1) }), output: changed },
  'tags.describe': {
    input: z.object({
      tag: tagSchema,
      colour: z.enum(tagColours).nullable().optional(),
      description: z.string().optional(),
    }),
    output: changed,
  },
} as const
