import type { ArticleRecord, FileSources, Format } from '../../shared/model/article.ts'
import type { Mark } from '../../shared/model/mark.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { PickKind, SiteRule } from '../../shared/model/site-rule.ts'
import type { Extracted } from '../extract/article.ts'
import type { learn, Selectors } from '../extract/rules/learn.ts'
import type { FramesOf } from '../formats/companions/framed.ts'
import type { Page, PageFile } from '../formats/page.ts'

/** What a file was when it was read: its size, when it was last changed (ms), its SHA-256. */
export interface SeenFile {
  bytes: number
  changed: number
  sha256: string
}

/** What a worker makes of one page. The bytes of its assets are handed over, not copied. */
export interface ReadPage {
  ok: true
  part?: string
  format: Format
  producer?: string
  charset?: string
  fileSources?: FileSources
  extracted: Extracted
  /** of a page for the library: its view and text as UTF-8, which are handed over instead of copied; `extracted` has them empty */
  packed?: { html: Uint8Array; text: Uint8Array }
  /** tags that the page had where it was saved, and what a person had done with it there */
  tags: string[]
  state?: Page['state']
  /** an entry of a list of pages */
  listed?: true
  /** made anew with each export: its title and author say what it is */
  grows?: true
  /** the article that the file was exported from */
  madeFrom?: string
  /** an article of another library, as it is there: who made its reading view, when it was opened and changed last */
  kept?: Pick<ArticleRecord, 'extracted' | 'opened' | 'changed'>
  /** SHA-256 of the file as it is on disk; '' when nobody asked whether it is known */
  sourceHash: string
  textHash: string
  /** of a page that was read again: its marks in the new text, and which are not found there */
  placed?: { marks: Mark[]; lost: string[] }
  /** the files that make up the original; `seen` is what the one was that was read at once */
  files: { path: string; as: string; seen?: SeenFile }[]
}

/** A page, or why this part of the file gave none. */
export type ReadResult = ReadPage | { ok: false; part?: string; status: 'skipped' | 'failed'; problem: Problem }

/** The page as saved, made ready to be shown inside `keepleaf-page://<id>/original/`. */
export interface PreparedOriginal {
  html: string
  files: { path: string; type: string; bytes: Uint8Array }[]
  /** files that are made when they come into view, by `OriginalTask.only` */
  later: string[]
  blocked: string[]
  warnings: string[]
}

export interface ReadTask {
  kind: 'read'
  file: PageFile
  /** send the file's hash first and go on only when it is not known */
  ask: boolean
  /** hand view and text over as UTF-8, `ReadPage.packed` */
  pack?: boolean
  /** address given from outside (`extract --url`) */
  url?: string
  /** the file is an article's own original, read again */
  kept?: KeptPage
  /** rules of sites, for the extractor */
  rules?: readonly SiteRule[]
}
/** What the library knows of a page that is read again. */
export interface KeptPage {
  /** the page meant, of a file with several */
  part?: string
  /** SHA-256 of the file outside, as the record has it */
  sourceHash: string
  /** the name of the file outside, and when it was last changed there: the copy does not tell */
  name: string
  fileTime?: string
  marks: Mark[]
}
export interface OriginalTask {
  kind: 'original'
  file: PageFile
  format: Format
  /** the article's `original/` folder, and the file to open below it */
  dir: string
  main: string
  part?: string
  /** the encoding that a person has chosen for it */
  charset?: string
  /** just this one of the files that come later */
  only?: string
  /** number its elements, so that they can be pointed at */
  numbered?: boolean
}
/** A site rule that learns what a person has pointed at in a page. */
export interface LearnTask {
  kind: 'learn'
  file: PageFile
  part?: string
  rule: Selectors
  pick?: { kind: PickKind; number: number }
}
export type Learnt = ReturnType<typeof learn>
/** Which files beside a list belong to its entries. */
export interface BelongingTask {
  kind: 'belonging'
  file: PageFile
}
/** Which pages in a folder others there show in frames; the file is that folder, of a mirror that of all its hosts. */
export interface FramedTask {
  kind: 'framed'
  file: PageFile
  of: FramesOf
}
export type Task = ReadTask | OriginalTask | LearnTask | BelongingTask | FramedTask

export type ToWorker =
  | { kind: 'task'; id: number; task: Task }
  | { kind: 'answer'; id: number; known: boolean }
  /** a page of so many bytes was dealt with; another may come */
  | { kind: 'next'; id: number; stop: boolean; bytes: number }

export type FromWorker =
  | { kind: 'hash'; id: number; sha256: string }
  | { kind: 'begin'; id: number }
  /** `ms`: reading and extracting this page, without waiting; `bytes`: of its buffers */
  | { kind: 'page'; id: number; result: ReadResult; ms: number; bytes: number }
  | { kind: 'original'; id: number; original: PreparedOriginal }
  | { kind: 'learnt'; id: number; learnt: Learnt }
  /** files that are no pages of their own */
  | { kind: 'paths'; id: number; paths: string[] }
  /** a task of many pages goes on: its clock begins anew */
  | { kind: 'going'; id: number }
  | { kind: 'end'; id: number; problem?: Problem }

export type PageMessage = Extract<FromWorker, { kind: 'page' }>
