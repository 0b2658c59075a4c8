import { extname } from 'node:path'
import type { ExportOptions } from '../../shared/ipc/contract.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ExportArticle, ExportResult, ExportRun } from './article.ts'
import { writeEpub } from './epub/epub.ts'
import { writeFileEach } from './file-each.ts'
import { html } from './html/html.ts'
import { markdown } from './markdown/markdown.ts'
import { bibtex, bookmarks, csl, csv, json, ndjson, ris, writeOneFile } from './lists/one-file.ts'
import { writeOriginals } from './originals.ts'
import { pdf } from './html/pdf.ts'
import { text } from './text.ts'
import { writeWarc } from './warc.ts'

const lists = { csv, csl, bibtex, ris, bookmarks }

/**
 * Writes articles to `options.out`, one in memory at a time. `files` counts what was written, pictures included; `findings`
 * are articles that could not be. Rejects with a ProblemError: `export.empty`, `export.exists`,
 * `export.failed`, `export.needsWindow`, `disk.full`, `disk.failed`; when the signal aborts, with its reason. What was written until then stays and is whole.
 */
export async function exportArticles(
  articles: AsyncIterable<ExportArticle>,
  options: ExportOptions,
  run: ExportRun = {},
): Promise<ExportResult> {
  switch (options.format) {
    case 'markdown':
      return writeFileEach(articles, markdown, options, run)
    case 'html':
      return writeFileEach(articles, html, options, run)
    case 'text':
      return writeFileEach(articles, text, options, run)
    case 'json': {
      const lines = ['.ndjson', '.jsonl'].includes(extname(options.out).toLowerCase())
      return writeOneFile(articles, lines ? ndjson : json, options.out, run)
    }
    case 'pdf':
      if (!run.print) throw new ProblemError('export.needsWindow')
      return writeFileEach(articles, pdf(run.print), options, run)
    case 'originals':
      return writeOriginals(articles, options.out, run)
    case 'warc':
      return writeWarc(articles, options.out, run)
    case 'epub':
      return writeEpub(articles, options, run)
    case 'csv':
    case 'csl':
    case 'bibtex':
    case 'ris':
    case 'bookmarks':
      return writeOneFile(articles, lists[options.format], options.out, run)
  }
}
