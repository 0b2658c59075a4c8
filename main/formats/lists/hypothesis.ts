import { dateOf } from '../../../shared/model/iso-date.ts'
import { joinedEntry, type Entry, type LinkList } from './entry.ts'
import type { NamedRow } from './readwise.ts'
import { rowOf, tagsOf, textOf, timeOf, type Row } from './values.ts'

const HYPOTHESIS = { what: 'list.hypothesis', service: 'Hypothesis' } as const

/** The words that an annotation stands at (Web Annotation Data Model, 4.2.4, Text Quote Selector); undefined for one about the page. */
function quoteOf(annotation: Row): string | undefined {
  const targets = annotation.get('target')
  for (const target of Array.isArray(targets) ? targets : []) {
    const selectors = rowOf(target)?.get('selector')
    for (const selector of (Array.isArray(selectors) ? selectors : []).map(rowOf)) {
      const exact = textOf(selector?.get('type')) === 'TextQuoteSelector' ? textOf(selector?.get('exact')) : undefined
      if (exact !== undefined) return exact
    }
  }
  return undefined
}

/** What was marked or written once, of whatever form. */
interface Annotation {
  quote: string | undefined
  note: string | undefined
  made: string | undefined
}

/** Words without a place are a note to the page, words at a quote one to the mark. */
const wordsOf = ({ quote, note, made }: Annotation): Pick<Entry, 'note' | 'quotes' | 'saved'> => ({
  saved: made === undefined ? [] : [{ value: made, source: 'Hypothesis created' }],
  ...(quote === undefined
    ? { note }
    : { quotes: [{ quote, ...(note && { note }), ...(made && { made: dateOf(made).toISOString() }) }] }),
})

function entryOfAnnotation(annotation: Row, part: string): Entry {
  const [quote, note, made] = [quoteOf(annotation), textOf(annotation.get('text')), timeOf(annotation.get('created'))]
  const titles = rowOf(annotation.get('document'))?.get('title')
  return {
    part,
    url: textOf(annotation.get('uri')),
    title: textOf(Array.isArray(titles) ? titles[0] : titles),
    tags: tagsOf(annotation.get('tags')),
    ...wordsOf({ quote, note, made }),
  }
}

/** A page is one entry with all that was marked in it. */
function joinedByPage(entries: readonly Entry[]): LinkList {
  const byPage = new Map<string, Entry>()
  for (const entry of entries) {
    const page = entry.url ?? entry.part
    const known = byPage.get(page)
    byPage.set(page, known === undefined ? entry : joinedEntry(known, entry))
  }
  return { ...HYPOTHESIS, entries: [...byPage.values()] }
}

/** Columns that every version of its table has, and no other. */
export const isHypothesis = (columns: readonly string[]): boolean =>
  ['url', 'group', 'annotation/reply type', 'quote'].every((name) => columns.includes(name))

/** Hours of twelve, as the table has them where the browser's language does: only the day is sure. */
const HALF_OF_DAY = /\d\s?[ap]\.?m\b/i

/** Hypothesis's table: the title is not in it, its author is whoever annotated, and its page a number of a document's. */
export function readHypothesisTable(rows: readonly NamedRow[]): LinkList {
  const first = (row: Row, ...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(row.get(name))).find((text) => text !== undefined)
  return joinedByPage(
    rows.map((one): Entry => {
      if ('fault' in one) return one
      const { row, part } = one
      const written = first(row, 'created at', 'creation date') ?? ''
      const made = timeOf(written)?.slice(0, HALF_OF_DAY.test(written) ? 'yyyy-mm-dd'.length : undefined)
      const [quote, note] = [first(row, 'quote'), first(row, 'comment', 'body')]
      return { part, url: first(row, 'url'), tags: tagsOf(row.get('tags'), ','), ...wordsOf({ quote, note, made }) }
    }),
  )
}

/** Hypothesis's export: `annotations` in JSON, each with the page that it is about. */
export function readHypothesis(root: Row): LinkList | undefined {
  const annotations = root.get('annotations')
  const rows = Array.isArray(annotations) ? annotations.map(rowOf) : []
  if (rows[0]?.has('uri') !== true || !rows[0].has('target')) return undefined
  return joinedByPage(
    rows.map((row, index): Entry => {
      const part = `entry ${String(index + 1)}`
      return row === undefined ? { part, fault: { reason: 'list.entry' } } : entryOfAnnotation(row, part)
    }),
  )
}
