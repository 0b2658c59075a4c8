import { instantOf, instantOfNumber } from './instants.ts'

/** Before it four digits are no sure year, and programs write 0001-01-01 where they know of none. */
const FIRST_YEAR = 1000
/** Characters of a date in words. What follows is not looked at. */
const DATE_LENGTH = 200
/** Where a program has no time, its count of seconds is 0. */
const NO_TIME = /^1970-01-01T00:00:00(?:Z|$)/
const DAYS_AT_MOST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
]
/** A month's name, or its beginning, is at least this long. */
const SHORTEST_MONTH = 3

const COMPACT = /^(\d{4})(\d\d)(\d\d)$/
/** Nine digits are more than a day in figures has; before 1970 there is a minus. */
const SECONDS = /^(?:\d{9,}|-\d+)(?:\.\d+)?$/
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?/
const MONTH_AND_YEAR = /^(\d{1,2})\s*[-/.]\s*(\d{4})$/
const YEAR_LAST = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)/
const YEAR = /(?<!\d)(?:1\d{3}|20\d\d)(?!\d)/

const two = (value: number): string => String(value).padStart(2, '0')

/** As much of year, month and day as there can be. */
function dateOfParts(year: string, month = 0, day = 0): string | undefined {
  if (Number(year) < FIRST_YEAR) return undefined
  const most = DAYS_AT_MOST[month - 1]
  if (most === undefined) return year
  return day < 1 || day > most ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
}

/** Numbers in the orders in use; where two can be the month, only the year is sure. */
function numericDate(text: string): string | undefined {
  const first = COMPACT.exec(text) ?? YEAR_FIRST.exec(text)
  if (first?.[1] !== undefined) return dateOfParts(first[1], Number(first[2]), Number(first[3] ?? 0))
  const [, only, of] = MONTH_AND_YEAR.exec(text) ?? []
  if (of !== undefined) return dateOfParts(of, Number(only))
  const [, before, sign, after, year] = YEAR_LAST.exec(text) ?? []
  if (year === undefined) return undefined
  const [one, other] = [Number(before), Number(after)]
  // with points the day stands first everywhere
  if (sign === '.' || one > MONTHS.length || one === other) return dateOfParts(year, other, one)
  return other > MONTHS.length ? dateOfParts(year, one, other) : dateOfParts(year)
}

/** `12 May 1998`, `May 12th, 1998`, `Sept. 1998`, `Spring 1998`: the day where it stands beside the month. */
function datedInWords(text: string): string | undefined {
  const year = YEAR.exec(text)?.[0]
  if (year === undefined) return undefined
  const names = [...text.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index }) => {
    const at = MONTHS.findIndex(
      (month) => month.startsWith(word.toLowerCase()) || (/^sept$/i.test(word) && month === 'september'),
    )
    return word.length < SHORTEST_MONTH || at < 0 ? [] : [{ at, from: index, to: index + word.length }]
  })
  const [name] = names
  // of `May–June 1998` neither is sure
  if (name === undefined || names.length > 1) return dateOfParts(year)
  const day =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?$/i.exec(text.slice(0, name.from))?.[1] ??
    /^\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?![\d\p{L}])/iu.exec(text.slice(name.to))?.[1]
  return dateOfParts(year, name.at + 1, Number(day ?? 0))
}

/**
 * When something came out, as a list or a front matter states it, in ISO 8601 and as exactly as it is said: `1998`, `1998-05`, `1998-05-12`
 * or with a time. It may be older than the web. undefined when it says no year.
 */
export function publishedOf(words: string): string | undefined {
  const text = words.trim().slice(0, DATE_LENGTH)
  const whole = SECONDS.test(text) ? instantOfNumber(Number(text), FIRST_YEAR) : instantOf(text, FIRST_YEAR)
  if (whole !== undefined) return NO_TIME.test(whole) ? undefined : whole
  return numericDate(text) ?? datedInWords(text)
}
