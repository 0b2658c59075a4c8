const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 5322, 4.3 "obsolete date and time": zones by name. */
const ZONES: Readonly<Record<string, string>> = {
  ut: '+0000',
  utc: '+0000',
  gmt: '+0000',
  z: '+0000',
  est: '-0500',
  edt: '-0400',
  cst: '-0600',
  cdt: '-0500',
  mst: '-0700',
  mdt: '-0600',
  pst: '-0800',
  pdt: '-0700',
}
/** Nobody saved pages before the web, and a clock far in the future is wrong. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2100
/** Characters of an instant in words: the longest have a zone's whole name. What follows is not looked at. */
const INSTANT_LENGTH = 200

const two = (value: number): string => String(value).padStart(2, '0')

function iso(
  parts: { year: number; month: number; day: number; hour: number; minute: number; second: number },
  zone: string,
  firstYear: number,
): string | undefined {
  const { year, month, day, hour, minute, second } = parts
  if (year < firstYear || year > LAST_YEAR || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60)
    return undefined
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return `${String(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(Math.min(second, 59))}${zone}`
}

function zoneOf(text: string | undefined): string {
  const raw = (text ?? '').trim().toLowerCase()
  const number = /([+-])(\d\d):?(\d\d)/.exec(ZONES[raw] ?? raw)
  if (!number) return raw === '' ? '' : 'Z'
  const [, sign = '+', hours = '00', minutes = '00'] = number
  return hours === '00' && minutes === '00' ? 'Z' : `${sign}${hours}:${minutes}`
}

/**
 * An instant that a program wrote in English words, in any of the orders in use: RFC 5322 (`Mon, 17 Dec 2018 11:14:59 -0000`), JavaScript's
 * `Date.toString` (`Thu Sep 13 2018 11:30:54 GMT+0200 (…)`), Opera's and UnMHT's mixtures, ISO 8601. Returned as ISO 8601 with the
 * zone that was written; without one the time stays without. undefined when it is no instant.
 */
export function instantOf(words: string, firstYear = FIRST_YEAR): string | undefined {
  const text = words.slice(0, INSTANT_LENGTH)
  const isoLike =
    /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(?:\(?(?:UTC|GMT)\s*(?=[+-]))?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?/i.exec(
      text,
    )
  if (isoLike) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = isoLike
    const instant = iso(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
      },
      zoneOf(zone),
      firstYear,
    )
    // a day without a time stays a day
    return isoLike[4] === undefined ? instant?.slice(0, 10) : instant
  }
  const month = MONTHS.findIndex((name) => new RegExp(`\\b${name}[a-z]*\\b`, 'i').test(text)) + 1
  const time = /\b(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(text)
  // RFC 822 had years of two digits, after the month
  const short = /\b[a-z]{3,9} (\d\d)(?= \d{1,2}:)/i.exec(text)?.[1]
  const year = /\b((?:19|20)\d\d)\b/.exec(text)?.[1] ?? (short && (Number(short) < 70 ? '20' : '19') + short)
  if (month === 0 || time === null || year === undefined) return undefined
  const withoutTime = text
    .slice(0, time.index)
    .replace(year, ' ')
    .replace(/(?<=[a-z] )\d\d $/i, '')
  const after = text.slice(time.index + time[0].length).replace(year, ' ')
  // the Wayback Machine begins with the time; a zone's digits have a sign before them
  const day = (/\b(\d{1,2})\b/.exec(withoutTime) ?? /(?<![+\d:-])\b(\d{1,2})\b(?!:)/.exec(after))?.[1]
  if (day === undefined) return undefined
  const zone =
    /(?:GMT|UTC|UT)?\s*([+-]\d\d:?\d\d)/i.exec(after)?.[1] ?? /\b(UT|UTC|GMT|Z|[ECMP][SD]T)\b/i.exec(after)?.[1]
  const [, hour, minute, second = '0'] = time
  return iso(
    {
      year: Number(year),
      month,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
    },
    zoneOf(zone),
    firstYear,
  )
}

/**
 * `20200917132306821`: WebScrapBook's identifiers are UTC with milliseconds; the 14 digits of the old ScrapBook are local time, and
 * those of WARC indexes UTC (`utc`).
 */
export function instantOfDigits(digits: string, utc = digits.length >= 17): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{0,3}$/.exec(digits.trim())
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  return iso({ year, month, day, hour, minute, second }, utc ? 'Z' : '', FIRST_YEAR)
}

/** An instant as a number since 1970, in seconds, ms or µs: by its size. undefined when it is before the first year or far in the future. */
export function instantOfNumber(value: number, firstYear = FIRST_YEAR): string | undefined {
  const size = Math.abs(value)
  const ms = size < 1e11 ? value * 1000 : size < 1e14 ? value : value / 1000
  const date = new Date(ms)
  const year = date.getUTCFullYear()
  return year >= firstYear && year <= LAST_YEAR ? date.toISOString().replace(/\.\d+Z$/, 'Z') : undefined
}
