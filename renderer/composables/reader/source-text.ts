import { useI18n } from 'vue-i18n'
import { shortSource } from './about.ts'

/** `SingleFile header`, `Pocket title`: what a part of the page or of a list is named after. */
const NAMED = /^(?<name>.+) (?<part>header|address|title)$/

/**
 * Where a value came from, in the language of the window. Records keep it in English words that need no program; names of the
 * page's own code (`meta og:title`, `json-ld`) are the same everywhere.
 */
export function useSourceText(): (source: string) => string {
  const { t, te } = useI18n()
  return (source) => {
    const short = shortSource(source)
    const key = `reader.source.${short.replaceAll(' ', '-')}`
    if (!short.includes('.') && te(key)) return t(key)
    const { name, part } = NAMED.exec(short)?.groups ?? {}
    return name === undefined || part === undefined ? short : t(`reader.source.${part}Of`, { name })
  }
}
