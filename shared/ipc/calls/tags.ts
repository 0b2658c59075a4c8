import { z } from 'zod'
import { tagCleaningSchema, tagColours, tagCountSchema, tagSchema, tagSuggestionSchema } from '../../model/tag.ts'
import { changed, id, none, selectionSchema } from '../pieces.ts'

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
  /** articles of the tag that a part's query finds get that part's tag instead; with `keep` they keep the tag too */
  'tags.split': {
    input: z.object({
      tag: z.string(),
      parts: z.array(z.object({ tag: tagSchema, query: z.string().min(1) })).min(1),
      keep: z.boolean().default(false),
    }),
    output: changed,
  },
  'tags.suggest': { input: id, output: z.array(tagSuggestionSchema) },
  'tags.cleaning': { input: none, output: tagCleaningSchema },
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
