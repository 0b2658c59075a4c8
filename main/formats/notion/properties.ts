import render from 'dom-serializer'
import { type Element, isTag, Text } from 'domhandler'
import { appendChild, findAll, prepend, removeElement, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type { Page } from '../page.ts'
import { parseShallow } from '../syntax/open-elements.ts'
import { type NotionFacts, type Property, saidBy } from './said.ts'

const TABLE = '<table class="properties">'
const TABLE_END = '</table>'
const ARTICLE = /^<article\b[^>]*\sclass="page[ "]/
const TITLE = /<h1 class="page-title"[^>]*>(?:(?!<\/h1>)[^])*/
/** The sign beside the title in the list of pages. */
const ICON = /<div class="page-header-icon\b(?:(?!<\/div>)[^])*<\/div>/
/** Deeper than any table of properties; what goes through the tree calls itself at each level. */
const MOST_LEVELS = 100

interface Row extends Property {
  row: Element
}

/** What Notion's export of a page says of it beside its text. */
interface NotionPage extends NotionFacts, Required<Pick<Page, 'original'>> {
  /** without the properties that are said in the others */
  html: string
}

const withClass = (element: Element, name: string): Element[] =>
  findAll((one) => (one.attribs['class'] ?? '').split(' ').includes(name), element.children)

const wordsOf = (element: Element): string => textContent(element).replace(/\s+/g, ' ').trim()

function propertyOf(row: Element): Row | undefined {
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

const LINK_BESIDE = /(<a\b[^<>]*?)\shref="(?![a-z][a-z0-9+.-]*:|#|\/\/)[^"<>]*"/gi

/** Without links to other files of the export: at the address of the page nothing lies under their names. */
export const withoutLinksBeside = (html: string): string => html.replace(LINK_BESIDE, '$1')

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
    html: facts.url.length === 0 ? text : withoutLinksBeside(text),
    original: () => Promise.resolve({ html }),
  }
}
