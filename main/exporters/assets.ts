import type { Document, Element } from 'domhandler'
import { findAll } from 'domutils'
import { OPAQUE, typeOfBytes } from '../platform/media-types.ts'
import { safePath } from '../platform/safe-names.ts'
import type { ExportArticle } from './article.ts'

const ASSETS = 'assets/'

export interface Asset {
  element: Element
  /** path below the assets; undefined when the picture is not there or not wanted */
  name?: string
  bytes?: Uint8Array
}

/** Every element that shows a file of the article, with its bytes. Other addresses, which need the network, have none. */
export async function assetsOf(document: Document, article: ExportArticle, wanted: boolean): Promise<Asset[]> {
  const assets: Asset[] = []
  for (const element of findAll((e) => e.attribs.src !== undefined || e.name === 'img', document.children)) {
    const src = element.attribs.src ?? ''
    delete element.attribs.srcset
    const name = wanted && src.startsWith(ASSETS) ? safePath(src.slice(ASSETS.length)) : undefined
    const bytes = name === undefined ? undefined : await article.asset(src)
    assets.push(name === undefined || !bytes ? { element } : { element, name, bytes })
  }
  return assets
}

/** A path as it stands in an address. */
export const hrefOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

export function dataUri(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return `data:${typeOfBytes(bytes) ?? OPAQUE};base64,${buffer.toString('base64')}`
}
