import { dateOf, precisionOf } from '../../../shared/model/iso-date.ts'
import { dateFormat, daysBetween, writtenDate } from '../dates.ts'

/** A date as a row shows it: today the time, then Yesterday, the weekday, the day, the day with its year; or the month or year alone. */
export function rowDate(iso: string, now: Date, locale: string, yesterday: string): string {
  const date = dateOf(iso)
  if (Number.isNaN(date.getTime())) return ''
  const precision = precisionOf(iso)
  if (precision === 'year' || precision === 'month') return writtenDate(iso, locale, { month: 'short' })
  const days = daysBetween(date, now)
  if (days === 0) return dateFormat(locale, { timeStyle: 'short' }).format(date)
  if (days === 1) return yesterday
  if (days > 1 && days < 7) return dateFormat(locale, { weekday: 'short' }).format(date)
  if (date.getFullYear() === now.getFullYear())
    return dateFormat(locale, { day: 'numeric', month: 'short' }).format(date)
  return dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(date)
}

/** The whole date, with the time when that is known, for the title of a short one. */
export function fullDate(iso: string, locale: string): string {
  if (Number.isNaN(dateOf(iso).getTime())) return ''
  const time = precisionOf(iso) === 'time' ? ({ timeStyle: 'short' } as const) : {}
  return writtenDate(iso, locale, { dateStyle: 'full', ...time })
}
