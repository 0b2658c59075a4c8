import { once } from 'node:events'
import { ProblemError } from '../../../shared/model/problem.ts'
import { leftOut, type ExportArticle, type ExportFinding, type ExportResult, type ExportRun } from '../article.ts'
import { bookmarkLine, bookmarksFoot, bookmarksHead } from './bookmarks.ts'
import { bibtexEntry, CSL_ID, cslItem, RIS_ID, risEntry } from './citations.ts'
import { csvHead, csvLine } from './csv.ts'
import { writeWhole } from '../own-file.ts'

/** All articles in one file: what stands before, between and after them, and how to know such a file again. */
export interface ListForm {
  head: string
  between: string
  foot: string
  /** undefined for an article that cannot stand in such a file, which lives by addresses */
  line(article: ExportArticle): string | undefined
  isOwn(beginning: string): boolean
}

/** First in every JSON object: says what it is, in which version of this form. */
const JSON_MARK = '{"keepleaf":1,'
const jsonOf = ({ record, text, html }: ExportArticle): string =>
  `${JSON_MARK}${JSON.stringify({ ...record, text, html }).slice(1)}`

export const json: ListForm = {
  head: '[\n',
  between: ',\n',
  foot: '\n]\n',
  line: jsonOf,
  isOwn: (beginning) => beginning.startsWith(`[\n${JSON_MARK}`),
}
export const ndjson: ListForm = {
  head: '',
  between: '\n',
  foot: '\n',
  line: jsonOf,
  isOwn: (beginning) => beginning.startsWith(JSON_MARK),
}
export const csv: ListForm = {
  head: csvHead,
  between: '',
  foot: '',
  line: csvLine,
  isOwn: (beginning) => beginning.startsWith(csvHead),
}

export const csl: ListForm = {
  ...json,
  line: cslItem,
  isOwn: (beginning) => beginning.startsWith(`[\n{"id":"${CSL_ID}`),
}
const bibtexHead = '% written by Keepleaf, UTF-8\n\n'
export const bibtex: ListForm = {
  head: bibtexHead,
  between: '\n',
  foot: '',
  line: bibtexEntry,
  isOwn: (beginning) => beginning.startsWith(bibtexHead),
}
export const ris: ListForm = {
  head: '',
  between: '\r\n',
  foot: '',
  line: risEntry,
  isOwn: (beginning) => beginning.startsWith(`TY  - ELEC\r\nID  - ${RIS_ID}`),
}
export const bookmarks: ListForm = {
  head: bookmarksHead,
  between: '',
  foot: bookmarksFoot,
  line: bookmarkLine,
  isOwn: (beginning) => beginning.startsWith(bookmarksHead),
}

/** All articles into one file of a form that grows line by line; an article that has no line in it is reported. */
export async function writeOneFile(
  articles: AsyncIterable<ExportArticle>,
  form: ListForm,
  out: string,
  run: ExportRun,
): Promise<ExportResult> {
  const findings: ExportFinding[] = []
  await writeWhole(out, form.isOwn, async (stream, failed) => {
    let done = 0
    let lines = 0
    for await (const article of articles) {
      run.signal?.throwIfAborted()
      const line = form.line(article)
      if (line === undefined) findings.push(leftOut(article, out, 'export.noAddress'))
      else {
        const room = stream.write((lines === 0 ? form.head : form.between) + line)
        lines++
        if (!room) await Promise.race([once(stream, 'drain'), failed])
      }
      done++
      run.onProgress?.({ done, current: article.record.title })
    }
    if (done === 0) throw new ProblemError('export.empty')
    stream.end(lines === 0 ? form.head + form.foot : form.foot)
  })
  return { files: 1, findings }
}
