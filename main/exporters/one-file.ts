import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ExportArticle, ExportResult, ExportRun } from './article.ts'
import { csvHead, csvLine } from './csv.ts'
import { asideOf, beginningOf, diskProblem } from './own-file.ts'

/** All articles in one file: what stands before, between and after them, and how to know such a file again. */
export interface ListForm {
  head: string
  between: string
  foot: string
  line(article: ExportArticle): string
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

/** Writes beside the goal and renames when all is there; an earlier export of the same form is replaced. */
export async function writeOneFile(
  articles: AsyncIterable<ExportArticle>,
  form: ListForm,
  out: string,
  run: ExportRun,
): Promise<ExportResult> {
  const there = await beginningOf(out)
  if (there !== undefined && there !== '' && !form.isOwn(there)) throw new ProblemError('export.exists', { file: out })
  await mkdir(dirname(out), { recursive: true })
  const aside = asideOf(out)
  const stream = createWriteStream(aside)
  // rejects as soon as the disk does, also while articles are being read
  const done = finished(stream)
  done.catch(() => undefined)
  let count = 0
  try {
    for await (const article of articles) {
      run.signal?.throwIfAborted()
      const room = stream.write((count === 0 ? form.head : form.between) + form.line(article))
      count++
      if (!room) await Promise.race([once(stream, 'drain'), done])
      run.onProgress?.({ done: count, current: article.record.title })
    }
    if (count === 0) throw new ProblemError('export.empty')
    stream.end(form.foot)
    await done
    await rename(aside, out)
  } catch (error) {
    stream.destroy()
    // the file may still be about to be opened
    if (!stream.closed) await once(stream, 'close')
    await rm(aside, { force: true })
    throw diskProblem(error, out)
  }
  return { files: 1, findings: [], notes: [] }
}
