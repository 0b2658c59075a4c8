import { makeElement, makeText, type ChildNode, type Document, type Element } from './dom/node.ts'
import { parsePage, type ParsedPage } from './dom/parse.ts'
import { rawText, walkElements } from './dom/walk.ts'
import type { Thing } from './metadata/json-ld.ts'
import { decode } from './metadata/title.ts'
import { countWords } from './reading-time.ts'
import { warning } from '../../shared/model/warning.ts'

/** A page that shows fewer words than this may hold its text elsewhere. */
export const FEW_WORDS = 60
/** What is held elsewhere is the article when it has at least this many words … */
const ENOUGH_WORDS = 100
/** … and this many times those that are shown. */
const TIMES_MORE = 3

/** Text that a page holds but does not show without its scripts. */
export interface HeldText {
  /** the element in the tree that now shows it */
  element: Element
  /** whether all of it is the article; else it is judged as any part of a page */
  whole: boolean
  /** the sentence that tells people where the text is from */
  warning: string
}

const MARKUP = /<\/?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|em|strong|a)\b[^<>]*>/i

/**
 * Puts the longest text that the page holds without showing it into the tree: the body of its article in JSON-LD, or what
 * stands in a template or in `<noscript>`. Undefined, and the tree as it was, when there is none that is much longer than `shown`.
 */
export function showHeldText(page: ParsedPage, articles: readonly Thing[], shown: number): HeldText | undefined {
  const needed = Math.max(ENOUGH_WORDS, shown * TIMES_MORE)
  const part = longestPart(page, needed)
  const body = bodyOf(articles)
  const words = body === undefined ? 0 : countWords(body)
  if (body !== undefined && words >= needed && words > (part?.words ?? 0)) {
    const element = withChildren(makeElement('article'), childrenOf(body))
    append(lastBody(page.document), element)
    return {
      element,
      whole: true,
      warning: warning('heldData'),
    }
  }
  if (!part) return undefined
  const { holder, children } = part
  // a name of its own would keep it out of the text
  holder.name = 'div'
  withChildren(holder, children)
  return {
    element: holder,
    whole: false,
    warning: warning('heldPart'),
  }
}

function bodyOf(articles: readonly Thing[]): string | undefined {
  for (const { articleBody } of articles) {
    if (typeof articleBody === 'string' && articleBody.trim() !== '') return articleBody
  }
  return undefined
}

/** Markup as it is, else a paragraph for each line. */
function childrenOf(body: string): ChildNode[] {
  const text = MARKUP.test(body) ? body : decode(body)
  if (MARKUP.test(text)) return parsePage(text).document.children
  return text
    .split(/\s*[\r\n]\s*/)
    .filter((line) => line !== '')
    .map((line) => withChildren(makeElement('p'), [makeText(line)]))
}

interface Part {
  holder: Element
  children: ChildNode[]
  words: number
}

function longestPart(page: ParsedPage, needed: number): Part | undefined {
  let best: Part | undefined
  const give = (holder: Element, children: ChildNode[]): void => {
    const words = countWords(children.map((child) => rawText(child)).join(' '))
    if (words >= needed && words > (best?.words ?? 0)) best = { holder, children, words }
  }
  walkElements(page.document, (element) => {
    if (element.name !== 'template' && element.name !== 'noscript') return true
    give(element, element.children)
    return false
  })
  for (const { holder, markup } of page.templates) give(holder, parsePage(markup).document.children)
  return best
}

function lastBody(document: Document): Document | Element {
  let body: Document | Element = document
  walkElements(document, (element) => {
    if (element.name === 'body') body = element
    return element.name === 'html'
  })
  return body
}

function append(parent: Document | Element, child: ChildNode): void {
  withChildren(parent, [...parent.children, child])
}

function withChildren<T extends Document | Element>(parent: T, children: readonly ChildNode[]): T {
  parent.children = [...children]
  parent.children.forEach((child, at) => {
    child.parent = parent
    child.prev = parent.children[at - 1] ?? null
    child.next = parent.children[at + 1] ?? null
  })
  return parent
}
