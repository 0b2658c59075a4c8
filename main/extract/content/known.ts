import { squeeze } from '../dom/walk.ts'
import type { Evidence } from '../metadata/evidence.ts'
import { isThing } from '../metadata/json-ld.ts'
import type { Known } from './features.ts'

const SHORT_LEAD = 40
const MAX_BODY = 200_000
/** Sections of a recipe hold steps, and these a text. */
const MAX_DEPTH = 6

/** The texts in a value of JSON-LD: itself, or those of its steps and sections. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (depth > MAX_DEPTH) return []
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, depth + 1))
  return isThing(value)
    ? [value.text ?? value.name, value.itemListElement].flatMap((one) => textsIn(one, depth + 1))
    : []
}

const plain = (text: string): string => squeeze(text.slice(0, MAX_BODY).replace(/<[^>]{1,200}>/g, ' '))

/** What a page's data say about its text: evidence for the blocks, not their replacement. */
export function knownOf(evidence: Evidence, title: string): Known {
  let body = ''
  const leads: string[] = []
  const recipe: string[] = []
  for (const { articleBody, description, recipeIngredient, recipeInstructions } of evidence.articles) {
    if (typeof articleBody === 'string' && articleBody.length > body.length) body = articleBody
    if (typeof description === 'string') leads.push(squeeze(description))
    recipe.push(textsIn([recipeIngredient, recipeInstructions]).join('\n'))
  }
  for (const key of ['og:description', 'description', 'twitter:description']) {
    for (const value of evidence.meta.get(key) ?? []) leads.push(squeeze(value))
  }
  return {
    title,
    body: plain(body),
    recipe: plain(recipe.join('\n')),
    leads: leads.filter(({ length }) => length >= SHORT_LEAD),
  }
}
