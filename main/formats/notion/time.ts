import { instantOf } from '../instants.ts'

/** `2021/4/19`, `2021年4月19日`, `2021년 4월 19일`: the orders of numbers that can mean one day only. */
const DAY = /(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})/
/** Hours of twelve have the half of the day behind them, in East Asia before them. */
const TIME = /(上午|下午|午前|午後|오전|오후)?\s*(\d{1,2}):(\d\d)(?:\s*([ap])\.?m\b)?/i
const AFTERNOON = /^(?:p|下午|午後|오후)$/i
/** `(GMT+2)`, `(UTC)`. */
const ZONE = /\((?:GMT|UTC)(?:([+-])(\d{1,2})(?::?(\d\d))?)?\)/i

const two = (digits: string): string => digits.padStart(2, '0')

/** The hour of the day. */
function hourOf(hour: string, half: string | undefined): string {
  return two(half === undefined ? hour : String((Number(hour) % 12) + (AFTERNOON.test(half) ? 12 : 0)))
}

function zoneOf(text: string): string {
  const [zone, sign, hours, minutes = '00'] = ZONE.exec(text) ?? []
  if (zone === undefined) return ''
  return sign === undefined || hours === undefined ? 'Z' : `${sign}${two(hours)}:${minutes}`
}

/**
 * A date of Notion as ISO 8601: `@April 19, 2021 9:25 PM`, in the order that its owner had chosen; of a span its first day. undefined
 * for days that are told from the one of the export (`@Yesterday`), and for orders of numbers that can mean two.
 */
export function notionTime(text: string): string | undefined {
  const [first = ''] = text.split('→')
  const [, before, hour, minutes = '', behind] = TIME.exec(first) ?? []
  const time = hour === undefined ? undefined : `${hourOf(hour, before ?? behind)}:${minutes}${zoneOf(first)}`
  const [, year, month, day] = DAY.exec(first) ?? []
  const words =
    year === undefined || month === undefined || day === undefined
      ? first.replace(ZONE, ' ').replace(TIME, ' ')
      : `${year}-${two(month)}-${two(day)}`
  const instant = instantOf(`${words} ${time ?? '00:00'}`)
  return time === undefined ? instant?.slice(0, 'yyyy-mm-dd'.length) : instant
}
