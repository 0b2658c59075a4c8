import { z } from 'zod'
import { metadataSchema } from '../../model/article.ts'
import { pickKinds, siteRuleSchema } from '../../model/site-rule.ts'
import { changed, id, none } from '../pieces.ts'

/** Pages looked at in one call: a second's work, so that the window can show how far it is and stop. */
export const CHECK_LIMIT = 20

export const readingSchema = metadataSchema
  .pick({ title: true, byline: true, published: true, lang: true, dir: true })
  .extend({ words: z.number(), html: z.string() })

const found = z.record(z.enum(pickKinds), z.array(z.number()))

/** Rules of sites. */
export const sitesCalls = {
  'sites.list': { input: none, output: z.array(siteRuleSchema) },
  /** makes the original ready for pointing at its elements: its address, and the id of the rule that has its say in the page */
  'sites.pick': { input: id, output: z.object({ src: z.string(), rule: z.string().optional() }) },
  /** a rule with what was pointed at added, what it finds in the page, and what comes of it */
  'sites.learn': {
    input: id.extend({
      rule: siteRuleSchema,
      pick: z.object({ kind: z.enum(pickKinds), number: z.number().int().nonnegative() }).optional(),
    }),
    output: z.object({ rule: siteRuleSchema, found, applies: z.boolean(), after: readingSchema }),
  },
  'sites.pages': { input: z.object({ host: z.string() }), output: z.array(z.string()) },
  'sites.check': {
    input: z.object({ rule: siteRuleSchema, ids: z.array(z.string()).max(CHECK_LIMIT) }),
    output: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        /** the rule finds something in the page */
        applies: z.boolean(),
        /** the page comes out differently; also when another rule of the site has its say */
        changed: z.boolean(),
        /** the page could not be read; its article stays as it is */
        failed: z.boolean(),
      }),
    ),
  },
  'sites.look': {
    input: id.extend({ rule: siteRuleSchema }),
    output: z.object({ before: readingSchema, after: readingSchema }),
  },
  /** keeps the rule and reads the site's pages again: a job that ends with one change */
  'sites.apply': { input: z.object({ rule: siteRuleSchema }), output: id },
  'sites.save': { input: z.object({ rule: siteRuleSchema }), output: changed },
  'sites.remove': { input: id, output: changed },
  /** asks where to, and writes the rules; undefined when cancelled */
  'sites.export': { input: z.object({ ids: z.array(z.string()).optional() }), output: z.string().optional() },
  /** asks for a file and takes its rules in; undefined when cancelled */
  'sites.import': { input: none, output: changed.extend({ count: z.number() }).optional() },
} as const
