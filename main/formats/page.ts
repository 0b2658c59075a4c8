import type { Format } from '../../shared/model/article.ts'
import type { Mark } from '../../shared/model/mark.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Source } from './source.ts'

/** Lists of links that nobody has named: `known` are those of services and browsers, as in an imported folder; `none` in a watched one. */
export type ListsTaken = 'none' | 'known'

/** A saved page on disk, before it is read: one file, or a file with the folder that belongs to it. */
export interface PageFile {
  /** absolute path of the file to open; `.gz` is read through */
  path: string
  /** absolute path of the folder that was saved with it (`X_files`), when there is one */
  companion?: string
  /** absolute path of a folder; nothing outside it belongs to the page */
  within?: string
  /** its folder is one saved page, and another page there may show it in a frame: then it is no page of its own */
  mayBeFrame?: true
  /** the encoding that a person has chosen for it */
  charset?: string
  /** which lists of links are taken in; all, when not said */
  lists?: ListsTaken
}

/** A value with where it came from: `SingleFile header`, `Snapshot-Content-Location`, `file time` … */
export interface Found<T = string> {
  value: T
  source: string
}

/** Where a saved date is from that says when the file was last changed: of a copy that need not be when the page was saved. */
export const FILE_TIME = 'file time'

/** A picture, style sheet, frame … that came with the page. Bytes are read when asked for. */
export interface Resource {
  type: string
  read(): Promise<Uint8Array>
  /** costs time: the original view asks for it when it comes into view */
  later?: boolean
}

/** What every reader in this room returns: the page as saved, decoded, nothing extracted yet. */
export interface Page {
  format: Format
  /** which page of a file with several; undefined when there is only one */
  part?: string
  /** the program that saved it: `SingleFile`, `Chrome`, `wget 1.21` … */
  producer?: string
  charset?: string
  /** where these two came from: `SingleFile header`, `meta`, `guess` … */
  producerSource?: string
  charsetSource?: string
  /** decoded markup; for `text` pages the plain text */
  html: string
  kind: 'html' | 'text'
  /** nothing but the article stands on it, as in a note or a book: none of it is left out, and it is named as `title` says */
  whole?: boolean
  /** an export of ours: title, names and days stand beside its text, of which no line repeats them */
  bare?: boolean
  /** address of a picture that stands above the article: a document's first page */
  opening?: string
  /** markup of the original view where that is not `html`, and what it leaves out */
  original?(): Promise<{ html: string; warnings?: string[] }>
  /** best first: the saver's own signature, then the format's headers. Page metadata is the extractor's business. */
  url: Found[]
  saved: Found[]
  title: Found[]
  /** when it was published, where the format itself says so: goes before every date that the page shows or quotes */
  published?: Found[]
  /**
   * What came with the page. `href` is the address as the markup has it, or resolved against the page's base; undefined when
   * it was not saved. Never touches the network.
   */
  resource(href: string): Resource | undefined
  /** the files that make up the original, to be kept byte for byte; `as` is the path below `original/` */
  files: { path: string; as: string }[]
  /** tags that the page had where it was saved, as written there */
  tags?: string[]
  /** what a person had done with the page where it was kept; `progress` from 0 to 1 */
  state?: { read?: boolean; starred?: boolean; progress?: number }
  /** words that a person had marked where the page was kept, without their place; kept also when the text does not hold them */
  quotes?: (Pick<Mark, 'quote'> & Partial<Pick<Mark, 'note' | 'colour' | 'made' | 'about'>>)[]
  /** the file is an export of Keepleaf's: the id of the article that it was made from */
  madeFrom?: string
  /** what an export says of the page: it holds as it stands, over what is read from the page; `by` is the export */
  stated?: { by: string; title?: string; byline?: string; site?: string; published?: string; excerpt?: string }
  /** made anew with each export of a service, of something without an address: its title and author say of what */
  grows?: true
  /** an entry of a list of pages: what it says goes to the article that the library has at its address */
  listed?: true
  /** name of the page's own file inside an archive, with its folders */
  name?: string
  /** marks that the saver left in the file */
  marks: Pick<Mark, 'quote' | 'before' | 'after' | 'note' | 'colour'>[]
  /** what a person should know: `2 of 61 pictures were not in the saved file` */
  warnings: string[]
}

/** One page, or the reason why this part of the file gave none. */
export type PageResult =
  { ok: true; page: Page } | { ok: false; part?: string; status: 'skipped' | 'failed'; problem: Problem }

/**
 * Each format's file exports one of these as `read`; `detect.ts` chooses by content. Files inside the file are read by `inner`.
 * Throws a ProblemError for the whole file.
 */
export type Reader = (source: Source, inner: (source: Source) => AsyncIterable<PageResult>) => AsyncIterable<PageResult>
