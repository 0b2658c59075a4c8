import { Element, Text, type ChildNode } from 'domhandler'
import { rawText, squeeze, walkElements } from '../dom/walk.ts'

const LANGUAGE =
  /(?:^|\s)(?:lang(?:uage)?-|highlight-source-|highlight-text-|brush:\s*|sourceCode\s+|hljs\s+|prism-)([A-Za-z][\w+#.-]{0,30})/
const GUTTER =
  /(?:^|[\s_-])(?:gutter|line-?numbers?|linenos?|lineno|rouge-gutter|blob-num|copy|copy-button|toolbar)(?:$|[\s_-])/i
const NO_LANGUAGE: ReadonlySet<string> = new Set([
  'none',
  'plaintext',
  'text',
  'highlight',
  'wrap',
  'code',
  'nohighlight',
])

function withText(name: string, text: string, attribs: Record<string, string> = {}): Element {
  const child = new Text(text)
  const element = new Element(name, attribs, [child])
  child.parent = element
  return element
}

/** A listing as `<pre><code class="language-…">`: one run of text, without line numbers and highlighting. */
export function listing(pre: Element): Element {
  let text = ''
  const waiting: (ChildNode | string)[] = [...pre.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') {
      if (text !== '' && !text.endsWith('\n')) text += node
    } else if (node instanceof Text) text += node.data
    else if (node instanceof Element) {
      if (node.name === 'br') text += '\n'
      if (node.name === 'button' || GUTTER.test(node.attribs.class ?? '')) continue
      if (node.name === 'div' || node.name === 'tr' || node.name === 'li' || node.name === 'p') waiting.push('\n')
      for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at] as ChildNode)
    }
  }
  const language = languageOf(pre)
  const code = withText(
    'code',
    text.replace(/^\n+|\s+$/g, ''),
    language === undefined ? {} : { class: `language-${language}` },
  )
  const element = new Element('pre', {}, [code])
  code.parent = element
  return element
}

function languageOf(pre: Element): string | undefined {
  const around: (Element | undefined)[] = [pre]
  walkElements(pre, (inner) => {
    if (inner.name === 'code') around.push(inner)
  })
  for (let { parent } = pre, steps = 0; parent instanceof Element && steps < 2; parent = parent.parent, steps++)
    around.push(parent)
  for (const element of around) {
    if (!element) continue
    const data = element.attribs['data-language'] ?? element.attribs['data-lang'] ?? element.attribs.lang
    const name = (data ?? LANGUAGE.exec(element.attribs.class ?? '')?.[1])?.toLowerCase()
    if (name !== undefined && /^[\w+#.-]{1,30}$/.test(name) && !NO_LANGUAGE.has(name)) return name
  }
  return undefined
}

const MATH =
  /(?:^|\s)(?:katex|katex-display|MathJax|MathJax_Display|MathJax_CHTML|MathJax_SVG|MathJax_Preview|mwe-math-element|math-container)(?:\s|$)/

/**
 * A formula in the view: MathML as it is, TeX where that is all there is, and nothing for the pictures and spans that
 * MathJax and KaTeX draw beside it. undefined: no formula.
 */
export function formula(element: Element): Element | null | undefined {
  const { name, attribs } = element
  if (name === 'math') return mathOf(element)
  if (name === 'script') {
    if (!/^math\//i.test(attribs.type ?? '')) return null
    const tex = squeeze(rawText(element))
    return tex === '' ? null : withText('code', tex, { class: 'language-tex' })
  }
  if (name !== 'mjx-container' && !MATH.test(attribs.class ?? '')) return undefined
  let math: Element | undefined
  walkElements(element, (inner) => {
    if (inner.name === 'math') math ??= inner
    return math === undefined
  })
  if (math) return mathOf(math)
  // without MathML the source stands in a script beside it
  return /MathJax/.test(attribs.class ?? '') || name === 'mjx-container' ? null : undefined
}

/** MathML with its TeX source as `alttext`, so that it is not read twice. */
function mathOf(math: Element): Element {
  const copy = math.cloneNode(true)
  let tex = copy.attribs.alttext
  walkElements(copy, (inner) => {
    inner.children = inner.children.filter((child) => {
      if (!(child instanceof Element) || !/^annotation(?:-xml)?$/.test(child.name)) return true
      if (/tex/i.test(child.attribs.encoding ?? '')) tex ??= squeeze(rawText(child))
      return false
    })
  })
  const attribs: Record<string, string> = {}
  if (copy.attribs.display !== undefined) attribs.display = copy.attribs.display
  if (tex !== undefined && tex !== '') attribs.alttext = tex
  copy.attribs = attribs
  copy.parent = null
  return copy
}
