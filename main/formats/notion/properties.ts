import render from 'dom-serializer'
import { type Element, isTag, Text } from 'domhandler'
import { appendChild, findAll, prepend, removeElement, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { type Field, fields } from '../lists/services.ts'
import type { Page } from '../page.ts'
import { webAddress } from '../signature.ts'
import { parseShallow } from '../syntax/open-elements.ts'
import { notionTime } from './time.ts'

const TABLE = '<table class="properties">'
const TABLE_END = '</table>'
const ARTICLE = /^<article\b[^>]*\sclass="page[ "]/
const TITLE = /<h1 class="page-title"[^>]*>(?:(?!<\/h1>)[^])*/
/** The sign beside the title in the list of pages. */
const ICON = /<div class="page-header-icon\b(?:(?!<\/div>)[^])*<\/div>/
/** Kinds of properties that can hold a name. */
const WORDS = ['text', 'select', 'multi_select', 'person']
/** Of a day that is named like this nobody knows of what it is. */
const UNCLEAR: ReadonlySet<string> = new Set(['date', 'time', 'timestamp'])
/** A longer description is no excerpt, and stays in the text. */
const MOST_EXCERPT = 300
/** Deeper than any table of properties; what goes through the tree calls itself at each level. */
const MOST_LEVELS = 100

interface Property {
  /** `url`, `multi_select`, `created_time` … as Notion calls its kinds in every language */
  kind: string
  /** as its owner named it, in lower case */
  name: string
  values: string[]
  /** nobody has filled it in */
  empty: boolean
  row: Element
}

/** What Notion's export of a page says of it beside its text. */
export interface NotionPage extends Required<Pick<Page, 'url' | 'saved' | 'tags' | 'stated' | 'original'>> {
  /** without the properties that are said in the others */
  html: string
}

const withClass = (element: Element, name: string): Element[] =>
  findAll((one) => (one.attribs['class'] ?? '').split(' ').includes(name), element.children)

const wordsOf = (element: Element): string => textContent(element).replace(/\s+/g, ' ').trim()

function propertyOf(row: Element): Property | undefined {
  const kind = /\bproperty-row-(\w+)/.exec(row.attribs['class'] ?? '')?.[1]
  const [name, cell] = row.children.filter(isTag)
  if (kind === undefined || name === undefined || cell === undefined) return undefined
  // a picture that only its style shows
  if (kind === 'checkbox') appendChild(cell, new Text(withClass(cell, 'checkbox-on').length > 0 ? '☑' : '☐'))
  const parts = ['selected-value', 'user'].flatMap((part) => withClass(cell, part))
  // they stand beside each other without anything between them
  for (const part of parts.slice(1)) prepend(part, new Text(', '))
  const [link] = kind === 'url' ? findAll((one) => one.attribs['href'] !== undefined, cell.children) : []
  const values = link ? [link.attribs['href'] ?? ''] : (parts.length > 0 ? parts : [cell]).map(wordsOf)
  const empty = !cell.children.some(isTag) && wordsOf(cell) === ''
  return { kind, name: wordsOf(name).toLowerCase(), values: values.filter((value) => value !== ''), empty, row }
}

/** Those of some kinds that are named as other services name a field. */
function named(properties: readonly Property[], field: Field, kinds: readonly string[]): Property[] {
  const names: readonly string[] = fields[field]
  return properties.filter(({ kind, name }) => kinds.includes(kind) && names.includes(name) && !UNCLEAR.has(name))
}

/** The one of its kind, however it is named; none when there are more. */
function only(properties: readonly Property[], kind: string): Property[] {
  const found = properties.filter((property) => property.kind === kind)
  return found.length === 1 ? found : []
}

const orElse = (found: Property[], other: Property[]): Property[] => (found.length > 0 ? found : other)

/** What the properties of a page say, and which of them said it. */
function saidBy(properties: readonly Property[]): Omit<NotionPage, 'html' | 'original'> & { said: Property[] } {
  const said: Property[] = []
  /** What the first one means that means something. */
  const first = (found: readonly Property[], meaning: (value: string) => string | undefined): string | undefined => {
    for (const property of found) {
      const meant = meaning(property.values.join(', '))
      if (meant === undefined || meant === '') continue
      said.push(property)
      return meant
    }
    return undefined
  }
  const whole = (value: string): string => value
  const short = (value: string): string | undefined => (value.length > MOST_EXCERPT ? undefined : value)
  const authors = named(properties, 'author', WORDS)
  const rest = properties.filter((property) => !authors.includes(property))
  const tagged = orElse(named(rest, 'tags', ['multi_select', 'select']), only(rest, 'multi_select'))
  said.push(...authors, ...tagged)
  const url = first(orElse(named(rest, 'url', ['url', 'text']), only(rest, 'url')), webAddress)
  const saved = first([...only(rest, 'created_time'), ...named(rest, 'saved', ['created_time', 'date'])], notionTime)
  return {
    url: url === undefined ? [] : [{ value: url, source: 'Notion address' }],
    saved: saved === undefined ? [] : [{ value: saved, source: 'Notion created' }],
    tags: tagged.flatMap(({ values }) => values),
    stated: {
      by: 'Notion export',
      byline: authors.flatMap(({ values }) => values).join(', ') || undefined,
      site: first(named(rest, 'site', WORDS), whole),
      published: first(named(rest, 'published', ['date']), notionTime),
      excerpt: first(named(rest, 'description', ['text']), short),
    },
    said,
  }
}

/** An address that leads to another file of the export: at the address of the page nothing lies under it. */
const LINK_BESIDE = /(<a\b[^<>]*?)\shref="(?![a-z][a-z0-9+.-]*:|#|\/\/)[^"<>]*"/gi

/**
 * What a page that Notion exported as HTML says in its table of properties. A row that is understood leaves the text, as does one
 * without a value; all others stay in it. undefined for any other page.
 */
export function notionPage(html: string): NotionPage | undefined {
  const start = html.indexOf(TABLE)
  const article = start < 0 ? -1 : html.lastIndexOf('<article ', start)
  if (article < 0 || !ARTICLE.test(html.slice(article, start))) return undefined
  const end = html.indexOf(TABLE_END, start) + TABLE_END.length
  const table = html.slice(start, end)
  const above = html.slice(article, start)
  const [titled = ''] = TITLE.exec(above) ?? []
  if (end < start || !parseShallow(titled + table, {}, { most: MOST_LEVELS })) return undefined
  const document = parseDocument(table)
  const rows = findAll(({ name }) => name === 'tr', document.children)
  const properties = rows.flatMap((row) => propertyOf(row) ?? [])
  const { said, ...facts } = saidBy(properties)
  const gone = properties.filter((property) => property.empty || said.includes(property))
  for (const { row } of gone) removeElement(row)
  const left = gone.length === rows.length ? '' : render(document, { encodeEntities: 'utf8' })
  const text = html.slice(0, article) + above.replace(ICON, '') + left + html.slice(end)
  return {
    ...facts,
    stated: { ...facts.stated, title: textContent(parseDocument(titled)) },
    html: facts.url.length === 0 ? text : text.replace(LINK_BESIDE, '$1'),
    original: () => Promise.resolve({ html }),
  }
}
