import { z } from 'zod'
import { rowSchema } from '../../model/article.ts'
import { ruleSchema } from '../../model/library.ts'
import { tagSchema } from '../../model/tag.ts'
import { changed, id, none, queryNoteSchema, understoodSchema } from '../pieces.ts'

const counts = z.object({
  /** articles that the query finds */
  matches: z.number().int(),
  /** those that would be different after it */
  changes: z.number().int(),
  /** articles with a tag that this rule gave them */
  given: z.number().int(),
})

/** Rules: a query and what it does with the articles that it finds. */
export const rulesCalls = {
  'rules.list': { input: none, output: z.array(ruleSchema.extend(counts.shape)) },
  /** what a rule that is being written would find and change; `id` when there is one already */
  'rules.preview': {
    input: z.object({
      id: z.string().optional(),
      query: z.string(),
      tags: z.array(tagSchema).default([]),
      star: z.boolean().default(false),
      trash: z.boolean().default(false),
    }),
    output: counts.extend({
      understood: z.array(understoodSchema),
      notes: z.array(queryNoteSchema),
      rows: z.array(rowSchema),
    }),
  },
  /** what only this rule gave, and would be taken back with it, or with what it is to become */
  'rules.takesBack': {
    input: id.extend({ rule: ruleSchema.optional() }),
    output: z.object({ tags: z.array(z.string()), articles: z.number().int() }),
  },
  /** a new rule has the id '' */
  'rules.save': {
    input: z.object({ rule: ruleSchema, takeBack: z.boolean().default(false) }),
    output: changed.extend({ id: z.string() }),
  },
  'rules.remove': { input: id.extend({ takeBack: z.boolean().default(false) }), output: changed },
  'rules.order': { input: z.object({ ids: z.array(z.string()) }), output: changed },
  /** over what is there: the rules named, or all that are on */
  'rules.run': { input: z.object({ ids: z.array(z.string()).optional() }), output: changed },
} as const
