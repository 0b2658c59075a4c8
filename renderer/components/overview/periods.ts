import type { Overview } from '../../stores/overview.ts'

export const spans = ['year', 'two', 'all'] as const
export type Span = (typeof spans)[number]

/** One bar over time: a month, a quarter or a year, with the search that finds what was saved or read then. */
export interface Period {
  /** the months it is made of, as places in `Overview.months` */
  from: number
  to: number
  kind: 'month' | 'quarter' | 'year'
  /** its first day */
  start: Date
  /** value of a date field: `2026-03`, `2026-01..2026-03`, `2026` */
  value: string
  saved: number
  read: number
}

/** Bars that are still wide enough to be told apart and hit. */
const MOST_BARS = 40
const MONTHS: Record<Exclude<Span, 'all'>, number> = { year: 12, two: 24 }

/** The bars of a span: months, and for a long time quarters or years. */
export function periodsOf(months: Overview['months'], span: Span): Period[] {
  const from = span === 'all' ? 0 : Math.max(0, months.length - MONTHS[span])
  const shown = months.length - from
  const size = shown <= MOST_BARS ? 1 : shown / 3 <= MOST_BARS ? 3 : 12
  const periods: Period[] = []
  for (let at = from; at < months.length;) {
    const start = dateOf(months[at]?.month ?? '')
    // quarters and years begin where the calendar has them, so the first one may be short
    const end = Math.min(months.length, at + size - (start.getMonth() % size))
    const inside = months.slice(at, end)
    periods.push({
      from: at,
      to: end,
      kind: size === 1 ? 'month' : size === 3 ? 'quarter' : 'year',
      start,
      value: valueOf(start, size),
      saved: inside.reduce((sum, { saved }) => sum + saved, 0),
      read: inside.reduce((sum, { read }) => sum + read, 0),
    })
    at = end
  }
  return periods
}

function dateOf(month: string): Date {
  return new Date(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1)
}

function valueOf(start: Date, size: number): string {
  const year = String(start.getFullYear())
  const name = (month: number): string => `${year}-${String(month + 1).padStart(2, '0')}`
  if (size === 12) return year
  const first = start.getMonth() - (start.getMonth() % size)
  return size === 1 ? name(first) : `${name(first)}..${name(first + 2)}`
}

/** What is a bar of its own: years, and all before them as one. */
export interface YearBar {
  year: number
  /** all years up to it */
  before: boolean
  count: number
}
const MOST_YEARS = 24

/** The last years one by one, without gaps, and everything older in front of them. */
export function yearBars(years: Overview['years']): YearBar[] {
  const last = years.at(-1)?.year
  if (last === undefined) return []
  const first = Math.max(years[0]?.year ?? last, last - MOST_YEARS + 1)
  const counts = new Map(years.map(({ year, count }) => [year, count]))
  const bars: YearBar[] = []
  for (let year = first; year <= last; year++) bars.push({ year, before: false, count: counts.get(year) ?? 0 })
  const older = years.filter(({ year }) => year < first).reduce((sum, { count }) => sum + count, 0)
  return older > 0 ? [{ year: first, before: true, count: older }, ...bars] : bars
}

/** One bar far above all others would press them flat: where it is cut off; undefined when nothing is. */
export function capOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const most = sorted.at(-1) ?? 0
  // a twentieth of the bars may stand out
  const usual = sorted[Math.max(0, Math.floor((sorted.length - 1) * 0.95) - (sorted.length < 20 ? 1 : 0))] ?? 0
  return usual > 0 && most > usual * 3 ? usual * 1.25 : undefined
}

/** How many articles of a tag were saved in each period. */
export function tagLine(months: readonly number[], periods: readonly Period[]): number[] {
  return periods.map(({ from, to }) => months.slice(from, to).reduce((sum, count) => sum + count, 0))
}
