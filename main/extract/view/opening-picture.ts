import { makeElement } from '../dom/node.ts'
import type { Extracted, PageInput } from '../article.ts'
import { pictureSize, pictureType } from './picture-type.ts'
import { serialise } from './serialise.ts'
import { warning } from '../../../shared/model/warning.ts'

/**
 * The article with the picture that stands above it, whatever its text: the first page of a document. One that cannot be made is a
 * warning.
 */
export async function withOpening(extracted: Extracted, input: PageInput): Promise<Extracted> {
  const { opening } = input
  if (opening === undefined) return extracted
  let bytes: Uint8Array | undefined
  try {
    bytes = await input.resource(opening)?.read()
  } catch {
    // said below; the text is whole
    bytes = undefined
  }
  const kind = bytes === undefined ? undefined : pictureType(bytes)
  if (bytes === undefined || kind === undefined)
    return { ...extracted, warnings: [...extracted.warnings, warning('firstPage')] }
  const path = `assets/opening.${kind.extension}`
  const size = pictureSize(bytes, kind.type)
  const attributes = { src: path, alt: '', ...(size && { width: String(size.width), height: String(size.height) }) }
  const figure = makeElement('figure', {}, [makeElement('img', attributes)])
  return {
    ...extracted,
    html: serialise([figure]) + extracted.html,
    image: path,
    sources: { ...extracted.sources, image: 'first page' },
    assets: [{ path, type: kind.type, bytes }, ...extracted.assets],
  }
}
