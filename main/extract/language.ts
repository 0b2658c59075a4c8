import { Letter, letterBits, pointAt, unitsOf } from '../platform/letters.ts'
import type { Evidence } from './metadata/evidence.ts'
import type { Candidate } from './metadata/title.ts'

/** Enough to tell a language by its letters and endings; more only takes time. */
const SAMPLE = 1500
const SHORT_SAMPLE = 40
/** Of a text shorter than this one has to be surer: a name or an address is taken for a language that few people speak. */
const SURE_SAMPLE = 200
const SURE = 0.1

const TAG = /^([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?/i
const RTL_LANGUAGES = /^(?:ar|arc|ckb|dv|fa|ha-arab|he|iw|ku-arab|ps|sd|syr|ug|ur|yi)\b/i

/** `pt_BR` as `pt-BR`; undefined for what is no language tag. */
export function languageTag(value: string | undefined): string | undefined {
  const match = TAG.exec(value?.trim() ?? '')
  if (!match) return undefined
  const [, language = '', script, region] = match
  if (/^(?:und|mul|zxx|xx)$/i.test(language)) return undefined
  return [language.toLowerCase(), script, region?.toUpperCase()].filter((part) => part !== undefined).join('-')
}

/** The language of the article: what the page says when its text does not say otherwise, else what the text is in. */
export async function findLanguages(evidence: Evidence, text: string): Promise<Candidate[]> {
  const found: Candidate[] = []
  const give = (value: string | undefined, source: string): void => {
    const tag = languageTag(value)
    if (tag !== undefined && !found.some((known) => known.value === tag)) found.push({ value: tag, source })
  }
  give(evidence.lang, 'html lang')
  give(evidence.meta.get('og:locale')?.[0], 'meta og:locale')
  give(evidence.meta.get('content-language')?.[0], 'meta content-language')
  for (const article of evidence.articles) {
    if (typeof article.inLanguage === 'string') give(article.inLanguage, 'json-ld')
  }
  if (found.length === 0 && text.length >= SHORT_SAMPLE) {
    // loaded when needed: most pages name their language
    const { detectAll } = await import('tinyld')
    const [best] = detectAll(text.slice(0, SAMPLE))
    if (best && (text.length >= SURE_SAMPLE || best.accuracy >= SURE)) give(best.lang, 'text')
  }
  return found
}

/** Which way the text runs. */
export function directionOf(text: string, lang: string | undefined, dir: string | undefined): 'ltr' | 'rtl' {
  let letters = 0
  let turned = 0
  for (let at = 0; at < Math.min(text.length, SAMPLE);) {
    const point = pointAt(text, at)
    at += unitsOf(point)
    const bits = letterBits(point)
    if (bits & Letter.letter) letters++
    if (bits & Letter.rightToLeft) turned++
  }
  if (letters > 0) return turned > letters / 2 ? 'rtl' : 'ltr'
  return dir === 'rtl' || RTL_LANGUAGES.test(lang ?? '') ? 'rtl' : 'ltr'
}
