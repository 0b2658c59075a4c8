import { isElement, type Element } from '../dom/node.ts'
import { walkElements } from '../dom/walk.ts'

/** Counting pixels, spacers and icons. */
export const SMALLEST = 32

/** Attributes that lazy loaders keep the real address in, the most usual ones first. */
const LAZY = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-full-src',
  'data-hi-res-src',
  'data-image',
  'data-url',
  'data-savepage-src',
] as const
/** An address of a picture by its ending, also with a size or a version behind it. */
const PICTURE_FILE = /^[^\s,{]+\.(?:jpe?g|png|webp|avif|gif)(?:[?#][^\s,]*)?$/i
/** A box that loads its picture itself is right around it. */
const BOXES = 2

/** More addresses than a picture has sizes are not those of one. */
const MOST_ADDRESSES = 200

/** Addresses that an image can be at, best first: lazy loaders keep the real one in attributes of their own. */
export function addressesOf(image: Element): string[] {
  const { attribs } = image
  const found = new Set<string>()
  const add = (value: string | undefined): void => {
    const href = value?.trim()
    if (href !== undefined && href !== '' && found.size < MOST_ADDRESSES) found.add(href)
  }
  const { parent } = image
  const sets = [attribs['data-srcset'], attribs['data-lazy-srcset'], attribs.srcset]
  if (isElement(parent) && parent.name === 'picture') {
    for (const child of parent.children) {
      if (isElement(child) && child.name === 'source') sets.push(child.attribs['data-srcset'], child.attribs.srcset)
    }
  }
  // what a saver wrote into src is what it saved
  if (attribs.src !== undefined && !isPlaceholder(attribs.src)) add(attribs.src)
  for (const key of LAZY) add(attribs[key])
  for (const set of sets) for (const href of hrefsOfSet(set)) add(href)
  if (found.size === 0) for (const href of unusualAddresses(image)) add(href)
  return [...found]
}

/** Files of pictures that attributes of any name hold, of the image or of the boxes around it that hold nothing else. */
function unusualAddresses(image: Element): string[] {
  const found = plainTwin(image)
  if (found.length > 0) return found
  let element: Element = image
  for (let steps = 0; steps <= BOXES; steps++) {
    for (const key in element.attribs) {
      const value = element.attribs[key]?.trim() ?? ''
      if (key.startsWith('data-') && PICTURE_FILE.test(value) && !isPlaceholder(value)) found.push(value)
    }
    const { parent } = element
    if (found.length > 0 || !isElement(parent) || !holdsOnly(parent, element)) return found
    element = parent
  }
  return found
}

/** What stands right behind it for browsers without scripts. */
function plainTwin({ next }: Element): string[] {
  let node = next
  while (node && !isElement(node)) node = node.next
  const found: string[] = []
  if (isElement(node) && node.name === 'noscript')
    walkElements(node, (inner) => {
      if (inner.name === 'img') found.push(...addressesOf(inner))
    })
  return found
}

const holdsOnly = (parent: Element, child: Element): boolean =>
  parent.children.every((one) => one === child || !isElement(one) || one.name === 'noscript')

/** `srcset` addresses, the largest first (HTML 4.8.4.2.1). */
function hrefsOfSet(set: string | undefined): string[] {
  if (set === undefined) return []
  const entries = [...set.slice(0, 20_000).matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)]
  return entries
    .map((match) => ({ href: match[1] ?? '', size: Number(match[2] ?? 1) }))
    .sort((a, b) => b.size - a.size)
    .map(({ href }) => href)
}

const isPlaceholder = (src: string): boolean =>
  /^data:image\/(?:gif|svg\+xml)/i.test(src) ||
  (src.startsWith('data:') && src.length < 400) ||
  /(?:blank|spacer|placeholder|transparent|1x1|pixel|loading|lazy|fallback)[\w-]*\.(?:gif|png|svg)/i.test(src)

function sizeOf(image: Element, name: 'width' | 'height'): number | undefined {
  const value = Number.parseInt(image.attribs[name] ?? '', 10)
  return Number.isFinite(value) && value > 0 ? value : undefined
}

/** A spacer, a counting pixel or an icon by the size that the page gives it. */
export function isSmall(image: Element): boolean {
  const { width, height, 'data-src': lazy, 'data-srcset': lazySet } = image.attribs
  // on a picture that comes later, small numbers that differ are its shape
  if ((lazy !== undefined || lazySet !== undefined) && width !== height) return false
  return Math.min(sizeOf(image, 'width') ?? 999, sizeOf(image, 'height') ?? 999) < SMALLEST
}

const SIZE_IN_NAME = /(?:[-_.](?:\d{2,4}x\d{2,4}|scaled|\d{2,4}px|\d{2,4}w))+(?=$|\.)/gi

/** The name of a picture's file without what tells its sizes apart; undefined where it says nothing. */
export function stemOf(address: string): string | undefined {
  const name = address.split(/[?#]/)[0]?.split('/').pop() ?? ''
  const stem = name
    .replace(/\.\w{3,4}$/, '')
    .replace(SIZE_IN_NAME, '')
    .toLowerCase()
  return stem.length >= SHORTEST_STEM && !address.startsWith('data:') ? stem : undefined
}

/** Shorter names are those of many pictures: `1.jpg`, `logo`. */
const SHORTEST_STEM = 5

const PERSON = /(?:^|[\s_-])(?:avatars?|gravatar|userpics?|user-?(?:photo|image|picture))(?:$|[\s_-]|\d)/i

/** Whether a picture is that of a person who writes here, by the names of it and of the boxes around it. */
export function isAvatar(image: Element): boolean {
  let element: Element = image
  for (let steps = 0; steps <= BOXES; steps++) {
    if (PERSON.test(element.attribs.class ?? '')) return true
    if (!isElement(element.parent)) return false
    element = element.parent
  }
  return false
}
