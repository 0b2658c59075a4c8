import { Parser } from 'htmlparser2'
import { codeAt } from './letters.ts'

/** Captions stand beside the text, not in it: counting and comparing a text would otherwise depend on its pictures. */
const CAPTIONS_IN_TEXT = false

/** Never read as text: code, what a browser shows only instead of something, and the reading aids of ruby (HTML 4.5.10). */
const SKIPPED: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'noscript', 'title', 'iframe', 'object', 'audio', 'video', 'canvas', 'svg'],
  ...['select', 'datalist', 'textarea', 'rt', 'rp'],
  ...(CAPTIONS_IN_TEXT ? [] : ['figcaption']),
])

/** Elements that stand on lines of their own (HTML 15.3, `display: block` and its kin). */
const BLOCKS: ReadonlySet<string> = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'body',
    'caption',
    'center',
    'dd',
    'details',
    'dialog',
    'dir',
    'div',
  ],
  ...['dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header'],
  ...['hgroup', 'hr', 'html', 'legend', 'li', 'listing', 'main', 'menu', 'nav', 'ol', 'optgroup', 'p', 'plaintext'],
  ...['pre', 'search', 'section', 'summary', 'table', 'tbody', 'tfoot', 'thead', 'tr', 'ul', 'xmp'],
])

/** A blank line is the most that line breaks add up to. */
const MOST_BREAKS = 2

const isWhite = (code: number): boolean =>
  code <= 0x20 ? code === 0x20 || (code >= 9 && code <= 13) : code >= 0xa0 && /\s/.test(String.fromCharCode(code))

/** White space as single spaces; a text that has it so comes back as it is. */
function spaced(text: string): string {
  let out = ''
  let from = 0
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if ((code > 0x20 && code < 0xa0) || !isWhite(code)) continue
    let end = at + 1
    while (end < length && isWhite(codeAt(text, end))) end++
    if (code !== 0x20 || end > at + 1) {
      out += `${text.slice(from, at)} `
      from = end
    }
    at = end - 1
  }
  return from === 0 ? text : out + text.slice(from)
}

/** Takes the markup in reading order and writes the text; what stands between two words is decided when the second comes. */
class TextWriter {
  private readonly parts: string[] = []
  private breaks = 0
  private space = false
  private tabs = 0
  private cellBefore = false
  private skipping = 0
  private preDepth = 0
  private preStarts = false
  private preBlanks = ''

  open(name: string): void {
    if (this.skipping > 0 || SKIPPED.has(name)) {
      this.skipping++
      return
    }
    if (name === 'br') this.lineBreak()
    else if (name === 'td' || name === 'th') this.openCell()
    else if (BLOCKS.has(name)) this.block()
    if (name === 'tr') this.cellBefore = false
    if (name === 'pre') {
      this.preDepth++
      this.preStarts = true
    }
  }

  close(name: string): void {
    if (this.skipping > 0) {
      this.skipping--
      return
    }
    if (name === 'td' || name === 'th') {
      this.cellBefore = true
      return
    }
    if (name === 'tr') {
      this.tabs = 0
      this.cellBefore = false
    }
    if (name === 'pre') {
      this.preDepth--
      this.preBlanks = ''
    }
    if (BLOCKS.has(name)) this.block()
  }

  text(text: string): void {
    if (this.skipping > 0 || text === '') return
    if (this.preDepth > 0) this.preText(text)
    else this.flowText(text)
  }

  result(): string {
    return this.parts.join('')
  }

  private openCell(): void {
    if (!this.cellBefore) return
    this.tabs++
    this.breaks = 0
    this.cellBefore = false
  }

  private block(): void {
    if (this.tabs === 0) this.breaks = Math.max(this.breaks, 1)
  }

  private lineBreak(): void {
    this.preBlanks = ''
    if (this.tabs === 0) this.breaks = Math.min(this.breaks + 1, MOST_BREAKS)
  }

  private flowText(text: string): void {
    const words = spaced(text)
    const from = words.startsWith(' ') ? 1 : 0
    if (from > 0) this.space = true
    if (words.length === from) return
    const to = words.endsWith(' ') ? words.length - 1 : words.length
    this.separate()
    this.parts.push(words.slice(from, to))
    this.space = to < words.length
  }

  /** Lines and indents stay, blanks at the ends of lines go; they may come in pieces (highlighted code). */
  private preText(text: string): void {
    let code = text.replace(/\r\n?/g, '\n')
    // the parser's rule for a line break right behind <pre>
    if (this.preStarts && code.startsWith('\n')) code = code.slice(1)
    this.preStarts = false
    const lines = (this.preBlanks + code).split('\n')
    const last = lines.pop() ?? ''
    for (const line of lines) {
      this.preLine(line.trimEnd())
      this.breaks++
    }
    const kept = last.trimEnd()
    this.preLine(kept)
    this.preBlanks = last.slice(kept.length)
  }

  private preLine(line: string): void {
    if (line === '') return
    this.space = false
    this.separate()
    this.parts.push(line)
  }

  private separate(): void {
    if (this.parts.length > 0) {
      if (this.tabs > 0) this.parts.push('\t'.repeat(this.tabs))
      else if (this.breaks > 0) this.parts.push('\n'.repeat(this.breaks))
      else if (this.space) this.parts.push(' ')
    }
    this.tabs = 0
    this.breaks = 0
    this.space = false
  }
}

/**
 * The plain text of an article's HTML: block elements and <br> end lines, white space (no-break spaces too) is squeezed
 * outside <pre>, a table row is one line with a tab between cells, at most one blank line, no blanks at the ends of lines.
 * Scripts, styles, captions (one constant above) and ruby readings are left out. One pass, no recursion.
 */
export function textOfHtml(html: string): string {
  const writer = new TextWriter()
  const parser = new Parser(
    {
      onopentagname: (name) => writer.open(name),
      onclosetag: (name) => writer.close(name),
      ontext: (text) => writer.text(text),
    },
    { decodeEntities: true },
  )
  parser.end(html)
  return writer.result()
}

/** A node of a tree of markup: an element with its name and children, or a text. */
interface MarkupNode {
  readonly kind: 'element' | 'text'
  readonly name: string
  readonly children: readonly MarkupNode[]
  readonly data: string
}

/** The same text, from nodes that are parsed already. */
export function textOfNodes(nodes: readonly MarkupNode[]): string {
  const writer = new TextWriter()
  const waiting: (MarkupNode | string)[] = [...nodes].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') writer.close(node)
    else if (node.kind === 'text') writer.text(node.data)
    else {
      writer.open(node.name)
      waiting.push(node.name)
      for (let at = node.children.length - 1; at >= 0; at--) {
        const child = node.children[at]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  return writer.result()
}
