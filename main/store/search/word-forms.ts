import { fold } from '../index/fold.ts'
import { stemOf } from '../index/stems.ts'

const WORD = /[\p{L}\p{N}\p{M}]+/gu

const lower = (text: string): string => text.normalize('NFC').toLowerCase()

/** Words of a text, in lower case, for which the index finds it when one of `wanted` is looked for: their other forms. */
export function formsIn(text: string, wanted: readonly string[], lang: string | undefined): string[] {
  const stems = new Set(wanted.map((word) => stemOf(lower(word), lang)).filter((stem) => stem !== undefined))
  // most words have another beginning and need not be stemmed; in Arabic the article stands before it
  const begins = lang?.startsWith('ar') ? undefined : new Set([...stems].map((stem) => stem[0]))
  if (stems.size === 0) return []
  return [...new Set(lower(text).match(WORD))].filter((word) => {
    if (begins && !begins.has(fold(word)[0])) return false
    const stem = stemOf(word, lang)
    return stem !== undefined && stems.has(stem)
  })
}
