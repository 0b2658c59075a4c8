import {
  makeElement,
  makeText,
  makeDocument,
  type ChildNode,
  type Document,
  type Element,
  type ParentNode,
  type Text,
} from './node.ts'
import { isShadow, showShadow } from './shadow.ts'
import { tokenise, type TokenHandler } from './tokenizer.ts'

/** Deeper elements are dropped and their text stays: browsers stop at 512 as well, and no real page comes near. */
export const MAX_DEPTH = 512
/** More nodes than this is not a page that somebody reads; the rest of the file is left out. */
export const MAX_NODES = 400_000
/** Data blocks longer than this are a site's whole state, not a description of one article. */
const MAX_DATA_BLOCK = 2_000_000

/** A page as a light tree, with what only scripts hold beside it. */
export interface ParsedPage {
  document: Document
  /** contents of `<script type="application/ld+json">` */
  jsonLd: string[]
  /** markup that scripts put into the page, with the empty element that stands for it in the tree */
  templates: { holder: Element; markup: string }[]
  /** whether the page was longer than the limits allow */
  cut: boolean
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const VOID = set('area base basefont bgsound br col embed frame hr img input link meta param source track wbr')
/** Start tags that end an open paragraph (HTML 13.2.6.4.7). */
const ENDS_PARAGRAPH = set(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hgroup hr li dd dt listing main menu nav ol p plaintext pre search section summary table ul xmp',
)
/** What an end tag does not reach out of. */
const SCOPES = set('html body table td th caption object template button marquee applet math svg')
const LIST_SCOPES = new Set([...SCOPES, 'ul', 'ol', 'menu', 'dir', 'dl'])
/** Formatting elements: their end tags do not close blocks, a block's end tag closes them. */
const INLINE = set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong ' +
    'sub sup time tt u var',
)
/** Start tags that end a drawing or formula around them, and the places inside where they do not. */
const LEAVES_FOREIGN = set(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr i img li menu meta nobr ol p pre ruby s ' +
    'small span strong strike sub sup table tt u ul var',
)
const HTML_IN_FOREIGN = set('foreignobject desc mi mo mn ms mtext annotation-xml')
const HEADINGS = set('h1 h2 h3 h4 h5 h6')
/** Raw text that is kept as a child: the title, and MathJax's formulas. */
const FORMULA_SCRIPT = /^math\//i
/** Scripts that hold markup. */
const TEMPLATE_SCRIPT = /^text\/(?:html|(?:x-|ng-)?(?:\w+-)?(?:template|tmpl|handlebars|mustache))/i

const PARAGRAPH = set('p')
const ITEM = set('li')
const TERMS = set('dd dt')
const LINK = set('a')
const TABLE_SCOPES = set('table template html')

const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  tr: set('tr td th'),
  td: set('td th'),
  th: set('td th'),
  tbody: set('tbody thead tfoot tr td th caption colgroup'),
  thead: set('tbody thead tfoot tr td th caption colgroup'),
  tfoot: set('tbody thead tfoot tr td th caption colgroup'),
}

/** The children of an element up to its last one. */
function upTo(last: ChildNode | null): ChildNode[] {
  let count = 0
  for (let node = last; node; node = node.prev) count++
  if (last && count === 1) return [last]
  const children = new Array<ChildNode>(count)
  for (let node = last; node; node = node.prev) children[--count] = node
  return children
}

/**
 * Builds the tree from a page's tokens. No parser's own is used: the stack of htmlparser2's has no limit (100,000 open elements
 * take it minutes), and an end tag of a formatting element there closes the blocks inside it.
 */
class TreeBuilder implements TokenHandler {
  readonly document = makeDocument()
  readonly jsonLd: string[] = []
  readonly templates: ParsedPage['templates'] = []
  cut = false
  foreign = 0
  private readonly stack: Element[] = []
  /** the last child so far of each open element; their lists are made when they are closed, no longer than they need to be */
  private readonly last: (ChildNode | null)[] = []
  private top: ParentNode = this.document
  private lastOfTop: ChildNode | null = null
  private pending = ''
  private nodes = 0
  private openParagraphs = 0
  private readonly dropped: string[] = []
  /** open elements with a shadow root */
  private readonly hosts = new Set<ParentNode>()

  /** text on both sides of a comment is one run */
  text(data: string): void {
    this.pending += data
  }

  end(): void {
    this.flush()
    while (this.stack.length > 0) this.pop()
    this.document.children = upTo(this.lastOfTop)
  }

  private flush(): void {
    if (this.pending === '') return
    const node = makeText(this.pending)
    this.pending = ''
    this.append(node)
  }

  private append(node: Text | Element): boolean {
    if (this.nodes >= MAX_NODES) {
      this.cut = true
      return false
    }
    this.nodes++
    const previous = this.lastOfTop
    node.parent = this.top
    if (previous) {
      previous.next = node
      node.prev = previous
    }
    this.lastOfTop = node
    return true
  }

  open(name: string, attribs: Record<string, string>, selfClosing = false): void {
    this.openElement(name, attribs)
    // only foreign elements close themselves (HTML 13.2.6.5)
    if (selfClosing && this.foreign > 0 && !VOID.has(name)) this.close(name)
  }

  private openElement(name: string, attribs: Record<string, string>): void {
    if (name === 'html' || name === 'body') {
      const there = this.stack.find((element) => element.name === name)
      if (there) {
        for (const [key, value] of Object.entries(attribs)) there.attribs[key] ??= value
        return
      }
    }
    this.flush()
    if (this.foreign > 0 && LEAVES_FOREIGN.has(name)) this.leaveForeign()
    if (this.foreign === 0) this.implied(name)
    const element = makeElement(name, attribs)
    if (VOID.has(name)) {
      this.append(element)
      return
    }
    if (this.stack.length >= MAX_DEPTH || this.nodes >= MAX_NODES) {
      if (this.dropped.length < MAX_DEPTH) this.dropped.push(name)
      this.cut = true
      return
    }
    this.append(element)
    this.push(element)
  }

  private push(element: Element): void {
    this.stack.push(element)
    this.last.push(this.lastOfTop)
    this.top = element
    this.lastOfTop = null
    if (element.name === 'p') this.openParagraphs++
    else if (element.name === 'svg' || element.name === 'math') this.foreign++
  }

  /** A drawing that nobody ended does not swallow the page after it (HTML 13.2.6.5). */
  private leaveForeign(): void {
    while (this.foreign > 0) {
      if (HTML_IN_FOREIGN.has(this.stack[this.stack.length - 1]?.name ?? '')) return
      this.pop()
    }
  }

  private pop(): Element | undefined {
    const element = this.stack.pop()
    if (element && this.lastOfTop) element.children = upTo(this.lastOfTop)
    this.lastOfTop = this.last.pop() ?? null
    if (element?.name === 'p') this.openParagraphs--
    else if (element?.name === 'svg' || element?.name === 'math') this.foreign--
    this.top = this.stack[this.stack.length - 1] ?? this.document
    if (element && this.hosts.size > 0 && this.hosts.delete(element)) showShadow(element)
    if (element?.name === 'template' && isShadow(element)) this.hosts.add(this.top)
    return element
  }

  raw(name: string, attribs: Record<string, string>, content: string | undefined): void {
    this.flush()
    if (name === 'iframe' || name === 'title' || (name === 'script' && FORMULA_SCRIPT.test(attribs.type ?? ''))) {
      if (name === 'iframe') this.implied(name)
      const element = makeElement(name, attribs)
      const there = this.append(element)
      if (name === 'iframe' || content === undefined || !there) return
      const text = makeText(content)
      text.parent = element
      element.children = [text]
    } else if (name === 'script' && content !== undefined && /ld\+json/i.test(attribs.type ?? '')) {
      if (content.length < MAX_DATA_BLOCK) this.jsonLd.push(content)
    } else if (name === 'script' && content !== undefined && TEMPLATE_SCRIPT.test(attribs.type ?? '')) {
      const holder = makeElement(name)
      if (this.append(holder)) this.templates.push({ holder, markup: content })
    }
  }

  /** End tags that HTML lets a page leave out. */
  private implied(name: string): void {
    if (this.openParagraphs > 0 && ENDS_PARAGRAPH.has(name)) this.closeWithin(PARAGRAPH, SCOPES)
    if (name === 'li') this.closeWithin(ITEM, LIST_SCOPES)
    else if (name === 'dd' || name === 'dt') this.closeWithin(TERMS, LIST_SCOPES)
    else if (name === 'a') this.closeWithin(LINK, ENDS_PARAGRAPH)
    else if (name === 'option' || name === 'optgroup') {
      if (this.stack[this.stack.length - 1]?.name === 'option') this.pop()
    } else if (HEADINGS.has(name)) {
      if (HEADINGS.has(this.stack[this.stack.length - 1]?.name ?? '')) this.pop()
    } else if (name === 'body') {
      while (this.stack.some((open) => open.name === 'head')) this.pop()
    } else {
      const parts = TABLE_PARTS[name]
      if (parts) this.closeWithin(parts, TABLE_SCOPES, true)
    }
  }

  /** Closes the nearest open element of such a name (`all`: the outermost) inside the scope. */
  private closeWithin(names: ReadonlySet<string>, scope: ReadonlySet<string>, all = false): void {
    let found = -1
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const open = this.stack[at]?.name ?? ''
      if (names.has(open)) {
        found = at
        if (!all) break
      } else if (scope.has(open)) break
    }
    if (found >= 0) while (this.stack.length > found) this.pop()
  }

  close(name: string): void {
    if (name === 'br') {
      this.open('br', {})
      return
    }
    this.flush()
    const lastDropped = this.dropped.lastIndexOf(name)
    if (lastDropped >= 0) {
      this.dropped.length = lastDropped
      return
    }
    if (name === 'html' || name === 'body' || VOID.has(name)) return
    const inline = INLINE.has(name)
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const open = this.stack[at]?.name ?? ''
      const match = open === name || (HEADINGS.has(name) && HEADINGS.has(open))
      if (match) {
        while (this.stack.length > at) this.pop()
        return
      }
      // a formatting element's end tag stays inside its block, a cell's content inside its cell
      if (inline ? !INLINE.has(open) : SCOPES.has(open) && TABLE_PARTS[name] === undefined && name !== 'table') return
    }
  }
}

/** Parses a page in one pass; never throws, whatever the markup is like. Scripts, styles and comments are left out. */
export function parsePage(html: string): ParsedPage {
  const builder = new TreeBuilder()
  tokenise(html, builder)
  builder.end()
  const { document, jsonLd, templates, cut } = builder
  return { document, jsonLd, templates, cut }
}
