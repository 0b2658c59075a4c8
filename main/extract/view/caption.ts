import { isElement, makeElement, makeText, type ChildNode, type Element, type Text } from '../dom/node.ts'
import { flows, Place, type Block, type Scope } from '../content/blocks.ts'

const CAPTION_PLACE = Place.caption | Place.figure
/** "Download", "Show all pictures": a short line that is nothing but a link, and is not marked as a caption. */
const MAX_BUTTON = 40

const isButton = ({ length, links, nodes, scope }: Block): boolean =>
  length < MAX_BUTTON &&
  links > 0 &&
  (scope.place & Place.caption) === 0 &&
  nodes.every((node) => node.data.trim() === '' || inLink(node))

function inLink(node: Text): boolean {
  let { parent } = node
  while (isElement(parent) && flows(parent) && parent.name !== 'a') ({ parent } = parent)
  return isElement(parent) && parent.name === 'a'
}

/** A line that stands in a picture's place until it is there, for people who hear the page. */
const WAITING =
  /^(?:loading|laden|lädt|chargement|cargando|caricamento|carregando|загрузка|ładowanie)\s*(?:\.{2,3}|…)$/i

/** "Figure 3: …", as papers and reports count their pictures. */
const NUMBERED =
  /^(?:abb(?:ildung|\.)|bild|fig(?:ure|ura|uur|\.)|figur|foto|grafik|obr(?:ázek|\.)|photo|rys(?:unek|\.)|рис(?:унок|\.)|图|圖|図|그림)\s*\d+[a-z]?\s*[:：.–—-]/iu
const MAX_NUMBERED = 400

/** What is said of a picture in its own box. */
export function captionOf(
  holder: Scope,
  blocks: readonly Block[],
  kept: readonly boolean[],
  isCaption: (block: Block) => boolean = () => true,
): Element | undefined {
  const lines: string[] = []
  for (let at = holder.from; at < holder.to; at++) {
    const block = blocks[at]
    if (!block || kept[at] || isButton(block) || WAITING.test(block.text) || !isCaption(block)) continue
    const named = (block.scope.place & CAPTION_PLACE) !== 0 || holder.element.name === 'figure'
    const sentence = block.length > 30 && block.linkLength < block.length * 0.5
    if ((named || sentence || NUMBERED.test(block.text)) && !lines.includes(block.text)) lines.push(block.text)
  }
  return lines.length > 0 ? withChildren('figcaption', [makeText(lines.join(' '))]) : undefined
}

/** Paragraphs that are the caption of the picture in them or right above them, whatever was judged of them. */
export const isNumberedCaption = ({ scope, text, length, media }: Block): boolean =>
  media > 0 &&
  length <= MAX_NUMBERED &&
  scope.to - scope.from === 1 &&
  (scope.place & (Place.heading | Place.table)) === 0 &&
  NUMBERED.test(text)

/** An element of the view with what is in it. */
export function withChildren(name: string, children: ChildNode[], attribs: Record<string, string> = {}): Element {
  const element = makeElement(name, attribs, children)
  children.forEach((child, at) => {
    child.parent = element
    child.prev = children[at - 1] ?? null
    child.next = children[at + 1] ?? null
  })
  return element
}
