/** A language as Intl takes it. What a page calls its language need not be one: undefined, the system's, then. */
export function knownLocale(lang: string | undefined): string | undefined {
  try {
    return lang === undefined ? undefined : Intl.getCanonicalLocales(lang)[0]
  } catch {
    return undefined
  }
}
