import { ProblemError } from '../../shared/model/problem.ts'
import { readPages } from '../formats/detect.ts'
import type { PageFile } from '../formats/page.ts'
import type { PreparedOriginal } from './messages.ts'

/** The page as it was saved, for the original view. Rejects with the reason when the file gives none any more. */
export async function prepareOriginal(file: PageFile, part?: string): Promise<PreparedOriginal> {
  for await (const result of readPages(file, part)) {
    if (!result.ok) throw new ProblemError(result.problem.code, result.problem.detail)
    const { html, kind } = result.page
    const type = kind === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
    return { html, type, files: [], blocked: [] }
  }
  throw new ProblemError('format.noPage', { file: file.path, reason: 'nothing in it is a page.' })
}
