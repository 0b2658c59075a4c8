import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { lockDown } from './security.ts'

/** Only the print window knows it; what it serves is the one page that is being set. */
const SCHEME = 'keepleaf-print'
/** Storage of its own, in memory. */
const PARTITION = 'print'
/** Page width and margins as browsers print: A4, 15 mm at the sides. Inches, as Chromium asks for them. */
const MARGINS = { top: 0.7, bottom: 0.7, left: 0.6, right: 0.6 }
/** In a header or footer Chromium fills these classes; its own style has no font size. */
const PAGE_NUMBERS =
  '<div style="width:100%;text-align:center;font:8px sans-serif;color:#777"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

/** what is being set now */
const pages = new Map<string, string>()
let printSession: Session | undefined

/** Nothing runs and nothing loads there either: the page that is set brings its own policy and has everything inside. */
function sessionFor(): Session {
  if (printSession) return printSession
  printSession = session.fromPartition(PARTITION)
  lockDown(printSession, undefined, [`${SCHEME}:`])
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
  printSession.protocol.handle(SCHEME, ({ url }) => new Response(pages.get(url) ?? null, { headers }))
  return printSession
}

/** Sets a page that has everything inside as a PDF: tagged, with an outline of its headings and page numbers. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const page = `${SCHEME}:${randomUUID()}`
  pages.set(page, html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: sessionFor(), sandbox: true, javascript: false, contextIsolation: true },
  })
  try {
    await window.loadURL(page)
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      margins: MARGINS,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: PAGE_NUMBERS,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    window.destroy()
    pages.delete(page)
  }
}
