import { isElement, makeText, type ChildNode, type Element } from '../dom/node.ts'
import { type Block, type Blocks, type Scope } from '../content/blocks.ts'
import { walkElements } from '../dom/walk.ts'
import { texImage } from './code-and-formulas.ts'
import { captionOf, isNumberedCaption, withChildren } from './caption.ts'
import { addressesOf, isAvatar, isSmall } from './picture-address.ts'
import { isOutside } from './picture-place.ts'
import { MAX_PICTURES, pictureElement, type PictureStore } from './picture-store.ts'
import { playerFigure, PLAYERS } from './player.ts'

/** A caption is shorter than this. */
const MAX_CAPTION = 600
/** Blocks that a picture's own box can hold: caption and credit. */
const MAX_CAPTION_BLOCKS = 3
/** Pictures this many blocks before the first of the text still are its lead picture. */
export const LEAD_REACH = 8

export interface Pictures {
  /** what stands in the view for an element of the page; null: nothing */
  replaced: Map<Element, Element | null>
  /** pictures of the article that the page came without */
  missing: number
  /** those that it has and that are not shown, as they are too many or too large */
  left: number
}

/** Finds the article's pictures and videos with their captions, reads the saved ones, and makes figures of them. */
export async function findPictures(
  page: Blocks,
  scopes: ReadonlyMap<Element, Scope>,
  root: Scope,
  text: readonly boolean[],
  store: PictureStore,
): Promise<Pictures> {
  const found: Pictures = { replaced: new Map(), missing: 0, left: 0 }
  const first = text.indexOf(true)
  const last = text.lastIndexOf(true)
  const kept = text.slice()
  const captions = new Map<Element, Block>()
  for (const block of page.blocks.slice(root.from, root.to)) {
    if (!isNumberedCaption(block)) continue
    kept[block.index] = false
    captions.set(block.scope.element, block)
  }
  const media: Element[] = []
  walkElements(root.element, (element) => {
    const plays = PLAYERS.has(element.name)
    if (plays || (isImage(element) && !texImage(element))) media.push(element)
    return !plays && element.name !== 'svg'
  })
  const done = new Set<Element>()
  const counts = new Map<Element, number>()
  const played = new Set<string>()

  for (const element of media) {
    if (done.has(element)) continue
    const scope = scopeOf(element, scopes) ?? root
    const at = scope.from
    if (isOutside(element, scope, root) || at < first - LEAD_REACH || at > last + 1) {
      found.replaced.set(element, null)
      continue
    }
    const holder = holderOf(scope, root, page.blocks, kept, counts)
    const inParagraph = holder === undefined && hasKept(scope, kept) && scope.element.name !== 'div' && scope !== root
    const place = holder?.element ?? standInOf(element)
    if (PLAYERS.has(element.name)) {
      const beside = holder ? imagesIn(holder.element).filter((image) => !isSmall(image)) : []
      const caption = holder && captionOf(holder, page.blocks, kept)
      const figure = await playerFigure(element, beside, caption, store)
      const href = figure && hrefIn(figure)
      found.replaced.set(place, href !== null && played.has(href) ? null : figure)
      if (href !== null) played.add(href)
      // what plays nothing hides no picture
      if (holder && figure) markDone(holder.element, done)
      continue
    }
    if (isSmall(element)) {
      found.replaced.set(element, emojiOf(element))
      continue
    }
    if (isAvatar(element)) {
      found.replaced.set(element, null)
      continue
    }
    const images = holder ? imagesIn(holder.element) : [element]
    const shown: ChildNode[] = []
    const { refused } = store
    let wanted = 0
    for (const image of images) {
      done.add(image)
      if (isSmall(image) || isAvatar(image) || addressesOf(image).length === 0) continue
      wanted++
      const asset = await store.save(image)
      if (asset && !shown.some((one) => isElement(one) && one.attribs.src === asset.path))
        shown.push(pictureElement(image, asset))
    }
    // a lazy loader's twin in <noscript> is the same picture
    if (wanted > 0 && shown.length === 0) {
      if (store.refused > refused) found.left++
      else found.missing++
    }
    if (inParagraph) {
      const [only] = shown
      found.replaced.set(place, isElement(only) ? only : null)
      continue
    }
    const below = page.blocks[holder?.to ?? -1]?.scope.element
    const told = below && captions.get(below)
    if (below && told) {
      captions.delete(below)
      found.replaced.set(below, null)
    }
    const caption = told ? figcaption(told.text) : holder && captionOf(holder, page.blocks, kept)
    if (holder) captions.delete(holder.element)
    const children = caption ? [...shown, caption] : shown
    found.replaced.set(place, children.length > 0 ? withChildren('figure', children) : null)
    if (holder) markDone(holder.element, done)
  }
  // of pictures that stand in the text itself, or were not found
  for (const [element, told] of captions)
    if (text[told.index]) found.replaced.set(element, withChildren('figure', [figcaption(told.text)]))
  return found
}

const figcaption = (text: string): Element => withChildren('figcaption', [makeText(text)])

const isImage = ({ name }: Element): boolean => name === 'img' || name === 'amp-img'

/** Of what stands only in a `<noscript>`, that: a browser without scripts shows it there. */
function standInOf(element: Element): Element {
  for (let { parent } = element; isElement(parent); { parent } = parent) {
    if (parent.name !== 'noscript') continue
    const beside = isElement(parent.parent) ? parent.parent.children : []
    return beside.some((one) => isElement(one) && (isImage(one) || PLAYERS.has(one.name))) ? element : parent
  }
  return element
}

function hrefIn(figure: Element): string | null {
  let href: string | null = null
  walkElements(figure, (inner) => {
    href ??= inner.attribs.href ?? null
  })
  return href
}

/** The innermost block that an element stands in. */
export function scopeOf(element: Element, scopes: ReadonlyMap<Element, Scope>): Scope | undefined {
  for (let at: Element['parent'] = element.parent; at; at = at.parent) {
    const scope = isElement(at) ? scopes.get(at) : undefined
    if (scope) return scope
  }
  return undefined
}

const hasKept = (scope: Scope, kept: readonly boolean[]): boolean => {
  for (let at = scope.from; at < scope.to; at++) if (kept[at]) return true
  return false
}

/**
 * The box of a picture with its caption: a <figure>, else the largest element that holds nothing of the text. `counts` keeps how many
 * pictures a box has, from one of them to the next.
 */
function holderOf(
  scope: Scope,
  root: Scope,
  blocks: readonly Block[],
  kept: readonly boolean[],
  counts: Map<Element, number>,
): Scope | undefined {
  let holder: Scope | undefined
  for (let at: Scope | undefined = scope; at && at !== root && at.parent; at = at.parent) {
    if (at.to - at.from > MAX_CAPTION_BLOCKS || hasKept(at, kept)) break
    let length = 0
    for (let b = at.from; b < at.to; b++) length += blocks[b]?.length ?? 0
    if (length > MAX_CAPTION) break
    holder = at
    if (at.element.name === 'figure') break
  }
  if (!holder || holder.element.name === 'body') return undefined
  const count = counts.get(holder.element) ?? imagesIn(holder.element).length
  counts.set(holder.element, count)
  return count <= MAX_PICTURES ? holder : undefined
}

/** The images in a box, in reading order. */
export function imagesIn(holder: Element): Element[] {
  const images: Element[] = []
  walkElements(holder, (element) => {
    if (isImage(element)) images.push(element)
  })
  return images
}

function markDone(holder: Element, done: Set<Element>): void {
  walkElements(holder, (element) => {
    done.add(element)
  })
}

/** Small pictures are emoji or decoration; an emoji is a character. */
function emojiOf(image: Element): Element | null {
  const alt = image.attribs.alt ?? ''
  return /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\u200D\uFE0F\p{EMod}]*$/u.test(alt)
    ? withChildren('span', [makeText(alt)])
    : null
}
