import { dateFormat, dateOf, daysBetween } from '../dates.ts'

/** A date as a row shows it: today the time, then Yesterday, the weekday, the day, the day with its year. */
export function rowDate(iso: string, now: Date, locale: string, yesterday: string): string {
  const date = dateOf(iso)
  if (Number.isNaN(date.getTime())) return ''
  const days = daysBetween(date, now)
  if (days === 0) return dateFormat(locale, { timeStyle: 'short' }).format(date)
  if (days === 1) return yesterday
  if (days > 1 && days < 7) return dateFormat(locale, { weekday: 'short' }).format(date)
  if (date.getFullYear() === now.getFullYear())
    return dateFormat(locale, { day: 'numeric', month: 'short' }).format(date)
  return dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(date)
}

/** The whole date and time, for the title of a short one. */
export function fullDate(iso: string, locale: string): string {
  const date = dateOf(iso)
  return Number.isNaN(date.getTime()) ? '' : dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(date)
}
