import { dateOf, precisionOf } from '../../shared/model/iso-date.ts'
import { knownLocale } from './known-locale.ts'

const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** Writes dates in a language of people or pages; making a format is slow, and a list needs one a row. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(knownLocale(locale), options)))
  return made
}

/** A date as exactly as it is known: a year as a year, a month with its year; `options` are for a day. */
export function writtenDate(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const precision = precisionOf(iso)
  const ofMonth = { month: options.month ?? 'long', year: 'numeric' } as const
  const chosen = precision === 'year' ? { year: 'numeric' as const } : precision === 'month' ? ofMonth : options
  return dateFormat(locale, chosen).format(dateOf(iso))
}

/** The days from one instant to another, by the calendar of this place. */
export function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS)
}
