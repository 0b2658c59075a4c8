import type TurndownService from 'turndown'

/** How words are set off: by delimiters, which open and close only where what stands beside them lets them (CommonMark 6.2). */

type Node = TurndownService.Node

/** Elements that are written with signs of their own around their words. */
const SIGNED: ReadonlySet<string> = new Set([
  'A',
  'B',
  'CODE',
  'DEL',
  'EM',
  'I',
  'IMG',
  'MARK',
  'S',
  'STRIKE',
  'STRONG',
])
/** Those whose signs would run together with signs of the same kind. */
const EMPHASIS: ReadonlySet<string> = new Set(['B', 'EM', 'I', 'STRONG'])
/** Elements that end a line, or begin one. */
const BLOCK =
  /^(?:ARTICLE|ASIDE|BLOCKQUOTE|BODY|BR|CAPTION|DD|DIV|DL|DT|FIGCAPTION|FIGURE|H[1-6]|HR|LI|OL|P|PRE|SECTION|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL|X-TURNDOWN)$/
const PUNCTUATION = /[\p{P}\p{S}]/u
/** The beginning of an address that readers of Markdown make a link of, up to the end of the text (GFM 6.9). */
const IN_ADDRESS = /(?:https?:\/\/|www\.)[^\s<]*$/i

type Side = 'previousSibling' | 'nextSibling'

const edgeOf = (text: string, side: Side): string =>
  (side === 'previousSibling' ? [...text.slice(-2)].at(-1) : [...text.slice(0, 2)][0]) ?? ''

/** The sign beside an element in the Markdown: of the text there, or one of another element's. Blank where a line begins or ends. */
function beside(node: ParentNode | ChildNode, side: Side): string {
  const near = node[side]
  if (near === null) {
    const { parentNode } = node
    if (parentNode === null || BLOCK.test(parentNode.nodeName)) return ' '
    return SIGNED.has(parentNode.nodeName) ? '*' : beside(parentNode, side)
  }
  if (BLOCK.test(near.nodeName)) return ' '
  if (SIGNED.has(near.nodeName)) return '*'
  return edgeOf(near.textContent ?? '', side) || beside(near, side)
}

/** Whether delimiters that touch `inner` on their inner side and `outer` on the other are delimiters. */
const holds = (inner: string, outer: string): boolean =>
  !PUNCTUATION.test(inner) || /\s/.test(outer) || PUNCTUATION.test(outer)

/** Each paragraph's words, without the white space around them, which must not be inside. */
const eachPart = (content: string, set: (words: string) => string): string =>
  content
    .split(/(\n(?:[ \t]*\n)+)/)
    .map((part) => {
      const [, before = '', words = '', after = ''] = /^(\s*)([^]*\S)(\s*)$/.exec(part) ?? []
      return words === '' ? part : before + set(words) + after
    })
    .join('')

/** Words between delimiters; as an element where these would be read as plain signs. */
export function emphasis(delimiter: string, name: string) {
  return (content: string, node: Node): string => {
    const text = node.textContent ?? ''
    const before = /^\s/.test(text) ? ' ' : beside(node, 'previousSibling')
    const after = /\s$/.test(text) ? ' ' : beside(node, 'nextSibling')
    const touches = [node.previousSibling, node.nextSibling].some((near) => near && EMPHASIS.has(near.nodeName))
    return eachPart(content, (words) =>
      !touches && holds(edgeOf(words, 'nextSibling'), before) && holds(edgeOf(words, 'previousSibling'), after)
        ? delimiter + words + delimiter
        : `<${name}>${words}</${name}>`,
    )
  }
}

/** `==words==`; where they stand in an address, a comment ends what would be taken for all of it. */
export function marked(content: string, node: Node): string {
  const before = node.previousSibling?.textContent ?? ''
  return (IN_ADDRESS.test(before) ? '<!-- -->' : '') + eachPart(content, (words) => `==${words}==`)
}
