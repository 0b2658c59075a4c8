import { joinedEntry, type Entry, type LinkList } from './entry.ts'
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

function entryOfAnnotation(annotation: Row, part: string): Entry {
  const [quote, note, made] = [quoteOf(annotation), textOf(annotation.get('text')), timeOf(annotation.get('created'))]
  const titles = rowOf(annotation.get('document'))?.get('title')
  return {
    part,
    url: textOf(annotation.get('uri')),
    title: textOf(Array.isArray(titles) ? titles[0] : titles),
    tags: tagsOf(annotation.get('tags')),
    saved: made === undefined ? [] : [{ value: made, source: 'Hypothesis created' }],
    ...(quote === undefined ? { note } : { quotes: [{ quote, ...(note && { note }), ...(made && { made }) }] }),
  }
}

/** Hypothesis's export: `annotations` in JSON, each with the page that it is about. A page is one entry with all that was marked in it. */
export function readHypothesis(root: Row): LinkList | undefined {
  const annotations = root.get('annotations')
  const rows = Array.isArray(annotations) ? annotations.map(rowOf) : []
  if (rows[0]?.has('uri') !== true || !rows[0].has('target')) return undefined
  const byPage = new Map<string, Entry>()
  for (const [index, row] of rows.entries()) {
    const part = `entry ${String(index + 1)}`
    const entry: Entry = row === undefined ? { part, fault: { reason: 'list.entry' } } : entryOfAnnotation(row, part)
    const page = entry.url ?? part
    const known = byPage.get(page)
    byPage.set(page, known === undefined ? entry : joinedEntry(known, entry))
  }
  return { ...HYPOTHESIS, entries: [...byPage.values()] }
}
