import {
  CHANGED,
  closeness,
  DATE_LINE,
  DAY_LENGTH,
  DAY_MS,
  LABEL,
  UTC_INSTANT,
  type DateContext,
  type Vote,
} from './date-votes.ts'
import type { Candidate } from './title.ts'

/** A date with this weight stands at the title and is marked or labelled as one. */
const SURELY_SHOWN = 4.5

const isVisible = ({ source }: { source: string }): boolean => source === 'visible date' || source === 'time element'

/** The day first, once. */
const before = (first: Candidate, found: readonly Candidate[]): Candidate[] => [
  first,
  ...found.filter(({ value }) => value !== first.value),
]

/** A date that is marked or labelled as one at the title, when no line of the page shows the day that its data name. */
export function asShown(found: Candidate[], votes: readonly Vote[]): Candidate[] {
  const [first] = found
  if (first === undefined || isVisible(first)) return found
  const seen = votes.filter(isVisible)
  if (seen.some(({ moment }) => first.value.startsWith(moment.iso.slice(0, DAY_LENGTH)))) return found
  const best = seen.reduce<Vote | undefined>((a, b) => (a !== undefined && a.weight >= b.weight ? a : b), undefined)
  if (best === undefined || best.weight < SURELY_SHOWN) return found
  const { year, month, day } = best.moment
  // 4/3/2020 is the third of April to some and the fourth of March to others: data know which
  if (first.value.startsWith(new Date(Date.UTC(year, day - 1, month)).toISOString().slice(0, DAY_LENGTH))) return found
  return before({ value: best.moment.iso, source: best.source }, found)
}

/** Clocks of America, in hours from UTC; the short names say nothing of summer. */
const AMERICAN: Readonly<Record<string, number>> = { E: -5, C: -6, M: -7, P: -8 }
const AMERICAN_CLOCK = /\d:\d{2}\s*(?:[ap]\.?m\.?)?\s*\(?(E|C|M|P)(S|D)?T(?!\p{L})/iu

/** The hours from UTC of the American zone that a line near the title or the text names with its time. */
function shownClock(context: DateContext, month: number): number | undefined {
  for (const block of context.blocks) {
    if (block.length > DATE_LINE || closeness(block.index, context) < 0.5) continue
    const clock = AMERICAN_CLOCK.exec(block.text)
    const hours = AMERICAN[clock?.[1]?.toUpperCase() ?? '']
    if (hours === undefined) continue
    const summer = clock?.[2] === undefined ? month > 3 && month < 11 : clock[2].toUpperCase() === 'D'
    return summer ? hours + 1 : hours
  }
  return undefined
}

/** Whether a line near the title or the text shows the day without its year, "Posted Nov 18, 8:19 PM". */
function showsWithoutYear(day: string, context: DateContext): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  const known = Intl.DateTimeFormat.supportedLocalesOf([...(context.lang === undefined ? [] : [context.lang]), 'en'])
  const names = known.flatMap((locale) =>
    (['long', 'short'] as const).map((month) =>
      date.toLocaleDateString(locale, { month, day: 'numeric', timeZone: 'UTC' }),
    ),
  )
  return context.blocks.some(
    (block) =>
      block.length <= DATE_LINE &&
      closeness(block.index, context) >= 0.5 &&
      names.some((name) => {
        const at = block.text.indexOf(name)
        if (at < 0 || CHANGED.test(block.text.slice(Math.max(0, at - LABEL / 2), at))) return false
        return !/^\d|^,?\s+\d{4}/.test(block.text.slice(at + name.length))
      }),
  )
}

/** An instant in UTC can be of the day before or after where the site is; what the page shows decides. */
export function asReadersSaw(
  found: Candidate[],
  votes: readonly Vote[],
  changes: readonly Vote[],
  context: DateContext,
): Candidate[] {
  const first = found[0]
  if (first === undefined) return found
  if (first.value.length === DAY_LENGTH) return asOfItsClock(first, found, [...votes, ...changes])
  const utc = UTC_INSTANT.exec(first.value)
  if (utc === null) return found
  const hour = Number(utc[1])
  const day = Date.parse(first.value.slice(0, DAY_LENGTH))
  const daysFrom = ({ moment }: Vote): number => (Date.parse(moment.iso.slice(0, DAY_LENGTH)) - day) / DAY_MS
  const isShown = (vote: Vote): boolean => isVisible(vote) && vote.weight >= 2 && !UTC_INSTANT.test(vote.moment.iso)
  if (votes.some((vote) => vote.source === 'visible date' && vote.weight >= 2 && daysFrom(vote) === 0)) return found
  const shown =
    votes.find(
      (vote) => isShown(vote) && ((daysFrom(vote) === -1 && hour < 12) || (daysFrom(vote) === 1 && hour >= 10)),
    ) ??
    // nothing is changed before it is out
    changes.find((vote) => isShown(vote) && daysFrom(vote) === -1 && hour < 12)
  if (shown !== undefined) return before({ value: shown.moment.iso.slice(0, DAY_LENGTH), source: shown.source }, found)
  const dayBefore = new Date(day - DAY_MS).toISOString().slice(0, DAY_LENGTH)
  if (hour < 12 && showsWithoutYear(dayBefore, context))
    return before({ value: dayBefore, source: 'visible date' }, found)
  const clock = hour < 9 ? shownClock(context, Number(first.value.slice(5, 7))) : undefined
  if (clock === undefined || hour + clock >= 0) return found
  return before({ value: dayBefore, source: first.source }, found)
}

/** A day without its hour, when the page has the instant too: the day where the site is, not that of UTC. */
function asOfItsClock(first: Candidate, found: Candidate[], votes: readonly Vote[]): Candidate[] {
  const instant = votes.find(
    ({ moment: { iso }, weight }) =>
      weight >= 2 &&
      /[+-]\d{2}:\d{2}$/.test(iso) &&
      iso.slice(0, DAY_LENGTH) !== first.value &&
      new Date(iso).toISOString().slice(0, DAY_LENGTH) === first.value,
  )
  return instant === undefined ? found : before({ value: instant.moment.iso, source: instant.source }, found)
}
