const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()
/** Making a format is slow, and a list needs one a row. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale, options)))
  return made
}

/** The days between two instants, by the calendar of this place. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS)
}

/** A date as a row shows it: today the time, then Yesterday, the weekday, the day, the day with its year. */
export function rowDate(iso: string, now: Date, locale: string, yesterday: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const days = daysBetween(date, now)
  if (days === 0) return format(locale, { timeStyle: 'short' }).format(date)
  if (days === 1) return yesterday
  if (days > 1 && days < 7) return format(locale, { weekday: 'short' }).format(date)
  if (date.getFullYear() === now.getFullYear()) return format(locale, { day: 'numeric', month: 'short' }).format(date)
  return format(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(date)
}

/** The whole date and time, for the title of a short one. */
export function fullDate(iso: string, locale: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? '' : format(locale, { dateStyle: 'full', timeStyle: 'short' }).format(date)
}
