import { Element, Text, type ChildNode, type ParentNode } from 'domhandler'
import { SKIPPED } from '../content/blocks.ts'

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Inline elements that mean something to a reader. */
const KEPT_INLINE = set(
  'a strong b em i u s del ins sub sup mark small cite q abbr dfn kbd samp var time bdi bdo ruby rt rp code',
)
const OTHER_INLINE = set('span font big tt label acronym strike nobr data slot')
const KEPT_BLOCKS = set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption table caption colgroup thead tbody tfoot tr th td ' +
    'details summary',
)
/** Blocks whose text stands in them directly; in all others it is put into paragraphs. */
const TEXT_BLOCKS = set('p h1 h2 h3 h4 h5 h6 li dt dd pre figcaption caption th td summary')

type Step = ChildNode | { leave: Element | undefined; block: boolean }

export interface View {
  nodes: ChildNode[]
}

export interface BuildOptions {
  /** nodes that are not part of the article */
  dropped: ReadonlySet<ChildNode>
  /** what stands for an element instead of itself, or null when nothing does */
  replace(element: Element): Element | null | undefined
  link(href: string): string | undefined
}

/** Inline elements with blocks in them: browsers allow it, a clean view does not. */
function inlineWithBlocks(roots: readonly ChildNode[]): Set<Element> {
  const found = new Set<Element>()
  const waiting: ChildNode[] = [...roots]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!(node instanceof Element)) continue
    if (!isInline(node.name)) {
      let { parent } = node as { parent: ParentNode | null }
      while (parent instanceof Element && isInline(parent.name) && !found.has(parent)) {
        found.add(parent)
        parent = parent.parent
      }
    }
    for (const child of node.children) waiting.push(child)
  }
  return found
}

const isInline = (name: string): boolean =>
  KEPT_INLINE.has(name) ||
  OTHER_INLINE.has(name) ||
  name === 'br' ||
  name === 'wbr' ||
  name === 'img' ||
  name === 'math'

/** Builds the reading view's tree from the chosen part of the page: only elements that mean something, text in paragraphs. */
export function buildView(roots: readonly ChildNode[], options: BuildOptions): View {
  const top = new Element('div', {})
  const stack: Element[] = [top]
  let paragraph: Element | undefined
  const mixed = inlineWithBlocks(roots)

  const here = (): Element => stack[stack.length - 1] ?? top
  const add = (node: ChildNode): void => {
    const parent = here()
    node.parent = parent
    parent.children.push(node)
  }
  const endParagraph = (): void => {
    if (paragraph === undefined) return
    while (stack.length > 1 && stack.pop() !== paragraph);
    paragraph = undefined
  }
  const needParagraph = (): void => {
    if (paragraph !== undefined) return
    const { name } = here()
    if (TEXT_BLOCKS.has(name) || KEPT_INLINE.has(name)) return
    paragraph = new Element('p', {})
    add(paragraph)
    stack.push(paragraph)
  }

  const waiting: Step[] = [...roots].reverse()
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if ('leave' in step) {
      if (step.block) endParagraph()
      if (step.leave && stack.includes(step.leave)) while (stack.length > 1 && stack.pop() !== step.leave);
      continue
    }
    if (options.dropped.has(step)) continue
    if (step instanceof Text) {
      if (step.data === '') continue
      if (step.data.trim() === '' && paragraph === undefined && !TEXT_BLOCKS.has(here().name) && here().name !== 'a') {
        if (!KEPT_INLINE.has(here().name)) continue
      }
      needParagraph()
      add(new Text(step.data))
      continue
    }
    if (!(step instanceof Element)) continue
    const stand = options.replace(step)
    if (stand === null) continue
    if (stand) {
      if (isInline(stand.name)) needParagraph()
      else endParagraph()
      add(stand)
      continue
    }
    const { name } = step
    if (SKIPPED.has(name) || name === 'img') continue
    if (name === 'br') {
      if (paragraph !== undefined || TEXT_BLOCKS.has(here().name)) add(new Element('br', {}))
      continue
    }
    if (name === 'hr') {
      endParagraph()
      if (here() === top) add(new Element('hr', {}))
      continue
    }
    let kept: Element | undefined
    const block = !isInline(name) || mixed.has(step)
    if (block) {
      endParagraph()
      if (KEPT_BLOCKS.has(name)) kept = new Element(name, keptAttributes(step))
    } else if (KEPT_INLINE.has(name)) {
      if (name === 'a') {
        const href = step.attribs.href === undefined ? undefined : options.link(step.attribs.href)
        if (href !== undefined) kept = new Element('a', { href })
      } else kept = new Element(name, keptAttributes(step))
      if (kept) needParagraph()
    }
    if (kept) {
      add(kept)
      stack.push(kept)
    }
    waiting.push({ leave: kept, block })
    for (let at = step.children.length - 1; at >= 0; at--) waiting.push(step.children[at] as ChildNode)
  }
  tidy(top)
  return { nodes: top.children }
}

function keptAttributes(element: Element): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of ['lang', 'dir', 'colspan', 'rowspan', 'start', 'datetime', 'title']) {
    const value = element.attribs[name]
    if (value !== undefined && value !== '') kept[name] = value
  }
  return kept
}

const HOLDS_WITHOUT_TEXT = set('img br hr td th col math')

/** Takes out what is empty, innermost first. */
function tidy(top: Element): void {
  const order: Element[] = []
  const waiting: Element[] = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node)
    for (const child of node.children) if (child instanceof Element) waiting.push(child)
  }
  for (let at = order.length - 1; at >= 0; at--) {
    const element = order[at]
    if (element === undefined) continue
    element.children = element.children.filter(
      (child) =>
        !(child instanceof Element) ||
        HOLDS_WITHOUT_TEXT.has(child.name) ||
        child.children.some((inner) => holds(inner)),
    )
    element.children.forEach((child, index) => {
      child.prev = element.children[index - 1] ?? null
      child.next = element.children[index + 1] ?? null
    })
  }
}

const holds = (node: ChildNode): boolean =>
  node instanceof Text ? node.data.trim() !== '' : node instanceof Element && node.name !== 'br'
