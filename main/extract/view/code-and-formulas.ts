import { isElement, isText, makeElement, makeText, type ChildNode, type Element, type ParentNode } from '../dom/node.ts'
import { isFormula } from '../content/formula.ts'
import { parsePage } from '../dom/parse.ts'
import { rawText, squeeze, walkElements } from '../dom/walk.ts'

const LANGUAGE =
  /(?:^|\s)(?:lang(?:uage)?-|mw-highlight-lang-|highlight-source-|highlight-text-|brush:\s*|prism-)([A-Za-z][\w+#.-]{0,30})/
/** The same in words that stand beside other ones. */
const LANGUAGE_BESIDE = /(?:^|\s)(?:highlight-|sourceCode\s+|hljs\s+)([A-Za-z][\w+#.-]{0,30})/
const GUTTER =
  /(?:^|[\s_-])(?:gutter|line-?numbers?|linenos?|lineno|rouge-gutter|blob-num|copy|copy-button|toolbar|ln|lnt|hljs-ln-numbers)(?:$|[\s_-])/i
const BUTTONS = /(?:^|[\s_-])(?:copy|toolbar)/i
/** More words than this are no name of a button. */
const MOST_BUTTON = 30
const NO_LANGUAGE: ReadonlySet<string> = new Set([
  'none',
  'plaintext',
  'text',
  'highlight',
  'wrap',
  'code',
  'nohighlight',
  'default',
  'notranslate',
])

function withText(name: string, text: string, attribs: Record<string, string> = {}): Element {
  const child = makeText(text)
  const element = makeElement(name, attribs, [child])
  child.parent = element
  return element
}

const LINES: ReadonlySet<string> = new Set(['div', 'tr', 'li', 'p'])

/** Numbers of lines, and buttons to copy them: a listing's own lines can have like names. */
function isGutter(element: Element): boolean {
  const cls = element.attribs.class ?? ''
  if (!GUTTER.test(cls)) return false
  const text = rawText(element).trim()
  return /^[\d\s]*$/.test(text) || (BUTTONS.test(cls) && text.length <= MOST_BUTTON)
}

/** A line of code in an element of its own, with no line break between it and the next one. */
function isLineAlone({ name, attribs, next }: Element): boolean {
  const isLine = name === 'code' || (name === 'span' && /(?:^|[\s_-])line$/.test(attribs.class ?? ''))
  return isLine && isElement(next) && next.name === name
}

/** Numbers of the lines of a listing in a box of their own, beside it. */
export function areLineNumbers(pre: Element): boolean {
  const numbers = rawText(pre).trim().split(/\s+/)
  if (!numbers.every((number, at) => /^\d+$/.test(number) && Number(number) === Number(numbers[0]) + at)) return false
  for (let { parent } = pre; isElement(parent); { parent } = parent)
    if (parent.name === 'tr') return find(parent, (other) => other.name === 'pre' && other !== pre) !== undefined
  return false
}

/** A table that shows lines of code, as forges do: a row each, with its number. */
export function isCodeTable({ name, attribs }: Element): boolean {
  return name === 'table' && CODE_TABLE.test(attribs.class ?? '')
}
const CODE_TABLE = /(?:^|\s)(?:js-file-line-container|hljs-ln|blob-code|highlight tab-size)(?:\s|$)/

/** A listing as `<pre><code class="language-…">`: one run of text, without line numbers and highlighting. */
export function listing(pre: Element): Element {
  let text = ''
  // kept beside: the text that is asked for its end is put together each time
  let last = ''
  const add = (piece: string): void => {
    text += piece
    last = piece.at(-1) ?? last
  }
  const waiting: (ChildNode | string)[] = [...pre.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') {
      if (text !== '' && last !== '\n') add(node)
    } else if (isText(node)) add(node.data)
    else if (isElement(node)) {
      if (node.name === 'br') add('\n')
      if (node.name === 'button' || isGutter(node)) continue
      if (LINES.has(node.name) || isLineAlone(node)) waiting.push('\n')
      for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at] as ChildNode)
    }
  }
  const language = languageOf(pre)
  const code = withText(
    'code',
    text.replace(/^\n+/, '').trimEnd(),
    language === undefined ? {} : { class: `language-${language}` },
  )
  const element = makeElement('pre', {}, [code])
  code.parent = element
  return element
}

function languageOf(pre: Element): string | undefined {
  const around: (Element | undefined)[] = [pre]
  walkElements(pre, (inner) => {
    if (inner.name === 'code') around.push(inner)
  })
  for (let { parent } = pre, steps = 0; isElement(parent) && steps < 2; parent = parent.parent, steps++)
    around.push(parent)
  for (const element of around) {
    if (!element) continue
    const data =
      element.attribs['data-language'] ??
      element.attribs['data-enlighter-language'] ??
      element.attribs['data-lang'] ??
      element.attribs.lang
    const cls = element.attribs.class ?? ''
    const name = (data ?? (LANGUAGE.exec(cls) ?? LANGUAGE_BESIDE.exec(cls))?.[1])?.toLowerCase()
    if (name !== undefined && /^[\w+#.-]{1,30}$/.test(name) && !NO_LANGUAGE.has(name)) return name
  }
  return undefined
}

const TEX_IMAGE = /(?:^|[\s_-])(?:tex|latex|mwe-math-fallback-image-\w+)(?:[\s_-]|$)/i

const texOf = (tex: string): Element => withText('code', tex, { class: 'language-tex' })

/** The source of a formula that is a picture: it can be found, and read in the dark. */
export function texImage({ name, attribs }: Element): Element | undefined {
  if (name !== 'img' || !TEX_IMAGE.test(attribs.class ?? '')) return undefined
  const tex = squeeze(attribs.alt ?? '')
  return tex === '' ? undefined : texOf(tex)
}

/**
 * A formula in the view: MathML as it is, TeX where that is all there is, and nothing for the pictures and spans that
 * MathJax and KaTeX draw beside it. undefined: no formula.
 */
export function formula(element: Element): Element | null | undefined {
  const { name, attribs } = element
  if (name === 'math') return mathOf(element)
  if (name === 'script') return sourceOf(element)
  if (name === 'img') return texImage(element)
  if (!isFormula(element)) return undefined
  const math = mathIn(element)
  if (math) return mathOf(math)
  const { 'data-latex': tex, 'aria-label': spoken } = attribs
  if (tex !== undefined && tex !== '') return texOf(squeeze(tex))
  if (spoken !== undefined && spoken !== '') return withText('span', squeeze(spoken))
  const fallback = find(element, (inner) => texImage(inner) !== undefined)
  if (fallback) return texImage(fallback)
  // without MathML the source stands in a script beside it
  return /MathJax/.test(attribs.class ?? '') || name === 'mjx-container' ? null : undefined
}

/** The source of a formula in a script, unless the formula drawn before it has its own. */
function sourceOf(script: Element): Element | null {
  if (!/^math\//i.test(script.attribs.type ?? '')) return null
  let drawn = script.prev
  while (drawn && !isElement(drawn)) drawn = drawn.prev
  const source = rawText(script)
  if (squeeze(source) === '' || (isElement(drawn) && isFormula(drawn) && mathIn(drawn))) return null
  const math = /mml/i.test(script.attribs.type ?? '') ? mathFrom(source) : undefined
  return math ? mathOf(math) : texOf(squeeze(source))
}

/** MathML below an element, or kept by one in an attribute. */
function mathIn(element: Element): Element | undefined {
  const math = find(element, (inner) => inner.name === 'math')
  if (math) return math
  const source =
    element.attribs['data-mathml'] ?? find(element, (inner) => 'data-mathml' in inner.attribs)?.attribs['data-mathml']
  return source === undefined ? undefined : mathFrom(source)
}

const mathFrom = (source: string): Element | undefined =>
  find(parsePage(source).document, ({ name }) => name === 'math')

function find(root: ParentNode, isWanted: (element: Element) => boolean): Element | undefined {
  let found: Element | undefined
  walkElements(root, (inner) => {
    if (found === undefined && isWanted(inner)) found = inner
    return found === undefined
  })
  return found
}

/** MathML with its TeX source as `alttext`, so that it is not read twice. */
function mathOf(math: Element): Element {
  let tex = math.attribs.alttext
  const copyOf = ({ name, attribs, children }: Element): Element => {
    const kept: ChildNode[] = []
    for (const child of children) {
      if (isText(child)) kept.push(makeText(child.data))
      else if (!ANNOTATION.test(child.name)) kept.push(copyOf(child))
      else if (/tex/i.test(child.attribs.encoding ?? '')) tex ??= squeeze(rawText(child))
    }
    return makeElement(name, attribs, kept)
  }
  const copy = copyOf(math)
  const attribs: Record<string, string> = {}
  if (math.attribs.display !== undefined) attribs.display = math.attribs.display
  if (tex !== undefined && tex !== '') attribs.alttext = tex
  copy.attribs = attribs
  return copy
}
const ANNOTATION = /^annotation(?:-xml)?$/
