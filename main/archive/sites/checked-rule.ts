import { ProblemError } from '../../../shared/model/problem.ts'
import type { SiteRule } from '../../../shared/model/site-rule.ts'
import { selectorProblem } from '../../extract/rules/select.ts'

/** Throws `site.selector` for a rule with a selector that is none, `site.empty` for one without anything to look for. */
export function checkedRule(rule: SiteRule): SiteRule {
  if (selectorsOf(rule).length === 0) throw new ProblemError('site.empty')
  checkSelectors(rule)
  return rule
}

/** Throws `site.selector` for a rule with a selector that is none. */
export function checkSelectors(rule: SiteRule): void {
  for (const selector of selectorsOf(rule)) {
    const reason = selectorProblem(selector)
    if (reason !== undefined) throw new ProblemError('site.selector', { selector, reason })
  }
}

/** Whether a rule would pass as `checkedRule`. */
export function isSound(rule: SiteRule): boolean {
  const selectors = selectorsOf(rule)
  return selectors.length > 0 && selectors.every((selector) => selectorProblem(selector) === undefined)
}

function selectorsOf({ article, drop, title, byline, published }: SiteRule): string[] {
  return [...article, ...drop, title, byline, published].filter((each) => each !== undefined)
}
