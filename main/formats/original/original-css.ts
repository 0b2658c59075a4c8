/** What a style sheet asks for: a file to show, or another style sheet. */
export type CssUse = 'file' | 'style'

const NAME = /(?:[-\w\u0080-\u{10FFFF}]|\\(?:[0-9a-f]{1,6}\s?|[^\n0-9a-f]))+/iuy
/** `<` by its number. */
const LESS_THAN = '\\3c '
/** Functions whose quoted arguments are addresses too. */
const QUOTED: ReadonlySet<string> = new Set([
  'image-set',
  '-webkit-image-set',
  'image',
  'src',
  'cross-fade',
  '-webkit-cross-fade',
])

const unescapeCss = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|\n)|([^]))/gi, (_whole, hex?: string, line?: string, plain?: string) => {
    if (line !== undefined) return ''
    if (hex === undefined) return plain ?? ''
    const point = Number.parseInt(hex, 16)
    return point === 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)
      ? '\uFFFD'
      : String.fromCodePoint(point)
  })

const quote = (text: string): string =>
  `"${text.replace(/["\\\n\r\f<]/g, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`

/** End of the string that starts at `from` (CSS Syntax 3, 4.3.5): after its quote, or at the line end of a bad one. */
function stringEnd(css: string, from: number): { end: number; text: string } {
  const mark = css[from]
  let at = from + 1
  while (at < css.length && css[at] !== mark && css[at] !== '\n') at += css[at] === '\\' ? 2 : 1
  return { end: Math.min(css.length, at + (css[at] === mark ? 1 : 0)), text: unescapeCss(css.slice(from + 1, at)) }
}

/**
 * A style sheet with every address replaced by what `use` returns for it: `url()` in every spelling, `@import`, strings in
 * `image-set()`. Follows the tokens of CSS Syntax 3, so that addresses in comments and strings are left alone; comments go.
 * No `<` comes out of it: what is a style sheet to one parser of HTML is markup to another.
 */
export function rewriteCss(css: string, use: (address: string, as: CssUse) => string): string {
  const out: string[] = []
  const functions: string[] = []
  let importing = false
  let at = 0
  while (at < css.length) {
    const char = css[at] ?? ''
    if (char === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2)
      at = end < 0 ? css.length : end + 2
      out.push(' ')
      continue
    }
    if (char === '"' || char === "'") {
      const { end, text } = stringEnd(css, at)
      const inFunction = functions.at(-1)
      if (importing && functions.length === 0) out.push(quote(use(text, 'style')))
      else if (inFunction !== undefined && QUOTED.has(inFunction)) out.push(quote(use(text, 'file')))
      else out.push(quote(text))
      at = end
      continue
    }
    NAME.lastIndex = at
    // in a name `<` stands behind a backslash, which means nothing in HTML
    const found = NAME.exec(css)?.[0]
    const name = found?.replaceAll('\\<', LESS_THAN)
    if (found !== undefined && name !== undefined) {
      const plain = unescapeCss(name).toLowerCase()
      const after = at + found.length
      const keyword = css[at - 1] === '@'
      if (css[after] === '(' && plain === 'url') {
        const inside = /^\(\s*/.exec(css.slice(after, after + 64))?.[0].length ?? 1
        const start = after + inside
        let end: number
        let address: string
        if (css[start] === '"' || css[start] === "'") {
          const quoted = stringEnd(css, start)
          address = quoted.text
          end = css.indexOf(')', quoted.end)
        } else {
          end = start
          while (end < css.length && css[end] !== ')') end += css[end] === '\\' ? 2 : 1
          address = unescapeCss(css.slice(start, end).trim())
          if (end >= css.length) end = -1
        }
        out.push(`url(${quote(use(address.trim(), importing ? 'style' : 'file'))})`)
        at = end < 0 ? css.length : end + 1
        continue
      }
      if (keyword) importing = plain === 'import'
      if (css[after] === '(') {
        functions.push(plain)
        out.push(name, '(')
        at = after + 1
        continue
      }
      out.push(name)
      at = after
      continue
    }
    if (char === '(') functions.push('')
    if (char === ')') functions.pop()
    if (char === ';' || char === '{' || char === '}') {
      importing = false
      functions.length = 0
    }
    // `</style` and `<!--` mean nothing in CSS and much in HTML
    out.push(char === '<' ? LESS_THAN : char)
    at++
  }
  return out.join('')
}
