const WITHOUT_TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** How exactly an ISO 8601 date is known: `1998`, `1998-05`, `1998-05-12`, or with a time. */
export function precisionOf(iso: string): 'year' | 'month' | 'day' | 'time' {
  const [whole, , month, day] = WITHOUT_TIME.exec(iso) ?? []
  if (whole === undefined) return 'time'
  return month === undefined ? 'year' : day === undefined ? 'month' : 'day'
}

/** The instant of an ISO 8601 date. Without a time it is a day, a month or a year, the same everywhere: when that begins here. */
export function dateOf(iso: string): Date {
  const [, year, month = '01', day = '01'] = WITHOUT_TIME.exec(iso) ?? []
  return new Date(year === undefined ? iso : `${year}-${month}-${day}T00:00`)
}
