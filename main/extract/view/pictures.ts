import { Element, Text, type ChildNode } from 'domhandler'
import type { Asset, PageInput } from '../article.ts'
import { flows, Place, type Block, type Blocks, type Scope } from '../content/blocks.ts'
import { lineOf, squeeze, walkElements } from '../dom/walk.ts'
import { pictureSize, pictureType } from './picture-type.ts'

/** A photograph is far below; more is a mistake or an attack. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024
const MAX_ALL_BYTES = 100 * 1024 * 1024
const MAX_PICTURES = 300
/** Counting pixels, spacers and icons. */
const SMALLEST = 32
/** A caption is shorter than this. */
const MAX_CAPTION = 600
/** Blocks that a picture's own box can hold: caption and credit. */
const MAX_CAPTION_BLOCKS = 3
/** Pictures this many blocks before the first of the text still are its lead picture. */
const LEAD_REACH = 8

const NOT_THE_ARTICLES =
  Place.nav | Place.footer | Place.comments | Place.related | Place.aside | Place.extra | Place.hidden | Place.form
const PLAYER =
  /^(?:https?:)?\/\/(?:www\.)?(?:youtube(?:-nocookie)?\.com\/embed\/|player\.vimeo\.com\/video\/|(?:www\.)?dailymotion\.com\/embed\/video\/|player\.twitch\.tv\/|www\.ted\.com\/|embed\.ted\.com\/)/i

export interface Pictures {
  /** what stands in the view for an element of the page; null: nothing */
  replaced: Map<Element, Element | null>
  assets: Asset[]
  /** pictures of the article that the page came without */
  missing: number
  /** the first picture that was saved */
  first: string | undefined
}

/** Addresses that an image can be at, best first: lazy loaders keep the real one in attributes of their own. */
export function addressesOf(image: Element): string[] {
  const { attribs } = image
  const found: string[] = []
  const add = (value: string | undefined): void => {
    const href = value?.trim()
    if (href !== undefined && href !== '' && !found.includes(href)) found.push(href)
  }
  const { parent } = image
  const sets = [attribs['data-srcset'], attribs['data-lazy-srcset'], attribs.srcset]
  if (parent instanceof Element && parent.name === 'picture') {
    for (const child of parent.children) {
      if (child instanceof Element && child.name === 'source')
        sets.push(child.attribs['data-srcset'], child.attribs.srcset)
    }
  }
  // what a saver wrote into src is what it saved
  if (attribs.src !== undefined && !isPlaceholder(attribs.src)) add(attribs.src)
  for (const key of [
    'data-src',
    'data-original',
    'data-lazy-src',
    'data-lazy',
    'data-full-src',
    'data-hi-res-src',
    'data-image',
    'data-url',
    'data-savepage-src',
  ]) {
    add(attribs[key])
  }
  for (const set of sets) for (const href of hrefsOfSet(set)) add(href)
  return found
}

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
  /(?:blank|spacer|placeholder|transparent|1x1|pixel|loading|lazy)[\w-]*\.(?:gif|png|svg)/i.test(src)

function sizeOf(image: Element, name: 'width' | 'height'): number | undefined {
  const value = Number.parseInt(image.attribs[name] ?? '', 10)
  return Number.isFinite(value) && value > 0 ? value : undefined
}

const isSmall = (image: Element): boolean =>
  Math.min(sizeOf(image, 'width') ?? 999, sizeOf(image, 'height') ?? 999) < SMALLEST

/** Finds the article's pictures and videos with their captions, reads the saved ones, and makes figures of them. */
export async function findPictures(
  page: Blocks,
  scopes: ReadonlyMap<Element, Scope>,
  root: Scope,
  kept: readonly boolean[],
  input: PageInput,
): Promise<Pictures> {
  const found: Pictures = { replaced: new Map(), assets: [], missing: 0, first: undefined }
  const first = kept.indexOf(true)
  const last = kept.lastIndexOf(true)
  const media: Element[] = []
  walkElements(root.element, (element) => {
    const { name } = element
    if (name === 'img' || name === 'amp-img' || name === 'video' || name === 'iframe') media.push(element)
    return name !== 'svg'
  })
  const done = new Set<Element>()
  const known = new Map<string, string | undefined>()
  let bytesLeft = MAX_ALL_BYTES

  const save = async (image: Element): Promise<Asset | undefined> => {
    for (const href of addressesOf(image)) {
      if (known.has(href)) {
        const path = known.get(href)
        const asset = found.assets.find((one) => one.path === path)
        if (asset) return asset
        continue
      }
      known.set(href, undefined)
      const bytes = await bytesOf(href, input)
      if (bytes === undefined || bytes.length > MAX_PICTURE_BYTES || bytes.length > bytesLeft) continue
      const kind = pictureType(bytes)
      if (!kind || found.assets.length >= MAX_PICTURES) continue
      const size = pictureSize(bytes, kind.type)
      if (size && Math.min(size.width, size.height) < SMALLEST) continue
      bytesLeft -= bytes.length
      const path = `assets/${String(found.assets.length + 1).padStart(2, '0')}.${kind.extension}`
      const asset = { path, type: kind.type, bytes }
      found.assets.push(asset)
      known.set(href, path)
      found.first ??= path
      return asset
    }
    return undefined
  }

  for (const element of media) {
    if (done.has(element)) continue
    const scope = scopeOf(element, scopes) ?? root
    const at = scope.from
    const inside = (scope.place & ~root.place & NOT_THE_ARTICLES) === 0
    if (!inside || at < first - LEAD_REACH || at > last + 1) {
      found.replaced.set(element, null)
      continue
    }
    const holder = holderOf(element, scope, root, page.blocks, kept)
    const inParagraph = holder === undefined && hasKept(scope, kept) && scope.element.name !== 'div' && scope !== root
    if (element.name === 'video' || element.name === 'iframe') {
      found.replaced.set(holder?.element ?? element, await videoFigure(element, holder, page.blocks, kept, save))
      if (holder) markDone(holder.element, done)
      continue
    }
    if (isSmall(element)) {
      found.replaced.set(element, emojiOf(element))
      continue
    }
    const images = holder ? imagesIn(holder.element) : [element]
    const shown: ChildNode[] = []
    let wanted = 0
    for (const image of images) {
      done.add(image)
      if (isSmall(image) || addressesOf(image).length === 0) continue
      wanted++
      const asset = await save(image)
      if (asset && !shown.some((one) => one instanceof Element && one.attribs.src === asset.path))
        shown.push(picture(image, asset))
    }
    // a lazy loader's twin in <noscript> is the same picture
    if (wanted > 0 && shown.length === 0) found.missing++
    if (inParagraph) {
      const [only] = shown
      found.replaced.set(element, only instanceof Element ? only : null)
      continue
    }
    const caption = holder ? captionOf(holder, page.blocks, kept) : undefined
    const children = caption ? [...shown, caption] : shown
    found.replaced.set(holder?.element ?? element, children.length > 0 ? withChildren('figure', children) : null)
    if (holder) markDone(holder.element, done)
  }
  return found
}

async function bytesOf(href: string, input: PageInput): Promise<Uint8Array | undefined> {
  if (href.startsWith('data:')) return bytesOfData(href)
  const resource = input.resource(href)
  if (!resource) return undefined
  try {
    return await resource.read()
  } catch {
    // a file that cannot be read is a picture that was not saved; the count of those is in the warnings
    return undefined
  }
}

/** The bytes of a `data:` address (RFC 2397). */
function bytesOfData(href: string): Uint8Array | undefined {
  const comma = href.indexOf(',')
  if (comma < 0 || href.length > MAX_PICTURE_BYTES * 1.4) return undefined
  const head = href.slice(5, comma)
  if (!/^image\//i.test(head)) return undefined
  const body = href.slice(comma + 1)
  return /;base64$/i.test(head) ? new Uint8Array(Buffer.from(body, 'base64')) : undefined
}

function scopeOf(element: Element, scopes: ReadonlyMap<Element, Scope>): Scope | undefined {
  for (let at: Element['parent'] = element.parent; at; at = at.parent) {
    const scope = at instanceof Element ? scopes.get(at) : undefined
    if (scope) return scope
  }
  return undefined
}

const hasKept = (scope: Scope, kept: readonly boolean[]): boolean => {
  for (let at = scope.from; at < scope.to; at++) if (kept[at]) return true
  return false
}

/** The box of a picture with its caption: a <figure>, else the largest element that holds nothing of the text. */
function holderOf(
  element: Element,
  scope: Scope,
  root: Scope,
  blocks: readonly Block[],
  kept: readonly boolean[],
): Scope | undefined {
  let holder: Scope | undefined
  for (let at: Scope | undefined = scope; at && at !== root && at.parent; at = at.parent) {
    if (hasKept(at, kept) || at.to - at.from > MAX_CAPTION_BLOCKS) break
    let length = 0
    for (let b = at.from; b < at.to; b++) length += blocks[b]?.length ?? 0
    if (length > MAX_CAPTION) break
    holder = at
    if (at.element.name === 'figure') break
  }
  return holder && holder.element.name !== 'body' && imagesIn(holder.element).length <= MAX_PICTURES
    ? holder
    : undefined
}

function imagesIn(holder: Element): Element[] {
  const images: Element[] = []
  walkElements(holder, (element) => {
    if (element.name === 'img' || element.name === 'amp-img') images.push(element)
  })
  return images
}

function markDone(holder: Element, done: Set<Element>): void {
  walkElements(holder, (element) => {
    done.add(element)
  })
}

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
  while (parent instanceof Element && flows(parent) && parent.name !== 'a') ({ parent } = parent)
  return parent instanceof Element && parent.name === 'a'
}

function captionOf(holder: Scope, blocks: readonly Block[], kept: readonly boolean[]): Element | undefined {
  const lines: string[] = []
  for (let at = holder.from; at < holder.to; at++) {
    const block = blocks[at]
    if (!block || kept[at] || isButton(block)) continue
    const named = (block.scope.place & CAPTION_PLACE) !== 0 || holder.element.name === 'figure'
    const sentence = block.length > 30 && block.linkLength < block.length * 0.5
    if ((named || sentence) && !lines.includes(block.text)) lines.push(block.text)
  }
  return lines.length > 0 ? withChildren('figcaption', [new Text(lines.join(' '))]) : undefined
}

function withChildren(name: string, children: ChildNode[], attribs: Record<string, string> = {}): Element {
  const element = new Element(name, attribs, children)
  children.forEach((child, at) => {
    child.parent = element
    child.prev = children[at - 1] ?? null
    child.next = children[at + 1] ?? null
  })
  return element
}

function picture(image: Element, asset: Asset): Element {
  const size = pictureSize(asset.bytes, asset.type)
  const attribs: Record<string, string> = { src: asset.path, alt: squeeze(image.attribs.alt ?? '') }
  if (size) {
    attribs.width = String(size.width)
    attribs.height = String(size.height)
  }
  return new Element('img', attribs)
}

/** Small pictures are emoji or decoration; an emoji is a character. */
function emojiOf(image: Element): Element | null {
  const alt = image.attribs.alt ?? ''
  return /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\u200D\uFE0F\p{EMod}]*$/u.test(alt)
    ? withChildren('span', [new Text(alt)])
    : null
}

async function videoFigure(
  element: Element,
  holder: Scope | undefined,
  blocks: readonly Block[],
  kept: readonly boolean[],
  save: (image: Element) => Promise<Asset | undefined>,
): Promise<Element | null> {
  const source = element.children.find((child): child is Element => child instanceof Element && child.name === 'source')
  const src = element.attribs.src ?? element.attribs['data-src'] ?? source?.attribs.src ?? ''
  const href = watchAddress(src, element.name)
  if (href === undefined) return null
  const { poster } = element.attribs
  const image = poster === undefined ? undefined : new Element('img', { src: poster, alt: '' })
  const asset = image ? await save(image) : undefined
  const label = squeeze(element.attribs.title ?? element.attribs['aria-label'] ?? '') || new URL(href).hostname
  const link = withChildren('a', [new Text(`▶ ${label}`)], { href })
  const caption = holder ? captionOf(holder, blocks, kept) : undefined
  const lines: ChildNode[] = caption ? [link, new Text(` ${lineOf(caption)}`)] : [link]
  return withChildren('figure', [...(image && asset ? [picture(image, asset)] : []), withChildren('figcaption', lines)])
}

/** The page on which an embedded video can be watched. */
function watchAddress(src: string, name: string): string | undefined {
  const absolute = src.startsWith('//') ? `https:${src}` : src
  if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return undefined
  const url = new URL(absolute)
  if (name === 'video') return url.href
  if (!PLAYER.test(absolute)) return undefined
  const id =
    url.pathname
      .split('/')
      .filter((part) => part !== '')
      .pop() ?? ''
  if (/youtube/.test(url.hostname)) return `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`
  if (/vimeo/.test(url.hostname)) return `https://vimeo.com/${encodeURIComponent(id)}`
  if (/dailymotion/.test(url.hostname)) return `https://www.dailymotion.com/video/${encodeURIComponent(id)}`
  return url.href
}
