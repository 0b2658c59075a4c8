import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PDF_DRAWN_PIXELS, PDF_MEMORY } from '../../platform/limits.ts'
import { encodePng } from '../../platform/png.ts'
import { serve, Transfer } from '../../platform/worker-calls.ts'

/* A thread that draws pages of PDF files. PDFium runs as WebAssembly: what goes wrong in it is an error here and no crash. */

const PAGE_BYTES = 64 * 1024

// the one way to hold WebAssembly to less memory than it was built for
const grow = Reflect.get(WebAssembly.Memory.prototype, 'grow')
WebAssembly.Memory.prototype.grow = function (pages: number): number {
  if (this.buffer.byteLength + pages * PAGE_BYTES > PDF_MEMORY) throw new RangeError('a PDF asks for too much memory')
  return Reflect.apply(grow, this, [pages])
}

/** Beside the bundle in the app, in its package where the sources run as they are. */
const wasmPath = import.meta.url.endsWith('.ts')
  ? createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')
  : fileURLToPath(new URL('./pdfium.wasm', import.meta.url))

let library: Promise<PDFiumLibrary> | undefined
function load(): Promise<PDFiumLibrary> {
  library ??= PDFiumLibrary.init({ wasmBinary: new Uint8Array(readFileSync(wasmPath)).buffer })
  return library
}

const handlers = {
  /** Width and height of the first `most` pages, in points. */
  async sizes({ bytes, most }: { bytes: Uint8Array; most: number }): Promise<{ width: number; height: number }[]> {
    const document = await (await load()).loadDocument(bytes)
    try {
      return Array.from({ length: Math.min(document.getPageCount(), most) }, (_, index) => {
        const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize()
        return { width: originalWidth, height: originalHeight }
      })
    } finally {
      document.destroy()
    }
  },

  /** A page (from 1) as a PNG `width` pixels wide. */
  async draw({
    bytes,
    page,
    width,
  }: {
    bytes: Uint8Array
    page: number
    width: number
  }): Promise<Transfer<Uint8Array>> {
    const document = await (await load()).loadDocument(bytes)
    try {
      const sheet = document.getPage(page - 1)
      const { originalWidth, originalHeight } = sheet.getOriginalSize()
      const most = Math.sqrt(PDF_DRAWN_PIXELS / Math.max(1, originalWidth * originalHeight))
      const drawn = await sheet.render({ scale: Math.min(width / Math.max(1, originalWidth), most), render: 'bitmap' })
      const png = new Uint8Array(encodePng(drawn.data, drawn.width, drawn.height))
      return new Transfer(png, [png.buffer])
    } finally {
      document.destroy()
    }
  },
}
export type PdfHandlers = typeof handlers

serve(handlers)
