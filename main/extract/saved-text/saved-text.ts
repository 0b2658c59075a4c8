import { writtenDates, dayOf, type Moment } from '../metadata/date.ts'
import { fold } from '../metadata/fold.ts'
import type { Candidate } from '../metadata/title.ts'
import { agencyOfDateline, wireByline } from './wire.ts'

/** An article that somebody saved as plain text: what is body, and what the lines above it say. */
export interface SavedText {
  body: string[]
  captions: string[]
  titles: Candidate[]
  byline: Candidate | undefined
  site: Candidate | undefined
  published: Candidate | undefined
  url: Candidate | undefined
}

/** Lines above the text are looked for in this many paragraphs. */
const HEAD = 14
const MAX_TITLE = 220
/** A collection's or site's name has few words; most titles have more. */
const NAME_WORDS = 3
/** From here on it is running text. */
const LONG_PARAGRAPH = 240
/** Shorter texts begin alike by chance. */
const CAPTION_PREFIX = 40

const WEEKDAYS: readonly (readonly string[])[] = [
  ['sunday', 'sonntag', 'dimanche', 'domingo', 'domenica'],
  ['monday', 'montag', 'lundi', 'lunes', 'lunedì'],
  ['tuesday', 'dienstag', 'mardi', 'martes', 'martedì'],
  ['wednesday', 'mittwoch', 'mercredi', 'miércoles', 'mercoledì'],
  ['thursday', 'donnerstag', 'jeudi', 'jueves', 'giovedì'],
  ['friday', 'freitag', 'vendredi', 'viernes', 'venerdì'],
  ['saturday', 'samstag', 'samedi', 'sábado', 'sabato'],
]
const DAY_NAMES = new Map(WEEKDAYS.flatMap((names, day) => names.map((name) => [name, day] as const)))
const DAY_NAME = new RegExp(`(?<!\\p{L})(${[...DAY_NAMES.keys()].join('|')})(?!\\p{L})`, 'giu')
const DAY_MS = 86_400_000

const CREDIT = /\([^()]*(?:photo|foto|via|AP|Reuters|Getty|AFP|dpa|images|courtesy|archiv)[^()]*\)\s*$/i
const LABELLED =
  /^(?:(url|source|link|quelle|address)|(date|datum|published|veröffentlicht|fecha)|(author|autor|by|von)|(title|titel))\s*:\s*(\S.*)$/i

/** Reads saved text by the customs of wire copy; no rule knows a site. `latest`: nothing is published after it. */
export function readSavedText(text: string, latest: Date): SavedText {
  const paragraphs = paragraphsOf(text)
  const found: SavedText = {
    body: [],
    captions: [],
    titles: [],
    byline: undefined,
    site: undefined,
    published: undefined,
    url: undefined,
  }
  const start = bodyStart(paragraphs)
  const head = paragraphs.slice(0, start)
  let body = paragraphs.slice(start)

  const rest: string[] = []
  let authors: string | undefined
  let bylineAt = -1
  for (const line of head) {
    const label = LABELLED.exec(line)
    const by = wireByline(line)
    if (label?.[1] !== undefined && label[5] !== undefined && URL.canParse(label[5]))
      found.url = { value: label[5], source: 'text' }
    else if (label?.[4] !== undefined && label[5] !== undefined)
      found.titles.push({ value: label[5], source: 'title line' })
    else if (by) {
      if (by.authors.length > 0) authors = by.authors.join('; ')
      if (by.agency !== undefined) found.site = { value: by.agency, source: 'visible byline' }
      bylineAt = rest.length
    } else rest.push(line)
  }
  if (authors !== undefined) found.byline = { value: authors, source: 'visible byline' }

  const captions = captionsOf(rest)
  found.captions = captions.kept
  const lines = rest.filter((line) => !captions.all.has(line) && !isDateLine(line, latest))
  const title = titleOf(lines, rest[bylineAt - 1])
  if (title !== undefined) found.titles.push({ value: title, source: 'title line' })
  for (const line of lines)
    if (line !== title && line.length <= MAX_TITLE) found.titles.push({ value: line, source: 'text' })
  // what stands between title and text and is neither is a lead, and belongs to the text
  const after = title === undefined ? -1 : rest.lastIndexOf(title)
  const leads = rest.slice(after + 1).filter((line) => lines.includes(line) && line.split(' ').length > NAME_WORDS * 2)
  body =
    title === undefined
      ? [...lines, ...body]
      : [...leads, ...body.filter((paragraph, at) => at > 2 || fold(paragraph) !== fold(title))]
  const repeated = new Set(captions.all)
  found.body = body.filter((paragraph) => !repeated.has(paragraph))

  const dateline = found.body[0]
  if (found.site === undefined && dateline !== undefined) {
    const agency = agencyOfDateline(dateline)
    if (agency !== undefined) found.site = { value: agency, source: 'dateline' }
  }
  found.published = publishedOf(rest, captions.kept, found.body, latest)
  return found
}

/** Paragraphs are set apart by empty lines, or are lines; hard-wrapped lines are joined. */
function paragraphsOf(text: string): string[] {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
  const parts = clean.split(/\n\s*\n/)
  const blocks = parts.length > 2 ? parts : clean.split('\n')
  return blocks.flatMap((block) => {
    const lines = block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const wrapped = lines.length > 1 && lines.slice(0, -1).every((line) => line.length > 50 && line.length < 100)
    return wrapped ? [lines.join(' ')] : lines
  })
}

/** Where the text begins: at the dateline, behind the byline, or with the first long paragraph that is no caption. */
function bodyStart(paragraphs: readonly string[]): number {
  const head = paragraphs.slice(0, HEAD)
  const dateline = head.findIndex((paragraph) => agencyOfDateline(paragraph) !== undefined)
  if (dateline >= 0) return dateline
  const byline = head.findIndex((line) => wireByline(line) !== undefined)
  if (byline >= 0) return byline + 1
  const captions = captionsOf(head).all
  const long = head.findIndex((paragraph) => paragraph.length >= LONG_PARAGRAPH && !captions.has(paragraph))
  if (long >= 0) return long
  const sentence = head.findIndex((paragraph, at) => at > 0 && /[.!?…"”]$/.test(paragraph) && !captions.has(paragraph))
  return sentence >= 0 ? sentence : Math.min(1, paragraphs.length - 1)
}

/** Captions above the text: with a credit at the end, with a date by weekday, or the beginning of another that has them. */
function captionsOf(lines: readonly string[]): { all: Set<string>; kept: string[] } {
  const sure = lines.filter(
    (line) =>
      line.length > CAPTION_PREFIX && (CREDIT.test(line) || /\p{L}day, \p{Lu}\p{L}+\.? \d{1,2}, \d{4}\.?$/u.test(line)),
  )
  const all = new Set(sure)
  for (const line of lines) {
    if (
      line.length > CAPTION_PREFIX &&
      sure.some((caption) => caption !== line && caption.startsWith(line.replace(/[.\s]+$/, '')))
    )
      all.add(line)
  }
  const kept = [...all].filter(
    (line) => ![...all].some((other) => other !== line && other.startsWith(line.replace(/[.\s]+$/, ''))),
  )
  return { all, kept }
}

const isDateLine = (line: string, latest: Date): boolean =>
  line.length < 60 && writtenDates(line, latest).length > 0 && line.split(' ').length < 9

/** The line that comes twice, stands above the byline, or has the words of a title; not the name of a site or collection. */
function titleOf(lines: readonly string[], beforeByline: string | undefined): string | undefined {
  let best: string | undefined
  let most = -Infinity
  lines.forEach((line, at) => {
    if (line.length > MAX_TITLE) return
    let score = -at * 0.1
    if (lines.filter((other) => fold(other) === fold(line)).length > 1) score += 3
    if (line === beforeByline) score += 2
    if (line.split(' ').length > NAME_WORDS) score += 1.5
    if (/[.:;,]$/.test(line)) score -= 1.5
    if (/https?:\/\//.test(line)) score -= 4
    if (score > most) {
      most = score
      best = line
    }
  })
  return best
}

/** A date line; else the day of the picture, moved to the weekday that the first paragraph speaks of as now. */
function publishedOf(
  head: readonly string[],
  captions: readonly string[],
  body: readonly string[],
  latest: Date,
): Candidate | undefined {
  for (const line of head) {
    if (!isDateLine(line, latest)) continue
    const date = writtenDates(line, latest)[0]
    if (date) return { value: date.moment.iso, source: 'visible date' }
  }
  for (const caption of captions) {
    for (const { moment, index } of writtenDates(caption, latest).reverse()) {
      const named = [...caption.slice(Math.max(0, index - 20), index).matchAll(DAY_NAME)].pop()?.[1]
      const weekday = weekdayOf(moment)
      // a weekday that does not fit the date makes both doubtful
      if (named !== undefined && DAY_NAMES.get(named.toLowerCase()) !== weekday) continue
      return { value: onWeekday(moment, body[0], latest).iso, source: 'caption date' }
    }
  }
  return undefined
}

const weekdayOf = ({ year, month, day }: Moment): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

/** The report on a picture comes out on the day its first paragraph names, that day or within the week after it. */
function onWeekday(picture: Moment, lead: string | undefined, latest: Date): Moment {
  const named = lead === undefined ? undefined : [...lead.matchAll(DAY_NAME)][0]?.[1]
  const weekday = named === undefined ? undefined : DAY_NAMES.get(named.toLowerCase())
  if (weekday === undefined) return picture
  const days = (weekday - weekdayOf(picture) + 7) % 7
  const date = new Date(Date.UTC(picture.year, picture.month - 1, picture.day) + (days <= 2 ? days : 0) * DAY_MS)
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), latest) ?? picture
}
