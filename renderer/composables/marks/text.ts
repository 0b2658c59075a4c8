/** Elements whose edges are line breaks in the plain text. */
const BLOCK =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BR|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL)$/

interface Piece {
  node: Text
  /** offset of the node's first kept character in the plain text */
  at: number
  /** for each kept character, its offset in the node */
  raw: number[]
}

/** The article's plain text with the way back into the page. */
export interface PlainText {
  text: string
  /** offset in the plain text of a place in the page */
  offsetOf(node: Node, offset: number): number
  /** the parts of text nodes that make up a range, in order */
  parts(from: number, to: number): { node: Text; from: number; to: number }[]
}

/**
 * The plain text of a reading view: runs of white space are one space, the edges of blocks one line break. Notes that are
 * shown inside the text (`data-slot`) do not count.
 */
export function plainText(root: Element): PlainText {
  const pieces: Piece[] = []
  let text = ''
  const endLine = (): void => {
    text = text.replace(/ $/, '')
    if (text !== '' && !text.endsWith('\n')) text += '\n'
  }
  const visit = (node: Node, preformatted: boolean): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) take(child as Text, preformatted)
      else if (child instanceof Element && !child.hasAttribute('data-slot')) {
        const block = BLOCK.test(child.tagName)
        if (block) endLine()
        visit(child, preformatted || child.tagName === 'PRE')
        if (block) endLine()
      }
    }
  }
  const take = (node: Text, preformatted: boolean): void => {
    const raw: number[] = []
    const at = text.length
    const data = node.data
    let added = ''
    for (let i = 0; i < data.length; i += 1) {
      const letter = data.charAt(i)
      const space = /\s/.test(letter)
      const last = added === '' ? text.slice(-1) : added.slice(-1)
      if (space && !preformatted && (last === '' || last === ' ' || last === '\n')) continue
      added += space && !(preformatted && letter === '\n') ? ' ' : letter
      raw.push(i)
    }
    if (raw.length === 0) return
    text += added
    pieces.push({ node, at, raw })
  }
  visit(root, false)
  return {
    text,
    offsetOf(node, offset) {
      const probe = document.createRange()
      probe.setStart(node, offset)
      for (const piece of pieces) {
        if (piece.node === node) {
          const index = piece.raw.findIndex((raw) => raw >= offset)
          return piece.at + (index === -1 ? piece.raw.length : index)
        }
        if (probe.comparePoint(piece.node, 0) >= 0) return piece.at
      }
      return text.length
    },
    parts(from, to) {
      const found: { node: Text; from: number; to: number }[] = []
      for (const { node, at, raw } of pieces) {
        const first = Math.max(0, from - at)
        const last = Math.min(raw.length, to - at)
        if (first >= last) continue
        found.push({ node, from: raw[first] ?? 0, to: (raw[last - 1] ?? 0) + 1 })
      }
      return found
    },
  }
}
