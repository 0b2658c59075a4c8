import type { ArticleRecord } from '../../shared/model/article.ts'
import type { Note } from '../../shared/model/job.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** An article as the engine hands it in. */
export interface ExportArticle {
  record: ArticleRecord
  /** the reading view: sanitised, pictures as `assets/…` */
  html: string
  /** the body as plain text */
  text: string
  /** bytes of `assets/…`; undefined when there is no such file */
  asset(path: string): Promise<Uint8Array | undefined>
  /** links in it that lead to another article of the library, by their addresses */
  links?(): Promise<{ href: string; id: string }[]>
  /** where a file of `record.original` lies on the disk */
  original(path: string): string
}

/** What could not be written, and why; everything else was. */
export interface ExportFinding {
  id: string
  path: string
  problem: Problem
}

/** An article whose file is written; the note says what a person should know when that is not in full beauty. */
export interface WrittenArticle {
  id: string
  path: string
  note?: Note | undefined
}

/** An article that a form cannot hold. */
export const leftOut = ({ record }: ExportArticle, path: string, reason: Phrase): ExportFinding => ({
  id: record.id,
  path,
  problem: { code: 'export.failed', detail: { file: record.title, reason } },
})

/** Sets a page on paper: it takes a window, which the engine has none of. */
export type Print = (html: string) => Promise<Uint8Array>

export interface ExportRun {
  signal?: AbortSignal
  onProgress?: (progress: { done: number; current: string }) => void
  /** an article has its own file, which stays whatever becomes of the others */
  onWritten?: (written: WrittenArticle) => void
  /** the articles that are being exported: in a book, links between them stay inside */
  among?: ReadonlySet<string>
  /** for PDF */
  print?: Print | undefined
}

export interface ExportResult {
  files: number
  findings: ExportFinding[]
}

/** One article in the form of one file, with the files that lie in a folder beside it. */
export interface Rendered<Content = string> {
  content: Content
  /** paths below the folder beside the file */
  beside: { path: string; bytes: Uint8Array }[]
  /** what the form could not keep */
  note?: Note
}

/** A form in which every article is a file of its own. */
export interface FileForm<Content = string> {
  extension: string
  /** `assets` is the name of the folder beside the file */
  render(
    article: ExportArticle,
    options: { marks: boolean; images: boolean; assets: string },
  ): Promise<Rendered<Content>>
  /** the id of the article that a file with this beginning and end was made from; undefined for files of others */
  idIn(beginning: string, end: string): string | undefined
}
