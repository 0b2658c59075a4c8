import { isElement, type Element } from '../dom/node.ts'
import { Place, type Block, type Blocks, type Scope } from '../content/blocks.ts'
import { walkElements } from '../dom/walk.ts'
import { captionOf, withChildren } from './caption.ts'
import { addressesOf, isAvatar, isSmall, stemOf } from './picture-address.ts'
import { pictureElement, type PictureStore } from './picture-store.ts'
import type { PictureSize } from './picture-type.ts'
import { isOutside, leadsAway } from './picture-place.ts'
import { imagesIn, LEAD_REACH, scopeOf } from './pictures.ts'

/** A picture that the page does not name itself is a picture of the article when it is this large, and no strip. */
const LEAST_WIDTH = 300
const LEAST_HEIGHT = 150
const WIDEST = 4
/** Names of what stands in the head of a page beside the picture of an article. */
const NO_PICTURE = /(?:^|[\s_-])(?:logos?|icons?|brand|badge|banner|author|profile|flag|rating)(?:$|[\s_-])/i
/** Where a caption is looked for: the picture's own box holds so many lines. */
const CAPTION_LINES = 3

/** What is known of the page when its lead picture is looked for. */
export interface LeadPlace {
  page: Blocks
  scopes: ReadonlyMap<Element, Scope>
  /** what the view was made of */
  root: Scope
  kept: readonly boolean[]
  /** the block of the title */
  titleAt: number | undefined
  /** pictures that the page names as those of its article */
  named: readonly string[]
}

/** A picture of the article that stands outside of it, above or below its title. */
export interface Lead {
  figure: Element | undefined
  /** whether there is one, saved or not */
  there: boolean
}

/**
 * The picture above the text: the one that the page names as its own, else a large one between title and text. Many pages have it in
 * another element than the text.
 */
export async function findLead(place: LeadPlace, store: PictureStore): Promise<Lead> {
  const { page, root, kept, titleAt, named } = place
  const first = kept.indexOf(true)
  const start = Math.max(0, Math.min(titleAt ?? first, first) - LEAD_REACH)
  if (!hasPictures(page.blocks, start, first)) return { figure: undefined, there: false }
  const stems = new Set(named.map(stemOf).filter((stem) => stem !== undefined))
  const inView = stemsOf(imagesIn(root.element))
  let there = false
  const ownOnes: Candidate[] = []
  const others: Candidate[] = []
  for (const candidate of candidatesOf(place, start)) {
    const own = candidate.stems
    if (own.some((stem) => inView.has(stem))) continue
    if (own.some((stem) => stems.has(stem))) ownOnes.push(candidate)
    else if (candidate.isBetween) others.push(candidate)
  }
  for (const [list, fits] of [
    [ownOnes, isAny],
    [others, isLarge],
  ] as const) {
    for (const { image, scope, top } of list) {
      there ||= list === ownOnes
      const asset = await store.save(image, fits)
      if (!asset) continue
      const caption = captionIn(scope, top, place)
      const shown = pictureElement(image, asset)
      return { figure: withChildren('figure', caption ? [shown, caption] : [shown]), there: true }
    }
  }
  return { figure: undefined, there }
}

const isAny = (): boolean => true
const isLarge = (size: PictureSize | undefined): boolean =>
  size !== undefined && size.width >= LEAST_WIDTH && size.height >= LEAST_HEIGHT && size.width <= size.height * WIDEST

/** Whether there is a picture between the blocks: most pages are done here. */
function hasPictures(blocks: readonly Block[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if ((blocks[at]?.media ?? 0) > 0) return true
  return false
}

function stemsOf(images: readonly Element[]): Set<string> {
  const stems = new Set<string>()
  for (const image of images)
    for (const href of addressesOf(image)) {
      const stem = stemOf(href)
      if (stem !== undefined) stems.add(stem)
    }
  return stems
}

interface Candidate {
  image: Element
  scope: Scope
  /** the element that holds both the picture and the text */
  top: Scope
  stems: string[]
  /** between title and text, and with no name that speaks against it */
  isBetween: boolean
}

function candidatesOf({ scopes, root, titleAt }: LeadPlace, start: number): Candidate[] {
  let top = root
  while (top.parent && top.from > start) top = top.parent
  const found: Candidate[] = []
  let passed = false
  walkElements(top.element, (element) => {
    passed ||= element === root.element
    if (passed || element.name === 'noscript' || element.name === 'svg') return false
    if (element.name !== 'img' && element.name !== 'amp-img') return true
    const scope = scopeOf(element, scopes) ?? top
    if (scope.to < start || isSmall(element) || isAvatar(element)) return true
    if (isOutside(element, scope, root)) return true
    const stems = [...stemsOf([element])]
    const isBetween = titleAt !== undefined && scope.to > titleAt && !leadsAway(element) && !saysOther(element)
    found.push({ image: element, scope, top, stems, isBetween })
    return true
  })
  return found
}

function saysOther(image: Element): boolean {
  let element: Element = image
  for (let steps = 0; steps < 3; steps++) {
    if (NO_PICTURE.test(element.attribs.class ?? '')) return true
    if (!isElement(element.parent)) return false
    element = element.parent
  }
  return false
}

/** What is said of the picture in a box of its own, between the picture and what it shares with the text. */
function captionIn(inner: Scope, top: Scope, { page, kept, titleAt, root }: LeadPlace): Element | undefined {
  let holder: Scope | undefined
  for (let scope: Scope | undefined = inner; scope && scope !== top; scope = scope.parent) {
    const holdsTitle = titleAt !== undefined && scope.from <= titleAt && scope.to > titleAt
    if (holdsTitle || scope.to - scope.from > CAPTION_LINES || holdsText(scope, root)) break
    holder = scope
    if (scope.element.name === 'figure') break
  }
  return (
    holder && captionOf(holder, page.blocks, kept, ({ scope }) => (scope.place & (Place.caption | Place.figure)) !== 0)
  )
}

const holdsText = (scope: Scope, root: Scope): boolean => scope.from <= root.from && scope.to >= root.to
