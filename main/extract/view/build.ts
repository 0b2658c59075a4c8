import {
  isElement,
  isText,
  makeElement,
  makeText,
  type ChildNode,
  type Element,
  type ParentNode,
  type Text,
} from '../dom/node.ts'
import { isBesideHeading } from '../dom/beside-heading.ts'
import { flows, isDropCap, SKIPPED } from '../content/blocks.ts'
import { linesOfPoems } from '../content/stanzas.ts'
import { layoutTables } from './tables.ts'
import { tidy } from './tidy.ts'

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Inline elements that mean something to a reader. */
const KEPT_INLINE = set(
  'a strong b em i u s del ins sub sup mark small cite q abbr dfn kbd samp var time bdi bdo ruby rt rp code',
)
const OTHER_INLINE = set('span font big tt label acronym strike nobr data slot br wbr img math')
const KEPT_BLOCKS = set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption table caption colgroup thead tbody tfoot tr th td ' +
    'details summary',
)
/** Blocks whose text stands in them directly; in all others it is put into paragraphs. */
const TEXT_BLOCKS = set('p h1 h2 h3 h4 h5 h6 li dt dd pre figcaption caption th td summary')
/** Of these, the ones that can hold nothing but lines of text. */
const LINES_ONLY = set('p h1 h2 h3 h4 h5 h6 summary caption')
/** Elements that mean nothing outside another. */
const NEEDS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: set('ul ol'),
  dt: set('dl'),
  dd: set('dl'),
  caption: set('table'),
  colgroup: set('table'),
  thead: set('table'),
  tbody: set('table'),
  tfoot: set('table'),
  tr: set('table tbody thead tfoot'),
  td: set('tr'),
  th: set('tr'),
  summary: set('details'),
  figcaption: set('figure'),
}
/** They stand in a line without breaking it: nothing of them is shown. */
const UNSEEN = set('link meta script style template noscript')
/** Says where a word may be broken: the reading view does that itself, and a word with one is not found. */
const SOFT_HYPHEN = /\u00AD/g
const ATTRIBUTES = [
  ...['lang', 'dir', 'colspan', 'rowspan', 'start', 'reversed', 'type', 'value', 'datetime', 'title', 'scope'],
] as const

type Step = ChildNode | { leave: Element | undefined; block: boolean }

export interface BuildOptions {
  /** text that is not part of the article */
  dropped: ReadonlySet<ChildNode>
  /** what stands for an element instead of itself, or null when nothing does */
  replace(element: Element): Element | null | undefined
  /** the absolute address of a link; undefined for what cannot be followed */
  link(href: string): string | undefined
}

/** Whether an element of the view flows in a line. */
const isLine = (name: string): boolean => KEPT_INLINE.has(name) || name === 'span'

const isInline = (element: Element): boolean => {
  const { name } = element
  return KEPT_INLINE.has(name) || OTHER_INLINE.has(name) || (name.includes('-') && flows(element)) || isDropCap(element)
}

interface Survey {
  /** inline elements with blocks in them: browsers allow it, a clean view does not */
  mixed: Set<Element>
  /** ids that links inside the article lead to */
  targets: Set<string>
}

function survey(roots: readonly ChildNode[], link: BuildOptions['link']): Survey {
  const found: Survey = { mixed: new Set(), targets: new Set() }
  const waiting: ChildNode[] = [...roots]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node) || node.name === 'math') continue
    const { href } = node.attribs
    // savers make links inside the page absolute
    const inside = node.name === 'a' && href?.includes('#') === true ? link(href) : undefined
    if (inside?.startsWith('#') === true && inside.length > 1) found.targets.add(inside.slice(1))
    if (!isInline(node) && !UNSEEN.has(node.name)) {
      let { parent } = node as { parent: ParentNode | null }
      while (isElement(parent) && isInline(parent) && !found.mixed.has(parent)) {
        found.mixed.add(parent)
        parent = parent.parent
      }
    }
    for (const child of node.children) waiting.push(child)
  }
  return found
}

/**
 * Builds the reading view's tree from the chosen part of the page: only elements that mean something to a reader, text in
 * paragraphs, nothing empty. One pass without recursion; what may be written at all is the serialiser's business.
 */
export function buildView(roots: readonly ChildNode[], options: BuildOptions): ChildNode[] {
  const top = makeElement('div')
  const stack: Element[] = [top]
  const { mixed, targets } = survey(roots, options.link)
  const layout = layoutTables(roots)
  const lines = linesOfPoems(roots, options.dropped)
  let paragraph: Element | undefined
  let breaks = 0
  let lineEnds = false

  const here = (): Element => stack[stack.length - 1] ?? top
  const add = (node: ChildNode): void => {
    const parent = here()
    node.parent = parent
    parent.children.push(node)
  }
  const endParagraph = (): void => {
    if (paragraph === undefined) return
    popTo(paragraph)
    paragraph = undefined
  }
  const popTo = (element: Element): void => {
    const at = stack.lastIndexOf(element)
    if (at > 0) stack.length = at
  }
  /** A block cannot stand in a line: the lines before it end here. */
  const endLines = (): void => {
    endParagraph()
    const at = stack.findIndex((open) => LINES_ONLY.has(open.name))
    if (at > 0) stack.length = at
  }
  const needParagraph = (): void => {
    const { name } = here()
    if (paragraph === undefined && !TEXT_BLOCKS.has(name) && !isLine(name)) {
      paragraph = makeElement('p')
      add(paragraph)
      stack.push(paragraph)
    } else if (lineEnds && here().children.length > 0 && TEXT_BLOCKS.has(name)) add(makeElement('br'))
    lineEnds = false
  }
  const addText = (node: Text): void => {
    const blank = node.data.trim() === ''
    if (blank && paragraph === undefined && !TEXT_BLOCKS.has(here().name) && !isLine(here().name)) return
    if (!blank) {
      breaks = 0
      needParagraph()
    }
    add(makeText(node.data.replace(SOFT_HYPHEN, '')))
  }
  const addBreak = (): void => {
    const { name, children } = here()
    if (paragraph === undefined && !TEXT_BLOCKS.has(name)) return
    breaks++
    if (breaks < 2 || name !== 'p') {
      add(makeElement('br'))
      return
    }
    // two line breaks were the paragraphs of early pages
    while (children.length > 0 && isBlank(children[children.length - 1])) children.pop()
    breaks = 0
    if (paragraph === undefined) stack.pop()
    else endParagraph()
  }

  const waiting: Step[] = [...roots].reverse()
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if ('leave' in step) {
      if (step.block) {
        endParagraph()
        lineEnds = true
      }
      if (step.leave) popTo(step.leave)
      continue
    }
    if (isText(step)) {
      if (!options.dropped.has(step)) addText(step)
      continue
    }
    if (!isElement(step)) continue
    const { name } = step
    const stand = options.replace(step)
    if (stand === null) continue
    if (stand) {
      if (isInline(stand)) needParagraph()
      else endLines()
      add(stand)
      continue
    }
    if (name === 'input' && here().name === 'li' && step.attribs.type === 'checkbox' && 'disabled' in step.attribs) {
      add(makeText('checked' in step.attribs ? '☑' : '☐'))
      continue
    }
    if (SKIPPED.has(name) || name === 'img' || name === 'hr') {
      if (name === 'hr') endParagraph()
      if (name === 'hr' && (here() === top || here().name === 'div')) add(makeElement('hr'))
      continue
    }
    if (name === 'br') {
      addBreak()
      continue
    }
    if (isBesideHeading(step)) continue
    const line = lines.get(step)
    if (line?.first === true) endParagraph()
    else if (line) add(makeElement('br'))
    const block = line === undefined && (!isInline(step) || mixed.has(step))
    const kept = block ? keptBlock(step) : keptInline(step)
    if (block) {
      endParagraph()
      if (kept) endLines()
      else lineEnds = true
    }
    if (kept) {
      if (!block) needParagraph()
      add(kept)
      stack.push(kept)
      if (block) lineEnds = false
    }
    waiting.push({ leave: kept, block: block || line?.last === true })
    for (let at = step.children.length - 1; at >= 0; at--) waiting.push(step.children[at] as ChildNode)
  }
  return tidy(top)

  function keptBlock(element: Element): Element | undefined {
    if (!KEPT_BLOCKS.has(element.name) || layout.has(element)) return otherTongue(element, 'div')
    const needs = NEEDS[element.name]
    const parent = stack.findLast((open) => open !== paragraph)
    if (needs && !(parent && needs.has(parent.name))) return undefined
    // the article's title is the only heading of the first rank
    return makeElement(element.name === 'h1' ? 'h2' : element.name, attributesOf(element))
  }

  /** What is in another language or runs the other way than what is around it says so. */
  function otherTongue(element: Element, name: string): Element | undefined {
    const { dir, lang } = element.attribs
    if ((dir === undefined && lang === undefined) || roots.includes(element) || element.name === 'body')
      return undefined
    const isOther =
      (dir !== undefined && dir !== (aroundOf(element, 'dir') ?? 'ltr')) ||
      (lang !== undefined && lang !== '' && primary(lang) !== primary(aroundOf(element, 'lang') ?? lang))
    return isOther && !layout.has(element) ? makeElement(name, attributesOf(element)) : undefined
  }

  function keptInline(element: Element): Element | undefined {
    if (!KEPT_INLINE.has(element.name)) return otherTongue(element, 'span')
    const attribs = attributesOf(element)
    if (element.name === 'a') {
      const href = element.attribs.href === undefined ? undefined : options.link(element.attribs.href)
      if (href !== undefined) attribs.href = href
      else if (attribs.id === undefined) return undefined
    }
    return makeElement(element.name, attribs)
  }

  function attributesOf(element: Element): Record<string, string> {
    const kept: Record<string, string> = {}
    for (const key of ATTRIBUTES) {
      const value = element.attribs[key]
      if (value !== undefined && (value !== '' || key === 'reversed')) kept[key] = value
    }
    const id = element.attribs.id ?? (element.name === 'a' ? element.attribs.name : undefined)
    if (id !== undefined && targets.has(id)) kept.id = id
    return kept
  }
}

const primary = (lang: string): string => lang.split(/[-_]/)[0]?.toLowerCase() ?? ''

/** What the elements around one say of language or direction. */
function aroundOf({ parent }: Element, key: 'lang' | 'dir'): string | undefined {
  for (let element = parent; isElement(element); element = element.parent)
    if (element.attribs[key] !== undefined && element.attribs[key] !== '') return element.attribs[key].toLowerCase()
  return undefined
}

const isBlank = (node: ChildNode | undefined): boolean =>
  isText(node) ? node.data.trim() === '' : isElement(node) && node.name === 'br'
