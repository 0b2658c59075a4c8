import render from 'dom-serializer'
import { type Document, type Element, isTag, isText } from 'domhandler'
import { removeElement } from 'domutils'
import { wrapStrays } from '../stray-items.ts'

/** Names that are the same in HTML and in XML without namespaces (XML 1.0, 2.3). */
const XML_NAME = /^[A-Za-z_][\w.-]*$/
/** Characters that no XML file may hold, half surrogates among them (XML 1.0, 2.2). */
const NOT_XML =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** Elements that begin another vocabulary, with its namespace. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  math: 'http://www.w3.org/1998/Math/MathML',
  svg: 'http://www.w3.org/2000/svg',
}
/** Links that lead out of a book, or to a place in the same article. */
const LINK = /^(https?:|mailto:|#)/i

export const xmlText = (text: string): string => text.replace(NOT_XML, '')

/**
 * The tree as the content of an XHTML element: whatever the page was, an XML parser reads it. `chapters` are files of the book, by the
 * addresses that lead to them. Changes the tree.
 */
export function xhtmlOf(document: Document, chapters: ReadonlyMap<string, string> = new Map()): string {
  const ids = new Set<string>()
  const waiting = [...document.children].reverse()
  const links: Element[] = []
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) node.data = xmlText(node.data)
    else if (!isTag(node)) removeElement(node)
    else {
      tidyElement(node, ids)
      if (node.attribs.href !== undefined) links.push(node)
      waiting.push(...[...node.children].reverse())
    }
  }
  for (const link of links) {
    const href = link.attribs.href ?? ''
    const chapter = link.name === 'a' ? chapters.get(href) : undefined
    if (chapter !== undefined) {
      link.attribs.href = chapter
      continue
    }
    const leads = LINK.test(href) && URL.canParse(href, 'https://page.invalid')
    if (!leads || (href.startsWith('#') && !ids.has(href.slice(1)))) delete link.attribs.href
    // a fragment has no second one (RFC 3986, 3.5)
    else link.attribs.href = href.replace(/(?<=#.*)#/g, '%23')
  }
  return render(document, { xmlMode: true, encodeEntities: 'utf8' })
}

/** A term or more, then what is said of it, again and again: anything else is no list of definitions in XHTML. */
const GROUPS = /^(?:(?:dt )+(?:dd )+)+$/

const namesIn = ({ children }: Element): string =>
  children
    .filter(isTag)
    .map(({ name }) => `${name} `)
    .join('')

function areGroups(list: Element): boolean {
  const inner = list.children.filter(isTag)
  const isDivided = inner.length > 0 && inner.every(({ name }) => name === 'div')
  return isDivided ? inner.every((group) => GROUPS.test(namesIn(group))) : GROUPS.test(namesIn(list))
}

/** Whether a term, or what is said of it, stands in no list. */
function isLoose({ parent }: Element): boolean {
  if (!parent || !isTag(parent)) return true
  const list = parent.name === 'div' ? parent.parent : parent
  return !list || !isTag(list) || list.name !== 'dl'
}

function tidyElement(element: Element, ids: Set<string>): void {
  if (!XML_NAME.test(element.name)) element.name = 'span'
  wrapStrays(element)
  // the list is looked at before what is in it
  if (element.name === 'dl' ? !areGroups(element) : /^d[dt]$/.test(element.name) && isLoose(element))
    element.name = 'div'
  const { id, lang } = element.attribs
  const kept = Object.entries(element.attribs).filter(([name]) => XML_NAME.test(name))
  element.attribs = Object.fromEntries(kept.map(([name, value]) => [name, xmlText(value)]))
  // an ID stands once in a document
  if (id !== undefined && (ids.has(id) || !XML_NAME.test(id))) delete element.attribs.id
  else if (id !== undefined) ids.add(id)
  if (lang !== undefined) element.attribs['xml:lang'] = lang
  const vocabulary = VOCABULARIES[element.name]
  if (vocabulary !== undefined) element.attribs.xmlns = vocabulary
}
