import { Place, type Block } from '../content/blocks.ts'
import { writtenDates } from './date.ts'

/** A longer line says more than who and when. */
const LINE_MOST = 120
/** The lead may stand between the title and the line. */
const LEADS = 1
/** What may stand around a name and a date, in the languages that pages are in most often. */
const AROUND =
  /(?<!\p{L})(?:by|von|par|por|di|da|de|door|av|af|od|от|at|on|um|am|le|el|il|uhr|published|veröffentlicht|publié|publicado|words|text|autor|autorin|author|and|und|et|y|e|en|og|och|и|بقلم|كتب|كتبت|文|作者|撰文|撰稿|执笔|執筆|取材|撮影|写真|著者|记者|記者|报道|報導|글|사진|기자)(?!\p{L})|\d{1,2}:\d{2}(?::\d{2})?/giu

/**
 * Leaves out of the text the lines around its lead that hold nothing but the author and the date: the head of the article shows
 * both. `day` is the published date, ISO 8601.
 */
export function leaveBylineOut(
  blocks: readonly Block[],
  kept: boolean[],
  { byline, day, latest, lang }: { byline?: string; day?: string; latest: Date; lang?: string },
): void {
  let passed = 0
  for (const { index, text } of blocks) {
    if (!kept[index]) continue
    if (text.length > LINE_MOST) {
      if (passed++ === LEADS) return
    } else if (isByline(text)) kept[index] = false
  }

  function isByline(text: string): boolean {
    let rest = text
    let told = false
    for (const name of byline?.split(/\s*[;,]\s*/) ?? []) {
      if (name === '' || !rest.includes(name)) continue
      rest = rest.replaceAll(name, ' ')
      told = true
    }
    for (const { moment, index, length } of writtenDates(rest, latest, lang)) {
      // another day is a part of the text
      if (day !== undefined && !day.startsWith(moment.iso)) return false
      told ||= day !== undefined
      rest = rest.slice(0, index) + ' '.repeat(length) + rest.slice(index + length)
    }
    if (told && day !== undefined) for (const name of weekdays(day, lang)) rest = rest.replaceAll(name, ' ')
    return told && !/[\p{L}\p{N}]/u.test(rest.replace(AROUND, ' '))
  }
}

/** A line that says how to reach the author says no more. */
const CONTACT_MOST = 280
/** So many of the last lines are looked at: name, address and account can stand on lines of their own. */
const LAST_LINES = 4
const ADDRESS = /^\S+$|\S*@\S+/g
const NAME_PART = /\p{L}{4,}/gu

/** Leaves out of the text the last lines that say how to reach its author: the name beside an address, or an address made of it. */
export function leaveContactOut(blocks: readonly Block[], kept: boolean[], byline = ''): void {
  const names = byline.toLowerCase().split(/\s*;\s*/)
  let at = kept.length
  for (let seen = 0; seen < LAST_LINES; seen++) {
    at = kept.lastIndexOf(true, at - 1)
    const block = blocks[at]
    if (block === undefined || at === 0) return
    if (block.length > CONTACT_MOST || block.scope.place & Place.quote) continue
    const text = block.text.toLowerCase()
    const addresses = text.match(ADDRESS)?.join(' ')
    if (addresses !== undefined && names.some((name) => tells(name, text, addresses))) kept[at] = false
  }
}

const tells = (name: string, text: string, addresses: string): boolean =>
  name !== '' && (text.includes(name) || name.match(NAME_PART)?.some((part) => addresses.includes(part)) === true)

/** The day of the week as the page's language and English write it. */
function weekdays(day: string, lang: string | undefined): string[] {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return []
  const known = Intl.DateTimeFormat.supportedLocalesOf([...(lang === undefined ? [] : [lang]), 'en'])
  return known.flatMap((locale) =>
    (['long', 'short'] as const).map((weekday) => date.toLocaleDateString(locale, { weekday, timeZone: 'UTC' })),
  )
}
