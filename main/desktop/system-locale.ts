import { app } from 'electron'

/** The system's first language, BCP 47; where nothing is set up Linux says `C`, which is none. */
export function systemLocale(): string {
  const wanted = app.getPreferredSystemLanguages().find((name) => /^[a-z]{2,3}(-|$)/i.test(name))
  return wanted ?? app.getLocale()
}
