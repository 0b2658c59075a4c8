/** Before the web there was nothing to save: an earlier date is a mistake, and would only stretch the picture. */
const FIRST_YEAR = 1991

export interface Calendar {
  /** the first instants of months of this place, from the earliest to the one of now, ms */
  starts: number[]
  /** the month of an instant; -1 outside of all */
  at(instant: number): number
}

/** The months from the earliest of some instants to now. */
export function calendarOf(instants: Float64Array, rowids: Int32Array, now: Date): Calendar {
  let earliest = now.getTime()
  const bound = new Date(FIRST_YEAR, 0, 1).getTime()
  for (const rowid of rowids) {
    const instant = instants[rowid] ?? Number.NaN
    if (instant < earliest && instant >= bound) earliest = instant
  }
  const first = new Date(earliest)
  const starts: number[] = []
  for (let month = 0; ; month++) {
    const start = new Date(first.getFullYear(), first.getMonth() + month, 1).getTime()
    if (start > now.getTime()) break
    starts.push(start)
  }
  const end = new Date(now.getFullYear(), now.getMonth() + 1, 1).getTime()
  return {
    starts,
    at(instant) {
      if (!(instant >= (starts[0] ?? Infinity)) || instant >= end) return -1
      let [low, high] = [0, starts.length - 1]
      while (low < high) {
        const middle = (low + high + 1) >>> 1
        if ((starts[middle] ?? 0) <= instant) low = middle
        else high = middle - 1
      }
      return low
    },
  }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** `2026-03`, as the search language writes a month. */
export const monthName = (date: Date): string => `${String(date.getFullYear())}-${two(date.getMonth() + 1)}`
/** `2026-03-07`. */
export const dayName = (date: Date): string => `${monthName(date)}-${two(date.getDate())}`

/** Whole weeks of days, Monday first, as many as that; the last week ends with today. */
export function daysBefore(now: Date, count: number): string[] {
  // ISO 8601: weeks begin on Monday; Date counts from Sunday
  const monday = now.getDate() - ((now.getDay() + 6) % 7)
  const names: string[] = []
  for (let day = monday - count + 7; day <= now.getDate(); day++) {
    names.push(dayName(new Date(now.getFullYear(), now.getMonth(), day)))
  }
  return names
}
