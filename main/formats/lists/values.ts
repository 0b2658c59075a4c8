import { z } from 'zod'
import type { Mark } from '../../../shared/model/mark.ts'
import type { Page } from '../page.ts'
import { instantOf, instantOfNumber } from '../instants.ts'
import { publishedOf } from '../published.ts'

/** A value of a cell or of JSON as text; undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text.trim() || undefined
}

/** Words, or a person in parts: CSL's `{ given, family }` or `{ literal }`, others' `{ name }`. */
function wordsOf(value: unknown): string | undefined {
  const row = rowOf(value)
  if (row === undefined) return textOf(value)
  const parts = ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix']
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => textOf(row.get(name))).find((one) => one !== undefined)
  return first(['literal', 'name']) ?? textOf(parts.flatMap((name) => textOf(row.get(name)) ?? []).join(' '))
}

/** The value as text; of several (authors) all, one after the other. */
export const joinedText = (value: unknown): string | undefined =>
  Array.isArray(value)
    ? textOf(
        value
          .map(wordsOf)
          .filter((one) => one !== undefined)
          .join(', '),
      )
    : textOf(value)

/** Where the number of a paper leads (`10.1000/182`, `doi:10.1000/182`); undefined when it is none. */
export function addressOfDoi(text: string | undefined): string | undefined {
  const number = /^(?:doi\b:?\s*)?(10\.\d{4,9}\/\S+)$/i.exec(text?.trim() ?? '')?.[1]
  return number === undefined ? undefined : `https://doi.org/${number}`
}

/** CSL's `{ "date-parts": [[2024, 1, 31]] }`, or the first of two, as words; as many parts as there are. */
function wordsOfDate(date: Row): string | undefined {
  const parts = date.get('date-parts')
  const [first] = Array.isArray(parts) ? parts : []
  const numbers = Array.isArray(first) ? first.map((part) => textOf(part)?.padStart(2, '0') ?? '') : []
  return numbers.join('-') || (textOf(date.get('raw')) ?? textOf(date.get('literal')))
}

/** When something came out: words, a number, or CSL's parts; a year or a month stays one. */
export function publishedIn(value: unknown): string | undefined {
  const date = rowOf(value)
  const words = date === undefined ? textOf(value) : wordsOfDate(date)
  return words === undefined ? undefined : publishedOf(words)
}

/** A time as services write it, as ISO 8601: seconds, ms or µs since 1970, words, or CSL's parts. */
export function timeOf(value: unknown): string | undefined {
  const date = rowOf(value)
  const text = date === undefined ? textOf(value) : wordsOfDate(date)
  if (text === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return instantOfNumber(Number(text))
  // wallabag's tables have hours of twelve without the half of the day: only the day is sure
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})\b/.exec(text) ?? []
  return instantOf(year === undefined ? text : `${year}-${month ?? ''}-${day ?? ''}`)
}

const YES = new Set(['true', 'yes', '1', 'read', 'archive', 'archived', 'done', 'finished', 'starred', 'favorite'])

/** Whether a value says yes: `1`, `true`, `archive`, or the time since when it is so. */
export function isYes(value: unknown): boolean {
  if (value === true) return true
  const text = textOf(value)?.toLowerCase()
  return text !== undefined && (YES.has(text) || timeOf(text) !== undefined)
}

/** The parts of a list literal of Python: `['a', "it's", 'tag\'s']`. */
const pythonList = (text: string): string[] =>
  [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((one) =>
    (one[1] ?? one[2] ?? '').replace(/\\(.)/g, '$1'),
  )

const jsonList = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('no JSON')
      return z.NEVER
    }
  })
  .pipe(z.array(z.unknown()))

const named = z.object({ name: z.string() }).transform(({ name }) => name)

/** A tag in quotation marks, which has the separator in it: Diigo's `"two words" one`. */
const QUOTED = /(?:^|[\s,;|])"[^"]*"(?:$|[\s,;|])/

/** The tags of a line some of which are quoted; without a separator outside of the marks a blank is one. */
function quotedTags(text: string, separator: string | undefined): string[] {
  const outside = text.replace(/"[^"]*"/g, '')
  const mark = separator ?? [',', ';', '|'].find((sign) => outside.includes(sign)) ?? ' '
  return text.match(new RegExp(`(?:"[^"]*"|[^"${mark}])+`, 'g'))?.map((tag) => tag.replaceAll('"', '')) ?? []
}

/** Tags as an array of words or of objects with a name, as an object whose keys they are, as a list literal, or in one line. */
export function tagsOf(value: unknown, separator?: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textOf(one) ?? named.safeParse(one).data ?? [])
  if (typeof value === 'object' && value !== null) return Object.keys(value)
  const text = textOf(value)
  if (text === undefined) return []
  if (/^\[[^]*\]$/.test(text)) {
    const list = jsonList.safeParse(text).data
    return list === undefined ? pythonList(text) : tagsOf(list)
  }
  const mark = separator ?? [',', ';', '|'].find((sign) => text.includes(sign)) ?? ','
  const tags = QUOTED.test(text) ? quotedTags(text, separator) : text.split(mark)
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
}

/** How far a page was read, from 0 to 1; above 1 it is per cent. */
export function progressOf(value: unknown, percent: boolean): number | undefined {
  const amount = Number(textOf(value)?.replace(/%$/, ''))
  if (!Number.isFinite(amount) || amount <= 0) return undefined
  return Math.min(1, percent || amount > 1 ? amount / 100 : amount)
}

const colours: readonly (readonly [words: RegExp, colour: Mark['colour']])[] = [
  [/yellow|orange|amber|gold/i, 'amber'],
  [/green|leaf|teal|lime/i, 'leaf'],
  [/blue|sky|cyan|indigo/i, 'sky'],
  [/red|pink|rose|purple|violet|magenta/i, 'rose'],
]

const FIELDS = {
  quote: ['quote', 'text', 'highlight'],
  note: ['note', 'comment', 'annotation'],
  made: ['created_at', 'createdat', 'created', 'highlighted at'],
}

type Quote = NonNullable<Page['quotes']>[number]

function quoteOf(value: unknown): Quote | undefined {
  const fields = rowOf(value)
  if (fields === undefined) {
    const quote = textOf(value)
    return quote === undefined ? undefined : { quote }
  }
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => textOf(fields.get(name))).find((one) => one !== undefined)
  const quote = first(FIELDS.quote)
  if (quote === undefined) return undefined
  // wallabag has the words in `quote` and the note in `text`
  const note = first(FIELDS.note) ?? (fields.has('quote') ? textOf(fields.get('text')) : undefined)
  const made = new Date(timeOf(first(FIELDS.made)) ?? Number.NaN)
  const colour = colours.find(([words]) => words.test(textOf(fields.get('color')) ?? ''))?.[1]
  return {
    quote,
    ...(note !== undefined && note !== quote && { note }),
    ...(colour !== undefined && { colour }),
    ...(!Number.isNaN(made.getTime()) && { made: made.toISOString() }),
  }
}

/** What marked words and notes to them begin with in a cell, where a service says so. */
const QUOTE_KIND = /^\s*(highlight|note)\s*:/im

/** Marked words: objects of JSON, or lines of a cell, `Note:` before what was written to the one above; what follows goes on. */
export function quotesOf(value: unknown): Quote[] {
  if (Array.isArray(value)) return value.flatMap((one) => quoteOf(one) ?? [])
  const quotes: Quote[] = []
  const text = textOf(value) ?? ''
  const kinds = QUOTE_KIND.test(text)
  for (const line of text.split(/\r?\n/)) {
    const [, kind, words = ''] = /^\s*(?:(highlight|note)\s*:)?\s*(.*?)\s*$/i.exec(line) ?? []
    if (words === '') continue
    const last = quotes.at(-1)
    if (kind?.toLowerCase() === 'note' && last !== undefined) last.note = words
    else if (!kinds || kind !== undefined || last === undefined) quotes.push({ quote: words })
    else if (last.note === undefined) last.quote += `\n${words}`
    else last.note += `\n${words}`
  }
  return quotes
}

/** The values of one entry by their names in lower case: a row of a table, an object of JSON. */
export type Row = ReadonlyMap<string, unknown>

const objectSchema = z.record(z.string(), z.unknown())

/** An object of JSON as a row; undefined when it is something else. */
export function rowOf(value: unknown): Row | undefined {
  const object = Array.isArray(value) ? undefined : objectSchema.safeParse(value).data
  return object && new Map(Object.entries(object).map(([name, one]) => [name.toLowerCase(), one]))
}
