import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { PDF_PAGES } from '../platform/limits.ts'
import { safeName } from '../platform/safe-names.ts'
import { instantOf } from './instants.ts'
import { escapeHtml, pageMarkup } from './syntax/markup.ts'
import type { Found, Reader } from './page.ts'
import { placeIn } from './source.ts'
import { FIRST_PAGE, pdfOriginal, pdfPicture } from './pdf/pages.ts'
import { paragraphsOf, type Line } from './pdf/paragraphs.ts'
import { webAddress } from './signature.ts'

/** `D:20240131201500+01'00'` (ISO 32000-1, 7.9.4). */
function pdfDate(text: unknown): string | undefined {
  const found = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d'?\d\d)?/.exec(
    typeof text === 'string' ? text : '',
  )
  if (!found) return undefined
  const [, year = '', month = '01', day = '01', hour, minute = '00', second = '00', zone = ''] = found
  const time = hour === undefined ? '' : `T${hour}:${minute}:${second}${zone.replace("'", '')}`
  return instantOf(`${year}-${month}-${day}${time}`)
}

const text = (value: unknown): string | undefined => {
  const trimmed = typeof value === 'string' ? value.trim() : ''
  return trimmed === '' ? undefined : trimmed
}

/** What a program calls itself when it prints pages: the browser is in `Creator`, its PDF writer in `Producer`. */
function producerOf(creator: string | undefined, producer: string | undefined): string | undefined {
  const browser = /(?:Headless)?(Chrome|Firefox|Edg|OPR)\/(\d+)/.exec(creator ?? '')
  if (browser)
    return `${browser[1] === 'Edg' ? 'Edge' : browser[1] === 'OPR' ? 'Opera' : (browser[1] ?? '')} ${browser[2] ?? ''}`
  return producer ?? creator
}

async function loadPdf(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  // text needs no drawing; the library only asks whether these are there
  const globals: Record<string, unknown> = globalThis as unknown as Record<string, unknown>
  globals['DOMMatrix'] ??= Object
  globals['Path2D'] ??= Object
  globals['ImageData'] ??= Object
  // without a worker of its own: this already runs in one
  globals['pdfjsWorker'] ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  return await import('pdfjs-dist/legacy/build/pdf.mjs')
}

/** A PDF, mostly a printed page: its text in paragraphs, title, address and date where the producer wrote them. */
export const read: Reader = async function* (source) {
  const { getDocument, VerbosityLevel } = await loadPdf()
  const bytes = await source.bytes()
  const task = getDocument({
    // the library takes the memory away from whoever gives it
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  // asked for only by encrypted files; nobody is here to type it
  task.onPassword = () => {
    void task.destroy()
  }
  try {
    const document = await task.promise.catch((error: unknown) => {
      const name = error instanceof Error ? error.name : ''
      const locked = name === 'PasswordException' || /destroyed/i.test(String(error))
      const reason: Phrase = locked ? 'pdf.locked' : 'pdf.unreadable'
      throw new ProblemError('format.damaged', { file: placeIn(source), reason }, { cause: error })
    })
    const { info } = await document.getMetadata().catch(() => ({ info: {} }))
    const facts = new Map<string, unknown>(Object.entries(info))
    const pages: Line[][] = []
    const texts: string[] = []
    let opened = 0
    for (let number = 1; number <= Math.min(document.numPages, PDF_PAGES); number++) {
      const page = await document.getPage(number).catch(() => undefined)
      if (page !== undefined) opened++
      const content = await page?.getTextContent().catch(() => undefined)
      const lines: Line[] = []
      for (const item of content?.items ?? []) {
        if (!('str' in item)) continue
        const [, , , , x = 0, y = 0] = item.transform.map(Number)
        lines.push({ text: item.str, x, y, height: item.height, width: item.width, ends: item.hasEOL })
      }
      pages.push(lines)
      texts.push(lines.map((line) => line.text + (line.ends ? '\n' : '')).join(''))
      page?.cleanup()
    }
    const { paragraphs, margins } = paragraphsOf(pages)
    if (opened === 0)
      throw new ProblemError('format.damaged', { file: placeIn(source), reason: 'pdf.noPages' satisfies Phrase })
    const from = (value: string | undefined, where: string): Found[] =>
      value === undefined ? [] : [{ value, source: where }]
    const title = text(facts.get('Title'))
    const created = pdfDate(facts.get('CreationDate'))
    // browsers print the page's address into the margin of every page
    const printed = margins
      .map((line) => webAddress(/https?:\/\/\S+(?<!…|\.\.\.)(?=\s|$)/.exec(line)?.[0]))
      .find((url) => url !== undefined)
    const subject = webAddress(text(facts.get('Subject'))) ?? webAddress(text(facts.get('Keywords')))
    yield {
      ok: true,
      page: {
        format: 'pdf',
        part: source.part,
        producer: producerOf(text(facts.get('Creator')), text(facts.get('Producer'))),
        producerSource: 'PDF metadata',
        charset: undefined,
        html: pageMarkup({
          title,
          meta: { author: text(facts.get('Author')) },
          body: `<article>${paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`).join('\n')}</article>`,
        }),
        kind: 'html',
        url: [...from(subject, 'PDF metadata'), ...from(printed, 'page margin')],
        saved: [...from(created, 'PDF metadata'), ...source.changed],
        title: from(title, 'PDF metadata'),
        resource: pdfPicture(() => source.bytes(), source.path),
        opening: FIRST_PAGE,
        original: async () => pdfOriginal(await source.bytes(), texts, document.numPages, source.path),
        files: [{ path: source.path, as: safeName(basename(source.path)) }],
        marks: [],
        warnings: [
          ...(paragraphs.length === 0 ? [warning('pdfNoText')] : []),
          ...(document.numPages > PDF_PAGES ? [warning('pdfPages', { read: PDF_PAGES, all: document.numPages })] : []),
        ],
      },
    }
  } finally {
    await task.destroy()
  }
}
