import { readFile } from 'node:fs/promises'
import { siteOf } from '../../../shared/model/address.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { siteRulesFileSchema, type SiteRule } from '../../../shared/model/site-rule.ts'

/** Site rules as they are given to others. */
export function siteRulesText(rules: readonly SiteRule[]): string {
  return `${JSON.stringify({ keepleaf: 'site rules', version: 1, rules }, null, 2)}\n`
}

/** The rules of such a file; throws `site.file` when it is none. */
export async function readSiteRules(path: string): Promise<SiteRule[]> {
  try {
    const { rules } = siteRulesFileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    // as somebody may have written it by hand
    return rules.map((rule) => ({ ...rule, host: siteOf(`https://${rule.host}`) ?? rule.host }))
  } catch (error) {
    throw new ProblemError('site.file', { file: path }, { cause: error })
  }
}
