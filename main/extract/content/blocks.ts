import {
  isElement,
  isText,
  makeElement,
  type ChildNode,
  type Element,
  type ParentNode,
  type Text,
} from '../dom/node.ts'
import { isBlank, squeeze } from '../dom/walk.ts'
import { Hint, hintsOf } from './words.ts'
import { codeAt } from '../../platform/letters.ts'

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Never part of a text. */
export const SKIPPED = set(
  'script style noscript template svg canvas select option datalist textarea input button object embed iframe audio video ' +
    'head title meta link map progress meter dialog',
)
/** Elements that flow inside a line. */
const INLINE = set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math nobr picture q s samp small source ' +
    'span strike strong sub sup time tt u var wbr rp rt ruby br',
)

/** What surrounds a block, as bits: set by an element for everything inside it. */
export const Place = {
  nav: 1,
  footer: 2,
  aside: 4,
  header: 8,
  form: 16,
  figure: 32,
  caption: 64,
  table: 128,
  list: 256,
  quote: 512,
  pre: 1024,
  heading: 2048,
  article: 4096,
  main: 8192,
  articleBody: 16384,
  chrome: 1 << 15,
  comments: 1 << 16,
  related: 1 << 17,
  extra: 1 << 18,
  body: 1 << 19,
  meta: 1 << 20,
  hidden: 1 << 21,
  address: 1 << 22,
  lead: 1 << 23,
} as const

/** An element that stands on its own lines, with sums over everything inside it. */
export interface Scope {
  element: Element
  parent: Scope | undefined
  /** the innermost `article` around it, or it itself */
  article: Scope | undefined
  depth: number
  /** Place bits of this element and all around it */
  place: number
  /** Hint bits of this element alone */
  hints: number
  /** blocks inside: first index, and the index after the last */
  from: number
  to: number
}

/** A run of text that a browser shows as one paragraph, with what is needed to judge it. */
export interface Block {
  index: number
  scope: Scope
  text: string
  /** characters; of them in links */
  length: number
  linkLength: number
  links: number
  /** commas and sentence ends in any script */
  stops: number
  spaces: number
  /** how many characters are bold or in a heading */
  strongLength: number
  /** how many characters are in italics */
  slantedLength: number
  /** pictures, frames and players between the block before and the end of this one */
  media: number
  nodes: Text[]
}

export interface Blocks {
  blocks: Block[]
  scopes: Scope[]
  /** characters in all blocks */
  length: number
  /** for each block the number of its likeness, once it was asked for */
  alike?: Int32Array
}

const PLACES = new Map(
  Object.entries({
    nav: Place.nav,
    footer: Place.footer,
    aside: Place.aside,
    header: Place.header,
    form: Place.form,
    figure: Place.figure,
    figcaption: Place.caption,
    caption: Place.caption,
    table: Place.table,
    ul: Place.list,
    ol: Place.list,
    dl: Place.list,
    blockquote: Place.quote,
    pre: Place.pre,
    h1: Place.heading,
    h2: Place.heading,
    h3: Place.heading,
    h4: Place.heading,
    h5: Place.heading,
    h6: Place.heading,
    article: Place.article,
    main: Place.main,
    address: Place.address,
  }),
)

const ROLES = new Map(
  Object.entries({
    navigation: Place.nav,
    menu: Place.nav,
    menubar: Place.nav,
    contentinfo: Place.footer,
    complementary: Place.aside,
    banner: Place.header,
    search: Place.form,
    dialog: Place.chrome,
    alertdialog: Place.chrome,
    main: Place.main,
    article: Place.article,
    heading: Place.heading,
  }),
)

const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
const STOPS = ',.;:!?،。、，؛؟।۔…'
const SPACE = 0x20
const LAST_LATIN_STOP = 0x3f
const FIRST_OTHER_STOP = 0x60c

/** What an element does to the run of text it stands in, as bits. */
const Kind = { inline: 1, skipped: 2, media: 4, strong: 8, slanted: 16, link: 32, lineBreak: 64 } as const
const KINDS = new Map<string, number>()
for (const [bit, names] of [
  [Kind.inline, INLINE],
  [Kind.skipped, SKIPPED],
  [Kind.media, set('img iframe video audio embed object svg canvas')],
  [Kind.strong, set('b strong')],
  [Kind.slanted, set('em i cite')],
  [Kind.link, set('a')],
  [Kind.lineBreak, set('br')],
] as const) {
  for (const name of names) KINDS.set(name, (KINDS.get(name) ?? 0) | bit)
}

/** Elements of a site's own flow in lines like a `span`, unless there are blocks in them. */
function holdsBlocks(element: Element): boolean {
  return element.children.some(
    (child) => isElement(child) && !INLINE.has(child.name) && (!isOwn(child.name) || holdsBlocks(child)),
  )
}

/** Whether it is the name of a custom element (HTML 4.13.3). */
const isOwn = (name: string): boolean => name.includes('-')

/** A box has fewer nodes; spans around spans are not all walked through. */
const MOST_IN_BOX = 60

/** A box that a page lays over a line, such as a person with articles of theirs: a picture and several links, and no text beside them. */
function isBox(element: Element): boolean {
  if (element.name !== 'span' || !element.children.some((child) => isElement(child))) return false
  let pictures = 0
  let links = 0
  let nodes = 0
  let node: ChildNode | null | undefined = element.children[0]
  while (node) {
    if (++nodes > MOST_IN_BOX || (isText(node) && !isBlank(node.data))) return false
    if (isElement(node)) {
      if (node.name === 'img') pictures++
      else if (node.name === 'a') links++
      else {
        const first: ChildNode | undefined = node.children[0]
        if (first) {
          node = first
          continue
        }
      }
    }
    while (!node.next && isElement(node.parent) && node.parent !== element) node = node.parent
    node = node.next
  }
  return pictures > 0 && links > 1
}

const LETTER = /^\s*[\p{P}]?\p{Lu}\s*$/u
const GOES_ON = /^\p{Ll}/u

/** The first letter of a word, in a box of its own to be drawn large. */
export function isDropCap({ name, children, next }: Element): boolean {
  if (name !== 'div' && name !== 'p') return false
  const [only] = children
  if (children.length !== 1 || !isText(only) || only.data.length > 4) return false
  return isText(next) && GOES_ON.test(next.data) && LETTER.test(only.data)
}

/** Whether an element is part of a line and not a paragraph of its own. */
export const flows = (element: Element): boolean =>
  INLINE.has(element.name) || (isOwn(element.name) && !holdsBlocks(element))

function placeOf(element: Element, hints: number): number {
  let place = PLACES.get(element.name) ?? 0
  const { role, itemprop, style, hidden } = element.attribs
  if (role !== undefined) place |= ROLES.get(role) ?? 0
  if (itemprop === 'articleBody' || itemprop === 'text') place |= Place.articleBody
  if (hidden !== undefined || (style !== undefined && HIDDEN_STYLE.test(style))) place |= Place.hidden
  if (element.name !== 'body' && element.name !== 'html') {
    if (hints & Hint.chrome) place |= Place.chrome
    if (hints & Hint.comments) place |= Place.comments
    if (hints & Hint.footer && element.name === 'div') place |= Place.footer
    if (hints & Hint.related) place |= Place.related
    if (hints & Hint.extra) place |= Place.extra
    if (hints & Hint.meta) place |= Place.meta
    if (hints & Hint.caption) place |= Place.caption
  }
  if (hints & Hint.body) place |= Place.body
  if (hints & Hint.lead) place |= Place.lead
  return place
}

/** Commas and sentence ends, and spaces. */
function marksIn(text: string): { stops: number; spaces: number } {
  let stops = 0
  let spaces = 0
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    // no letter of Latin, Greek and Cyrillic script
    if (code > LAST_LATIN_STOP && code < FIRST_OTHER_STOP) continue
    if (code === SPACE) spaces++
    else if (STOPS.includes(String.fromCharCode(code))) stops++
  }
  return { stops, spaces }
}

/** A run of text on its way to become a block. */
class Run {
  text = ''
  linkText = 0
  links = 0
  strong = 0
  slanted = 0
  nodes: Text[] = []

  /** Most runs are one node, and a list that begins with it takes no more room than it needs. */
  add(node: Text): void {
    this.text += node.data
    if (this.nodes.length === 0) this.nodes = [node]
    else this.nodes.push(node)
  }
}

/** Cuts a page into blocks and the elements that hold them, in one pass without recursion or a list of what is still to come. */
export function blocksOf(root: ParentNode): Blocks {
  const blocks: Block[] = []
  const scopes: Scope[] = []
  const rootElement = isElement(root) ? root : makeElement('html')
  let scope: Scope = {
    element: rootElement,
    parent: undefined,
    article: undefined,
    depth: 0,
    place: 0,
    hints: 0,
    from: 0,
    to: 0,
  }
  scopes.push(scope)
  let run = new Run()
  let links = 0
  let strong = 0
  let slanted = 0
  let media = 0
  let breaks = 0
  let length = 0

  const finish = (): void => {
    breaks = 0
    if (run.text === '') return
    const text = squeeze(run.text)
    if (text !== '') {
      const ratio = text.length / Math.max(1, run.text.length)
      const { stops, spaces } = marksIn(text)
      blocks.push({
        index: blocks.length,
        scope,
        text,
        length: text.length,
        linkLength: Math.min(text.length, Math.round(run.linkText * (ratio < 0.7 ? ratio : 1))),
        links: run.links,
        stops,
        spaces,
        strongLength: Math.min(text.length, run.strong),
        slantedLength: Math.min(text.length, run.slanted),
        media,
        nodes: run.nodes,
      })
      length += text.length
      media = 0
    }
    run = new Run()
  }

  const addText = (node: Text): void => {
    run.add(node)
    if (isBlank(node.data)) return
    breaks = 0
    const { length } = node.data
    if (links > 0) run.linkText += length
    if (strong > 0) run.strong += length
    if (slanted > 0) run.slanted += length
  }

  /** Whether what is inside belongs to the text. */
  const enter = (element: Element): boolean => {
    const kind = KINDS.get(element.name) ?? 0
    if (kind & Kind.media) media++
    if (kind & Kind.skipped) return false
    if (kind & Kind.lineBreak) {
      breaks++
      if (breaks >= 2) finish()
      else run.text += '\n'
      return false
    }
    const inLine = (kind & Kind.inline) !== 0 || (isOwn(element.name) && !holdsBlocks(element)) || isDropCap(element)
    if (inLine && (run.text === '' || !isBox(element))) {
      if (kind & Kind.link && element.attribs.href !== undefined) {
        links++
        run.links++
      } else if (kind & Kind.strong) strong++
      else if (kind & Kind.slanted) slanted++
      return true
    }
    finish()
    const hints = hintsOf(element)
    const place = scope.place | placeOf(element, hints)
    const from = blocks.length
    const { article, depth } = scope
    scope = { element, parent: scope, article, depth: depth + 1, place, hints, from, to: from }
    if (element.name === 'article') scope.article = scope
    scopes.push(scope)
    return true
  }

  const leave = (element: Element): void => {
    if (element === scope.element) {
      finish()
      scope.to = blocks.length
      if (scope.parent) scope = scope.parent
      return
    }
    const kind = KINDS.get(element.name) ?? 0
    if (kind & Kind.link && element.attribs.href !== undefined) links--
    else if (kind & Kind.strong) strong--
    else if (kind & Kind.slanted) slanted--
  }

  let node: ChildNode | null | undefined = root.children[0]
  while (node) {
    if (isText(node)) addText(node)
    else if (isElement(node) && enter(node)) {
      const first: ChildNode | undefined = node.children[0]
      if (first) {
        node = first
        continue
      }
      leave(node)
    }
    while (!node.next && isElement(node.parent) && node.parent !== root) {
      node = node.parent
      leave(node)
    }
    node = node.next
  }
  finish()
  for (let open: Scope | undefined = scope; open; open = open.parent) open.to = blocks.length
  return { blocks, scopes, length }
}
