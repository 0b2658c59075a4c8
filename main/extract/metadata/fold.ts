import { squeeze } from '../dom/walk.ts'

/** Text as two people would call it the same: case, quotation marks, dashes and spaces do not count. */
export function fold(text: string): string {
  // most texts have none of what the rest is about
  if (/^[\t-\r -~]*$/.test(text)) return squeeze(text).toLowerCase().replaceAll('`', "'")
  return squeeze(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\u2018\u2019\u201A\u2032`´]/g, "'")
    .replace(/[\u201C\u201D\u201E\u00AB\u00BB\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\u00AD/g, '')
}

/** Letters and digits alone: for names that are written as a domain, with or without spaces. */
export const bare = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
