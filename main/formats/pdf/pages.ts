import { warning } from '../../../shared/model/warning.ts'
import { PDF_PAGES_SHOWN } from '../../platform/limits.ts'
import { escapeHtml } from '../syntax/markup.ts'
import type { Resource } from '../page.ts'
import { drawPdfPage, pdfSizes } from './pdf-drawing.ts'

/** Width of the first page in the reading view, in pixels: its column is 700 wide. */
const PICTURE_WIDTH = 1000
/** Width of a page in the original view, for screens of twice the fineness. */
const SHEET_WIDTH = 1600

export const FIRST_PAGE = 'first-page.png'

const STYLE =
  'body { margin: 0; padding: 1.5rem; background: #6b6f75; font: 15px/1.5 sans-serif; color: #fff }' +
  '.sheet { max-width: 52rem; margin: 0 auto 1.5rem; content-visibility: auto; contain-intrinsic-width: auto 52rem }' +
  '.sheet > div { background: #fff center / 100% 100% no-repeat }' +
  '.more { max-width: 52rem; margin: 0 auto; text-align: center }'

/** The pictures of a PDF by the names under which its reading view and its original have them. */
export function pdfPicture(bytes: () => Promise<Uint8Array>, file: string): (href: string) => Resource | undefined {
  return (href) => {
    const number = /^(?:\.\/)?page-(\d{1,4})\.png$/.exec(href)?.[1]
    if (number === undefined && href !== FIRST_PAGE) return undefined
    const page = Number(number ?? 1)
    const width = number === undefined ? PICTURE_WIDTH : SHEET_WIDTH
    return {
      type: 'image/png',
      later: number !== undefined,
      read: async () => drawPdfPage(await bytes(), page, width, file),
    }
  }
}

/**
 * The sheets of a PDF one under the other, each with its text for screen readers. The pictures are backgrounds of what is not laid
 * out before it comes into view, so that none is drawn that nobody looks at.
 */
export async function pdfOriginal(
  bytes: Uint8Array,
  texts: readonly string[],
  pages: number,
  file: string,
): Promise<{ html: string; warnings: string[] }> {
  const sizes = await pdfSizes(bytes, PDF_PAGES_SHOWN, file)
  const sheets = sizes.map(({ width, height }, index) => {
    const shape = `${String(Math.max(1, width))} / ${String(Math.max(1, height))}`
    const tall = ((52 * Math.max(1, height)) / Math.max(1, width)).toFixed(1)
    const text = escapeHtml(texts[index] ?? '')
    return `<div class="sheet" style="contain-intrinsic-height: auto ${tall}rem"><div role="img" aria-label="${text}" style="aspect-ratio: ${shape}; background-image: url(page-${String(index + 1)}.png)"></div></div>`
  })
  const left = pages > sizes.length
  const more = left ? `<p class="more">${String(sizes.length)} / ${String(pages)}</p>` : ''
  const html = `<!DOCTYPE html><html><head><style>${STYLE}</style></head><body>${sheets.join('')}${more}</body></html>`
  return { html, warnings: left ? [warning('originalSheets', { most: sizes.length, all: pages })] : [] }
}
