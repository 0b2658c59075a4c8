import { isElement, isText, type ChildNode, type Element } from '../dom/node.ts'

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const MATHML = set(
  'math maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub ' +
    'msubsup msup mtable mtd mtext mtr munder munderover semantics annotation none',
)
/** The only elements a reading view can hold. */
export const ALLOWED: ReadonlySet<string> = new Set([
  ...set(
    'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code figure figcaption img a strong b em i u s del ins sub sup mark ' +
      'small cite q abbr dfn kbd samp var time bdi bdo ruby rt rp br hr wbr table caption colgroup col thead tbody tfoot tr th ' +
      'td details summary div span aside section',
  ),
  ...MATHML,
])
const VOID = set('img br hr wbr col')

/** The only attributes, by element; `*` is for all. Values are checked below where they can do harm. */
const ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = {
  '*': set('id lang dir title'),
  a: set('href'),
  img: set('src alt width height'),
  time: set('datetime'),
  ol: set('start reversed type'),
  li: set('value'),
  td: set('colspan rowspan headers'),
  th: set('colspan rowspan headers scope abbr'),
  col: set('span'),
  colgroup: set('span'),
  code: set('class'),
  blockquote: set('cite'),
  q: set('cite'),
  math: set('display alttext'),
  details: set('open'),
}
const MATH_ATTRIBUTES = set(
  'mathvariant displaystyle scriptlevel stretchy fence separator form lspace rspace accent accentunder linethickness ' +
    'columnalign rowalign columnspan rowspan encoding',
)

/** Links that lead somewhere without running anything. */
const SAFE_LINK = /^(?:https?:|mailto:|#)/i
/** What the reading view can show of its own: nothing from elsewhere. */
const SAFE_PICTURE = /^assets\/[\w.-]+$/
const CODE_CLASS = /^language-[\w+#.-]{1,40}$/
const NAME = /^[\p{L}\p{N}_:.-]{1,200}$/u
const NUMBER = /^-?\d{1,5}$/

function safe(element: string, name: string, value: string): boolean {
  if (name === 'href' || name === 'cite') return SAFE_LINK.test(value)
  if (name === 'src') return SAFE_PICTURE.test(value)
  if (name === 'class') return CODE_CLASS.test(value)
  if (name === 'id') return NAME.test(value)
  if (name === 'dir') return value === 'ltr' || value === 'rtl' || value === 'auto'
  if (name === 'lang') return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(value)
  if (['width', 'height', 'colspan', 'rowspan', 'start', 'value', 'span'].includes(name)) return NUMBER.test(value)
  return element !== ''
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00A0': '&nbsp;' }
const VALUE_ESCAPES: Readonly<Record<string, string>> = { ...TEXT_ESCAPES, '"': '&quot;', "'": '&#39;', '`': '&#96;' }

const escapeText = (text: string): string => text.replace(/[&<>\u00A0]/g, (found) => TEXT_ESCAPES[found] ?? found)
/** A control character has nothing to say in a value, and would end it for some programs. */
const escapeValue = (text: string): string =>
  text.replace(/[&<>"'`\u00A0\0-\x08\x0b\x0e-\x1f]/g, (found) => VALUE_ESCAPES[found] ?? '')

function startTag(element: Element): string {
  const { name, attribs } = element
  const own = ATTRIBUTES[name]
  const common = ATTRIBUTES['*']
  const math = MATHML.has(name)
  let tag = `<${name}`
  for (const key in attribs) {
    const value = attribs[key] ?? ''
    const allowed = own?.has(key) || common?.has(key) || (math && MATH_ATTRIBUTES.has(key))
    if (allowed && safe(name, key, value)) tag += ` ${key}="${escapeValue(value)}"`
  }
  return `${tag}>`
}

/**
 * Writes the reading view. This is the last gate: only names and attributes of the lists above come out, every text and
 * value is escaped, links are http(s), mailto or inside the page, pictures are the article's own. An element that is not
 * on the list leaves its text. No recursion.
 */
export function serialise(nodes: readonly ChildNode[]): string {
  let html = ''
  const waiting: (ChildNode | string)[] = [...nodes].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') {
      html += node
      continue
    }
    if (isText(node)) {
      html += escapeText(node.data)
      continue
    }
    if (!isElement(node)) continue
    const allowed = ALLOWED.has(node.name)
    if (allowed) html += startTag(node)
    if (VOID.has(node.name)) continue
    if (allowed) waiting.push(`</${node.name}>`)
    for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at] as ChildNode)
  }
  return html
}
