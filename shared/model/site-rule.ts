import { z } from 'zod'

/** A longer selector is not one that a person has made or can check. */
export const SELECTOR_MAX = 300
/** Selectors of one kind in a rule. */
const SELECTORS_MAX = 40

const selector = z.string().trim().min(1).max(SELECTOR_MAX)
const selectors = z.array(selector).max(SELECTORS_MAX).default([])

/** What can be pointed at in a page. */
export const pickKinds = ['article', 'drop', 'title', 'byline', 'published'] as const
export type PickKind = (typeof pickKinds)[number]

/** How the pages of a site are read, where the extractor needs help. Selectors are CSS. */
export const siteRuleSchema = z.object({
  id: z.string().min(1),
  /** host of the pages' addresses, without `www.` */
  host: z.string().min(1).max(253),
  /** what is the article; without one the extractor decides */
  article: selectors,
  /** what is not, wherever it is */
  drop: selectors,
  title: selector.optional(),
  byline: selector.optional(),
  published: selector.optional(),
  created: z.iso.datetime(),
})
export type SiteRule = z.infer<typeof siteRuleSchema>

/** Site rules as they are given to others. */
export const siteRulesFileSchema = z.object({
  keepleaf: z.literal('site rules'),
  version: z.literal(1),
  rules: z.array(siteRuleSchema),
})
