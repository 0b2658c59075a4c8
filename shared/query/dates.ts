import type { RangeNode } from './tree.ts'

/** Instants in ms: from the first one on, up to but without the second. */
export interface Span {
  from?: number
  to?: number
}

const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/
const AGE = /^(\d{1,4})([dwmy])$/
const NAMES = ['today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month', 'this-year', 'last-year']
/** ISO 8601: weeks begin on Monday; Date counts from Sunday. */
const MONDAY_SHIFT = 6

/** Whether `text` is a date or an age that the language knows: `2022`, `2022-04`, `2022-04-30`, `1w`, `today` … */
export function isDate(text: string): boolean {
  if (AGE.test(text) || NAMES.includes(text)) return true
  const found = DATE.exec(text)
  if (!found) return false
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** The whole day, week, month or year that a date names, in the local time zone; an age is the time since then. */
function spanOf(text: string, now: Date): { from: number; to: number; age: boolean } {
  const age = AGE.exec(text)
  if (age) {
    const then = new Date(now)
    const count = Number(age[1])
    if (age[2] === 'd') then.setDate(then.getDate() - count)
    else if (age[2] === 'w') then.setDate(then.getDate() - 7 * count)
    else if (age[2] === 'm') then.setMonth(then.getMonth() - count)
    else then.setFullYear(then.getFullYear() - count)
    return { from: then.getTime(), to: now.getTime() + 1, age: true }
  }
  const [from, to] = NAMES.includes(text) ? named(text, now) : absolute(text)
  return { from: from.getTime(), to: to.getTime(), age: false }
}

function absolute(text: string): [Date, Date] {
  const found = DATE.exec(text)
  const year = Number(found?.[1])
  const month = Number(found?.[2] ?? 1) - 1
  const day = Number(found?.[3] ?? 1)
  if (found?.[3] !== undefined) return [beginningOf(year, month, day), beginningOf(year, month, day + 1)]
  if (found?.[2] !== undefined) return [beginningOf(year, month, 1), beginningOf(year, month + 1, 1)]
  return [beginningOf(year, 0, 1), beginningOf(year + 1, 0, 1)]
}

function named(text: string, now: Date): [Date, Date] {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const back = text === 'yesterday' || text.startsWith('last-') ? 1 : 0
  if (text.endsWith('week')) {
    const monday = day - ((now.getDay() + MONDAY_SHIFT) % 7) - 7 * back
    return [beginningOf(year, month, monday), beginningOf(year, month, monday + 7)]
  }
  if (text.endsWith('month')) return [beginningOf(year, month - back, 1), beginningOf(year, month - back + 1, 1)]
  if (text.endsWith('year')) return [beginningOf(year - back, 0, 1), beginningOf(year - back + 1, 0, 1)]
  return [beginningOf(year, month, day - back), beginningOf(year, month, day - back + 1)]
}

/** When a day begins here. Not `new Date(y, m, d)`: that takes the years 0 to 99 for the last century. */
export function beginningOf(year: number, month: number, day: number): Date {
  const date = new Date(2000, 0, 1)
  date.setFullYear(year, month, day)
  return date
}

/** The instants that a date range means at `now`. `<1w` is younger than a week, `>1w` older; `>2023` is after that year. */
export function dateSpan({ operator, from, to }: RangeNode, now: Date): Span {
  const first = from === undefined ? undefined : spanOf(from, now)
  if (operator === '..') {
    const last = to === undefined ? undefined : spanOf(to, now)
    return { from: first?.from, to: last?.age ? last.from : last?.to }
  }
  if (!first || operator === '=') return { from: first?.from, to: first?.to }
  if (first.age) return operator.startsWith('<') ? { from: first.from } : { to: first.from }
  if (operator === '>') return { from: first.to }
  if (operator === '>=') return { from: first.from }
  return { to: operator === '<' ? first.from : first.to }
}
