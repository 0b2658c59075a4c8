import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Mark } from '../../shared/model/mark.ts'
import { extractPage } from '../extract/extract.ts'
import { readPages } from '../formats/detect.ts'
import type { Page, PageFile } from '../formats/page.ts'
import type { ReadResult } from './messages.ts'
import { textHash } from './text-hash.ts'

/** Marks that the saver left in the file, anchored in the reading view's text; what is no longer there is left out. */
function marksOf(page: Page, text: string): Mark[] {
  const made = page.saved[0]?.value
  return page.marks.flatMap((mark) => {
    const start = text.indexOf(mark.quote)
    if (start < 0) return []
    const when = made !== undefined && made.includes('T') ? new Date(made) : new Date()
    return [{ ...mark, id: randomUUID(), start, made: when.toISOString() }]
  })
}

/** Reads a file and extracts each of its pages. Problems of one page are results; only a failing file rejects. */
export async function* readFile(file: PageFile, sourceHash: string, url?: string): AsyncGenerator<ReadResult> {
  for await (const result of readPages(file)) {
    if (!result.ok) {
      yield result
      continue
    }
    const { page } = result
    const extracted = await extractPage({
      html: page.html,
      kind: page.kind,
      url: url === undefined ? page.url : [{ value: url, source: 'given' }, ...page.url],
      saved: page.saved,
      title: page.title,
      fileName: basename(file.path),
      resource: (href) => page.resource(href),
    })
    extracted.marks.push(...marksOf(page, extracted.text))
    extracted.warnings = [...new Set([...page.warnings, ...extracted.warnings])]
    yield {
      ok: true,
      part: page.part,
      format: page.format,
      producer: page.producer,
      charset: page.charset,
      extracted,
      sourceHash,
      textHash: sourceHash === '' ? '' : textHash(extracted.text, extracted.url, sourceHash + (page.part ?? '')),
      files: page.files,
    }
  }
}
