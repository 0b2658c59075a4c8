import { decodeHTML, decodeHTMLAttribute } from 'entities/decode'
import { codeAt } from '../../platform/letters.ts'

/** What is made of a page's tokens. */
export interface TokenHandler {
  /** 0 outside SVG and MathML, where other rules hold for raw text and CDATA */
  readonly foreign: number
  text(data: string): void
  open(name: string, attribs: Record<string, string>, selfClosing: boolean): void
  close(name: string): void
  /** an element whose content is no markup, with its content; undefined when the page ends in it */
  raw(name: string, attribs: Record<string, string>, content: string | undefined): void
}

const GT = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d
const DOUBLE = 0x22
const SINGLE = 0x27
const BANG = 0x21
const DASH = 0x2d
const QUESTION = 0x3f
const SPACE = 0x20
/** what a capital lacks to be a small letter */
const SMALL = 0x20

/** Signs that nobody sees: a browser leaves a NUL out, and the others end a text for one program or another. */
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f]/
const EACH_CONTROL = new RegExp(CONTROLS, 'g')
const seen = (text: string): string => (CONTROLS.test(text) ? text.replace(EACH_CONTROL, '') : text)

/** Elements whose content is text up to their end tag (HTML 13.2.5.2 to 13.2.5.5). */
const RAW: ReadonlySet<string> = new Set([
  ...['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext'],
])
/** Of these, the ones in which character references count. */
const RCDATA: ReadonlySet<string> = new Set(['title', 'textarea'])
/** Most content of a script or style is never looked at. */
const IS_READ = /^(?:title|textarea|script)$/

const isWhite = (code: number): boolean =>
  code === SPACE || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)

/** Names come in their thousands and are few: each is made once. */
const NAMES = 4096
const LONGEST_NAME = 32
const names: (string | undefined)[] = new Array<string | undefined>(NAMES).fill(undefined)

/** The name between two places in lower case. `hash` is of its letters in lower case. */
function nameIn(codes: Uint16Array, html: string, from: number, to: number, hash: number): string {
  const length = to - from
  const known = names[hash & (NAMES - 1)]
  if (known?.length === length) {
    let same = true
    for (let at = 0; same && at < length; at++) same = codeAt(known, at) === codes[from + at]
    if (same) return known
  }
  const name = html.slice(from, to).toLowerCase()
  // a key of an object: the engine keeps one copy of those
  if (length <= LONGEST_NAME) names[hash & (NAMES - 1)] = name
  return name
}

const hashed = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0

const LONGEST_CLASS = 96
const classes: (string | undefined)[] = new Array<string | undefined>(NAMES).fill(undefined)

/** The classes of elements come back on a page again and again; each is made once, and known by sight from then on. */
function classIn(codes: Uint16Array, html: string, from: number, to: number, hash: number): string {
  const length = to - from
  const known = classes[hash & (NAMES - 1)]
  if (known?.length === length) {
    let same = true
    for (let at = 0; same && at < length; at++) same = codeAt(known, at) === codes[from + at]
    if (same) return known
  }
  const value = html.slice(from, to)
  if (length > LONGEST_CLASS) return value
  // in memory of its own: a piece of the page would keep all of it in memory
  const copy = ` ${value}`.slice(1)
  classes[hash & (NAMES - 1)] = copy
  return copy
}

/** Room for the letters of a page of usual size, which is used again for the next one. */
const USUAL_LENGTH = 256 * 1024
const room = Buffer.alloc(USUAL_LENGTH * 2)

/** The letters of a page. */
function codesOf(html: string): Uint16Array {
  const { length } = html
  if (length > USUAL_LENGTH) {
    const bytes = Buffer.from(html, 'utf16le')
    return new Uint16Array(bytes.buffer, bytes.byteOffset, length)
  }
  room.write(html, 'utf16le')
  return new Uint16Array(room.buffer, room.byteOffset, length)
}

/**
 * Cuts a page into tokens as browsers do (HTML 13.2.5), in one pass: from one `<` to the next, without a state for every letter.
 * Character references are only decoded where there is one. Comments, declarations and the content of scripts and styles are
 * skipped.
 */
export function tokenise(html: string, handler: TokenHandler): void {
  new Tokenizer(html, handler).run()
}

/** (No functions inside a function: those of the next page are others, and what was compiled for one page is thrown away.) */
class Tokenizer {
  private readonly html: string
  private readonly handler: TokenHandler
  /** looking at letters in an array is several times quicker than in a string that lies outside the engine's heap */
  private readonly codes: Uint16Array
  private readonly length: number
  /** the first & that has not been passed */
  private amp: number

  constructor(html: string, handler: TokenHandler) {
    this.html = html
    this.handler = handler
    this.codes = codesOf(html)
    this.length = html.length
    this.amp = this.ampFrom(0)
  }

  run(): void {
    const { html, codes, length } = this
    let at = 0
    while (at < length) {
      const open = html.indexOf('<', at)
      if (open < 0 || open + 1 >= length) {
        this.text(at, length)
        return
      }
      const code = codes[open + 1] ?? 0
      if (isLetter(code)) {
        this.text(at, open)
        at = this.startTag(open + 1)
      } else if (code === SLASH) {
        if (open + 2 >= length) {
          this.text(at, length)
          return
        }
        this.text(at, open)
        at = isLetter(codes[open + 2] ?? 0) ? this.endTag(open + 2) : this.after('>', open + 2)
      } else if (code === BANG || code === QUESTION) {
        this.text(at, open)
        at = this.declaration(open)
      } else {
        // a lone < is text, and so is what follows it
        const next = html.indexOf('<', open + 1)
        this.text(at, next < 0 ? length : next)
        at = next < 0 ? length : next
      }
    }
  }

  private ampFrom(from: number): number {
    const found = this.html.indexOf('&', from)
    return found < 0 ? this.length : found
  }

  private holdsAmp(from: number, to: number): boolean {
    if (this.amp < from) this.amp = this.ampFrom(from)
    return this.amp < to
  }

  private text(from: number, to: number): void {
    if (from >= to) return
    const data = this.html.slice(from, to)
    const text = this.holdsAmp(from, to) ? decodeHTML(data) : data
    this.handler.text(seen(text))
  }

  private after(mark: string, from: number): number {
    const found = this.html.indexOf(mark, from)
    return found < 0 ? this.length : found + mark.length
  }

  /** From behind `<!--` to behind the comment. */
  private comment(from: number): number {
    const { html, codes, length } = this
    if (codes[from] === GT) return from + 1
    if (codes[from] === DASH && codes[from + 1] === GT) return from + 2
    for (let dashes = html.indexOf('--', from); dashes >= 0; dashes = html.indexOf('--', dashes + 1)) {
      if (codes[dashes + 2] === GT) return dashes + 3
      if (codes[dashes + 2] === BANG && codes[dashes + 3] === GT) return dashes + 4
    }
    return length
  }

  /** From `<!` or `<?` to behind it. */
  private declaration(from: number): number {
    const { html, length, handler } = this
    if (html.startsWith('<!--', from)) return this.comment(from + 4)
    if (!html.startsWith('<![CDATA[', from)) return this.after('>', from + 2)
    const end = html.indexOf(']]>', from + 9)
    if (end >= 0 && handler.foreign > 0 && end > from + 9) handler.text(seen(html.slice(from + 9, end)))
    return end < 0 ? length : end + 3
  }

  /** The end tag of a raw element: where it begins, or the end of the page. */
  private rawEnd(name: string, from: number): number {
    const { html, codes, length } = this
    for (let end = html.indexOf('</', from); end >= 0; end = html.indexOf('</', end + 2)) {
      const behind = end + 2 + name.length
      const code = codes[behind] ?? 0
      if (behind < length && (isWhite(code) || code === SLASH || code === GT)) {
        if (html.slice(end + 2, behind).toLowerCase() === name) return end
      }
    }
    return length
  }

  /** From the first letter of a start tag's name to behind the tag, or to the end of the page when it is not closed. */
  private startTag(from: number): number {
    const { html, codes, length, handler } = this
    let place = from
    let hash = 0
    let code = codes[place] ?? 0
    while (place < length && code !== GT && code !== SLASH && !isWhite(code)) {
      hash = hashed(hash, code | SMALL)
      code = codes[++place] ?? 0
    }
    const name = nameIn(codes, html, from, place, hash)
    const attribs: Record<string, string> = {}
    /** a bit for each name by its hash: one that is not set has not been there, and is not looked for */
    let seen = 0
    let selfClosing = false
    for (;;) {
      while (place < length && (isWhite(code) || code === SLASH)) {
        selfClosing = code === SLASH
        code = codes[++place] ?? 0
        // `/ >` closes as well, as the parser before this one had it
        if (selfClosing) while (place < length && isWhite(code)) code = codes[++place] ?? 0
      }
      if (place >= length) return length
      if (code === GT) break
      selfClosing = false
      const nameFrom = place
      hash = 0
      do {
        hash = hashed(hash, code | SMALL)
        code = codes[++place] ?? 0
      } while (place < length && code !== EQUALS && code !== GT && code !== SLASH && !isWhite(code))
      const key = nameIn(codes, html, nameFrom, place, hash)
      const bit = 1 << (hash & 31)
      while (place < length && isWhite(code)) code = codes[++place] ?? 0
      let value = ''
      if (code === EQUALS) {
        do code = codes[++place] ?? 0
        while (place < length && isWhite(code))
        if (place >= length) return length
        const quote = code
        let valueFrom = place
        hash = 0
        if (quote === DOUBLE || quote === SINGLE) {
          valueFrom = ++place
          hash = 0
          if (key === 'class') while (place < length && codes[place] !== quote) hash = hashed(hash, codes[place++] ?? 0)
          else while (place < length && codes[place] !== quote) place++
          if (place >= length) return length
        } else while (place < length && code !== GT && !isWhite(code)) code = codes[++place] ?? 0
        if (place > valueFrom) {
          if (this.holdsAmp(valueFrom, place)) value = decodeHTMLAttribute(html.slice(valueFrom, place))
          else if (hash !== 0) value = classIn(codes, html, valueFrom, place, hash)
          else value = html.slice(valueFrom, place)
        }
        if (quote === DOUBLE || quote === SINGLE) place++
        code = codes[place] ?? 0
      }
      if (place >= length) return length
      // handlers never matter to an article; the first of two attributes of one name counts
      if (((codes[nameFrom] ?? 0) | SMALL) === 0x6f && ((codes[nameFrom + 1] ?? 0) | SMALL) === 0x6e) continue
      if (((seen & bit) !== 0 && attribs[key] !== undefined) || key === '__proto__') continue
      seen |= bit
      attribs[key] = value
    }
    const end = place + 1
    if (!RAW.has(name) || handler.foreign > 0) {
      handler.open(name, attribs, selfClosing)
      return end
    }
    const close = name === 'plaintext' ? length : this.rawEnd(name, end)
    const content = close < length && IS_READ.test(name) ? html.slice(end, close) : ''
    const read = RCDATA.has(name) && this.holdsAmp(end, close) ? decodeHTML(content) : content
    handler.raw(name, attribs, close < length ? read : undefined)
    return close < length ? this.after('>', close) : length
  }

  /** From the first letter of an end tag's name to behind the tag. */
  private endTag(from: number): number {
    const { codes, length } = this
    let place = from
    let hash = 0
    let code = codes[place] ?? 0
    while (place < length && code !== GT && code !== SLASH && !isWhite(code)) {
      hash = hashed(hash, code | SMALL)
      code = codes[++place] ?? 0
    }
    if (place < length) this.handler.close(nameIn(codes, this.html, from, place, hash))
    return code === GT ? place + 1 : this.after('>', place)
  }
}
