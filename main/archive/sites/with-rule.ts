import type { SiteRule } from '../../../shared/model/site-rule.ts'
import { put } from '../library-lists.ts'

/** The rules with this one in the place of its former self, or at the end. */
export const withRule = (rules: readonly SiteRule[], rule: SiteRule | undefined): SiteRule[] =>
  rule === undefined ? [...rules] : put(rules, rule, ({ id }) => id === rule.id).list
