import { squeeze } from '../dom/walk.ts'
import type { Evidence } from '../metadata/evidence.ts'
import type { Known } from './features.ts'

const SHORT_LEAD = 40
const MAX_BODY = 200_000

/** What a page's data say about its text: evidence for the blocks, not their replacement. */
export function knownOf(evidence: Evidence, title: string): Known {
  let body = ''
  const leads: string[] = []
  for (const { articleBody, description } of evidence.articles) {
    if (typeof articleBody === 'string' && articleBody.length > body.length) body = articleBody
    if (typeof description === 'string') leads.push(squeeze(description))
  }
  for (const key of ['og:description', 'description', 'twitter:description']) {
    for (const value of evidence.meta.get(key) ?? []) leads.push(squeeze(value))
  }
  return {
    title,
    body: squeeze(body.slice(0, MAX_BODY).replace(/<[^>]{1,200}>/g, ' ')),
    leads: leads.filter(({ length }) => length >= SHORT_LEAD),
  }
}
