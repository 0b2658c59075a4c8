import { makeElement, type Element } from '../dom/node.ts'
import type { Asset, PageInput } from '../article.ts'
import { squeeze } from '../dom/walk.ts'
import { addressesOf, SMALLEST } from './picture-address.ts'
import { pictureSize, pictureType, type PictureSize } from './picture-type.ts'

/** A photograph is far below; more is a mistake or an attack. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024
const MAX_ALL_BYTES = 100 * 1024 * 1024
/** Characters of a picture in its address: base64 takes a third more. */
const MAX_DATA_LENGTH = MAX_PICTURE_BYTES * 1.4
/** More pictures than this are not shown. */
export const MAX_PICTURES = 300

/** The pictures of a page that came with it, read when they are asked for. */
export interface PictureStore {
  assets: Asset[]
  /** The picture of an image, if it was saved; undefined for what is too small, or not of a size that fits. */
  save(image: Element, fits?: (size: PictureSize | undefined) => boolean): Promise<Asset | undefined>
  /** how many were saved with the page but are too large, or too many */
  refused: number
  /** a file that came with the page */
  read(href: string): Promise<Uint8Array | undefined>
}

/** A store for one page. */
export function pictureStore(input: PageInput): PictureStore {
  const assets: Asset[] = []
  const known = new Map<string, string | undefined>()
  const tooMuch = new Set<string>()
  let bytesLeft = MAX_ALL_BYTES
  const read = (href: string): Promise<Uint8Array | undefined> => bytesOf(href, input)

  const store: PictureStore = {
    assets,
    refused: 0,
    read,
    save: async (image, fits = () => true) => {
      let refused = false
      for (const href of addressesOf(image)) {
        if (known.has(href)) {
          const path = known.get(href)
          const asset = assets.find((one) => one.path === path)
          if (asset) return asset
          refused ||= tooMuch.has(href)
          continue
        }
        known.set(href, undefined)
        if (href.startsWith('data:') && href.length > MAX_DATA_LENGTH) {
          refused = true
          tooMuch.add(href)
          continue
        }
        const bytes = await read(href)
        const kind = bytes && pictureType(bytes)
        if (!kind) continue
        const size = pictureSize(bytes, kind.type)
        if ((size && Math.min(size.width, size.height) < SMALLEST) || !fits(size)) continue
        if (bytes.length > MAX_PICTURE_BYTES || bytes.length > bytesLeft || assets.length >= MAX_PICTURES) {
          refused = true
          tooMuch.add(href)
          continue
        }
        bytesLeft -= bytes.length
        const path = `assets/${String(assets.length + 1).padStart(2, '0')}.${kind.extension}`
        const asset = { path, type: kind.type, bytes }
        assets.push(asset)
        known.set(href, path)
        return asset
      }
      if (refused) store.refused++
      return undefined
    },
  }
  return store
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
  if (comma < 0) return undefined
  const head = href.slice(5, comma)
  if (!/^image\//i.test(head)) return undefined
  const body = href.slice(comma + 1)
  return /;base64$/i.test(head) ? new Uint8Array(Buffer.from(body, 'base64')) : undefined
}

/** A saved picture as it stands in the view. */
export function pictureElement(image: Element, asset: Asset): Element {
  const size = pictureSize(asset.bytes, asset.type)
  const attribs: Record<string, string> = { src: asset.path, alt: squeeze(image.attribs.alt ?? '') }
  if (size) {
    attribs.width = String(size.width)
    attribs.height = String(size.height)
  }
  return makeElement('img', attribs)
}
