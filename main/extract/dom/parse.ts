import { Document, Element, Text, type ParentNode } from 'domhandler'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

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
const HEADINGS = set('h1 h2 h3 h4 h5 h6')
const DROPPED_RAW = set('script style noembed noframes xmp iframe title textarea plaintext')
/** Raw text that is kept as a child: the title, and MathJax's formulas. */
const FORMULA_SCRIPT = /^math\//i

const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  tr: set('tr td th'),
  td: set('td th'),
  th: set('td th'),
  tbody: set('tbody thead tfoot tr td th caption colgroup'),
  thead: set('tbody thead tfoot tr td th caption colgroup'),
  tfoot: set('tbody thead tfoot tr td th caption colgroup'),
}

/**
 * Builds the tree from the tokens of htmlparser2. Its own parser is not used because its stack has no limit (100,000 open
 * elements take it minutes) and because an end tag of a formatting element there closes the blocks inside it.
 */
class TreeBuilder implements TokenizerCallbacks {
  readonly document = new Document([])
  readonly jsonLd: string[] = []
  cut = false
  private readonly source: string
  private readonly stack: Element[] = []
  private top: ParentNode = this.document
  private text = ''
  private nodes = 0
  private openParagraphs = 0
  private readonly dropped: string[] = []
  private name = ''
  private attribs: Record<string, string> = {}
  private attribName = ''
  private attribValue = ''
  private raw = ''
  private rawText = ''
  private foreign = 0

  constructor(source: string) {
    this.source = source
  }

  ontext(start: number, end: number): void {
    if (this.raw !== '') {
      this.rawText += this.source.slice(start, end)
    } else this.text += this.source.slice(start, end)
  }

  ontextentity(codepoint: number): void {
    if (this.raw !== '') this.rawText += String.fromCodePoint(codepoint)
    else this.text += String.fromCodePoint(codepoint)
  }

  onopentagname(start: number, end: number): void {
    this.name = this.source.slice(start, end).toLowerCase()
    this.attribs = {}
  }

  onattribname(start: number, end: number): void {
    this.attribName = this.source.slice(start, end).toLowerCase()
    this.attribValue = ''
  }

  onattribdata(start: number, end: number): void {
    this.attribValue += this.source.slice(start, end)
  }

  onattribentity(codepoint: number): void {
    this.attribValue += String.fromCodePoint(codepoint)
  }

  onattribend(): void {
    // handlers never matter to an article; the first of two attributes of one name counts
    if (this.attribName.startsWith('on') || Object.hasOwn(this.attribs, this.attribName)) return
    if (this.attribName === '__proto__') return
    this.attribs[this.attribName] = this.attribValue
  }

  onopentagend(): void {
    this.open(this.name, this.attribs)
  }

  onselfclosingtag(): void {
    this.open(this.name, this.attribs)
    // only foreign elements close themselves (HTML 13.2.6.5)
    if (this.foreign > 0 && !VOID.has(this.name)) this.close(this.name)
  }

  onclosetag(start: number, end: number): void {
    this.close(this.source.slice(start, end).toLowerCase())
  }

  oncdata(start: number, end: number, offset: number): void {
    if (this.foreign > 0) this.text += this.source.slice(start, end - offset)
  }

  oncomment(): void {
    // comments hold nothing to read; text on both sides stays one run
  }

  ondeclaration(): void {
    // the doctype does not matter here
  }

  onprocessinginstruction(): void {
    // not in HTML
  }

  onend(): void {
    this.flush()
  }

  isInForeignContext(): boolean {
    return this.foreign > 0
  }

  private flush(): void {
    if (this.text === '') return
    const node = new Text(this.text)
    this.text = ''
    this.append(node)
  }

  private append(node: Text | Element): void {
    if (this.nodes >= MAX_NODES) {
      this.cut = true
      return
    }
    this.nodes++
    const { children } = this.top
    const previous = children[children.length - 1]
    node.parent = this.top
    if (previous) {
      previous.next = node
      node.prev = previous
    }
    children.push(node)
  }

  private open(name: string, attribs: Record<string, string>): void {
    if (this.raw !== '') return
    if (DROPPED_RAW.has(name) && this.foreign === 0) {
      this.openRaw(name, attribs)
      return
    }
    if (name === 'html' || name === 'body') {
      const there = this.stack.find((element) => element.name === name)
      if (there) {
        for (const [key, value] of Object.entries(attribs)) there.attribs[key] ??= value
        return
      }
    }
    this.flush()
    if (this.foreign === 0) this.implied(name)
    const element = new Element(name, attribs)
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
    this.top = element
    if (element.name === 'p') this.openParagraphs++
    else if (element.name === 'svg' || element.name === 'math') this.foreign++
  }

  private pop(): Element | undefined {
    const element = this.stack.pop()
    if (element?.name === 'p') this.openParagraphs--
    else if (element?.name === 'svg' || element?.name === 'math') this.foreign--
    this.top = this.stack[this.stack.length - 1] ?? this.document
    return element
  }

  private openRaw(name: string, attribs: Record<string, string>): void {
    this.raw = name
    this.rawText = ''
    this.flush()
    if (name === 'iframe' || name === 'title' || (name === 'script' && FORMULA_SCRIPT.test(attribs.type ?? ''))) {
      if (name === 'iframe') this.implied(name)
      this.append(new Element(name, attribs))
      return
    }
    if (name === 'script' && /ld\+json/i.test(attribs.type ?? '')) this.raw = 'ld+json'
  }

  private closeRaw(name: string): void {
    if (this.raw === 'ld+json') {
      if (this.rawText.length < MAX_DATA_BLOCK) this.jsonLd.push(this.rawText)
    } else if (name === 'title' || name === 'script') {
      const { children } = this.top
      const element = children[children.length - 1]
      if (element instanceof Element && element.name === name && element.children.length === 0) {
        const text = new Text(this.rawText)
        text.parent = element
        element.children.push(text)
      }
    }
    this.raw = ''
    this.rawText = ''
  }

  /** End tags that HTML lets a page leave out. */
  private implied(name: string): void {
    if (this.openParagraphs > 0 && ENDS_PARAGRAPH.has(name)) this.closeWithin((open) => open === 'p', SCOPES)
    if (name === 'li') this.closeWithin((open) => open === 'li', LIST_SCOPES)
    else if (name === 'dd' || name === 'dt') this.closeWithin((open) => open === 'dd' || open === 'dt', LIST_SCOPES)
    else if (name === 'a') this.closeWithin((open) => open === 'a', ENDS_PARAGRAPH)
    else if (name === 'option' || name === 'optgroup') {
      if (this.stack[this.stack.length - 1]?.name === 'option') this.pop()
    } else if (HEADINGS.has(name)) {
      if (HEADINGS.has(this.stack[this.stack.length - 1]?.name ?? '')) this.pop()
    } else if (name === 'body') {
      while (this.stack.some((open) => open.name === 'head')) this.pop()
    } else {
      const parts = TABLE_PARTS[name]
      if (parts) this.closeWithin((open) => parts.has(open), new Set(['table', 'template', 'html']), true)
    }
  }

  /** Closes the nearest open element that matches (`all`: the outermost) inside the scope. */
  private closeWithin(matches: (name: string) => boolean, scope: ReadonlySet<string>, all = false): void {
    let found = -1
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const open = this.stack[at]?.name ?? ''
      if (matches(open)) {
        found = at
        if (!all) break
      } else if (scope.has(open)) break
    }
    if (found >= 0) while (this.stack.length > found) this.pop()
  }

  private close(name: string): void {
    if (this.raw !== '') {
      this.closeRaw(name)
      return
    }
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
  const builder = new TreeBuilder(html)
  const tokenizer = new Tokenizer({ decodeEntities: true }, builder)
  tokenizer.write(html)
  tokenizer.end()
  return { document: builder.document, jsonLd: builder.jsonLd, cut: builder.cut }
}
