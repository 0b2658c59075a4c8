import type { ArticleRecord, Row } from '../../shared/model/article.ts'
import type { Change, ChangeName, ChangeSummary, Moved } from '../../shared/model/change.ts'
import type { Library, Rule } from '../../shared/model/library.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Relations } from './relations/relations.ts'
import type { TagCount, TagSuggestion } from '../../shared/model/tag.ts'
import type { CallOutput, CheckedInput, Selection, Sort } from '../../shared/ipc/contract.ts'
import type { RuleCounts, RuleEffect, TakeBack } from './index/rules.ts'

/** A file to be kept. */
export interface NewFile {
  path: string
  as: string
  /** what it was when it was read; while it is still of that size and time it need not be read again for its hash */
  seen?: SeenFile
}
export interface SeenFile {
  bytes: number
  /** when it was last changed, ms */
  changed: number
  sha256: string
}

/** An article about to be added. The store builds the folder aside and renames it into place. */
export interface NewArticle {
  /** everything but id, added, changed, version and the files' hashes, which the store fills in */
  record: Omit<ArticleRecord, 'id' | 'version' | 'added' | 'changed' | 'original'> & {
    original: { main: string; part?: string }
  }
  /** the reading view; as bytes (UTF-8) it is handed over with text and assets, and the caller has them no more */
  html: string | Uint8Array
  text: string | Uint8Array
  assets: { path: string; bytes: Uint8Array }[]
  /** files to copy into `original/`; `as` is the path there, already safe for every operating system */
  files: NewFile[]
  /** id of the article whose place it takes: that one is kept with it as an earlier version */
  former?: string
}

export interface ListQuery {
  query: string
  sort: Sort
  offset: number
  limit: number
}

/** What a change touches: the store works out the inverse, writes records, history and index, and tells the listeners. */
export interface ChangeRequest {
  name: ChangeName
  /** when left out: the title of the one article, or how many there are */
  subject?: string
  /** new values of the fields that change, by article */
  articles?: { id: string; after: Partial<ArticleRecord> }[]
  /** articles to be looked at: `edit` says what is new in each, undefined when nothing is */
  each?: { ids: readonly string[]; edit: (record: ArticleRecord) => Partial<ArticleRecord> | undefined }
  /** new values of the fields of library.json that change */
  library?: Partial<Library>
  moved?: Moved[]
  /** articles whose new reading view was staged under this key */
  contents?: { ids: string[]; key: string }
}

/** An article read anew: what stands beside the old reading view until a change puts it in its place. */
export interface NewReading {
  html: string
  assets: { path: string; bytes: Uint8Array }[]
  /** new values by field for the record as it is now; `undefined` takes a field away */
  fields: Partial<ArticleRecord>
}

export interface Progress {
  done: number
  total?: number
  current?: string
}
export interface Run {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export type Finding = { id?: string; path: string; problem: Problem }

export interface LibraryEvent {
  ids?: string[]
  change?: ChangeSummary
  listChanged: boolean
  /** what a look through the library or a rebuild has just found */
  findings?: Finding[]
}

/** What rules find and have done, out of the index. */
export interface RuleReads {
  /** articles that the query of a rule finds, all of them or some of those named */
  matches(query: string, among?: readonly string[]): Promise<string[]>
  counts(rule: RuleEffect & { id?: string | undefined }): Promise<RuleCounts>
  /** the tags that a rule gave and that go when it goes, or when it becomes `next` */
  takeBack(id: string, next: RuleEffect | undefined, others: readonly Rule[]): Promise<TakeBack[]>
}

/** An open library: its folder, its index and its lock. Every rejected promise carries a `ProblemError`. */
export interface Store {
  readonly path: string
  readonly readOnly: boolean
  /** why it is read-only */
  readonly problem?: Problem
  library(): Library
  record(id: string): Promise<ArticleRecord>
  /** absolute path of the article's folder, wherever it is (articles/ or trash/) */
  folder(id: string): string
  html(id: string): Promise<string>
  text(id: string): Promise<string>
  /**
   * Adds an article, whole or not at all. When the library has one of the same main file and part already, or is being given
   * it at the same time, that one's record is the answer.
   */
  add(article: NewArticle): Promise<ArticleRecord>
  /**
   * Makes a change, whole or not at all; progress counts articles. Cancelling takes back what was done and rejects with
   * `change.cancelled`; once all records are written it comes too late and the change goes through.
   */
  change(request: ChangeRequest, run?: Run): Promise<Change>
  undo(run?: Run): Promise<Change | undefined>
  /** makes the change again that was taken back last; undefined when there is none, or another one was made since */
  redo(run?: Run): Promise<Change | undefined>
  /**
   * Puts a new reading view beside the one that an article has, until `change` is asked for the `contents` of that key. Does
   * nothing but answer false when the article has all of it already.
   */
  stage(id: string, key: string, reading: NewReading): Promise<boolean>
  /** whether `stage` would stage anything; writes nothing */
  differs(id: string, reading: NewReading): Promise<boolean>
  /** takes away what was staged and is not wanted */
  unstage(ids: readonly string[], key: string): Promise<void>
  history(): ChangeSummary[]
  purge(ids: string[]): Promise<number>
  /** Of several lists asked for, the last one is answered first. The signal drops one: it rejects with `job.cancelled`. */
  list(query: ListQuery, signal?: AbortSignal): Promise<CallOutput<'articles.list'>>
  ids(query: string, sort: Sort): Promise<string[]>
  idsOf(selection: Selection): Promise<string[]>
  rows(ids: string[]): Promise<Row[]>
  /** words of an article's text, in lower case, that are other forms of these */
  forms(id: string, words: readonly string[]): Promise<string[]>
  places(): Promise<CallOutput<'places.get'>>
  overview(query: string): Promise<CallOutput<'overview.get'>>
  tags(): Promise<TagCount[]>
  /** tags that an article could have, best first */
  suggestTags(id: string): Promise<TagSuggestion[]>
  tagsOf(selection: Selection): Promise<CallOutput<'tags.ofSelection'>>
  marks(wanted: CheckedInput<'marks.list'>): Promise<CallOutput<'marks.list'>>
  readonly rules: RuleReads
  readonly relations: Relations
  /** counts beside a list; one that is no longer wanted ends by the signal, as a list does */
  facets(query: string, signal?: AbortSignal): Promise<CallOutput<'search.facets'>>
  complete(query: string, caret: number): Promise<CallOutput<'query.complete'>>
  /** article that has this main file (SHA-256) and part */
  bySource(sha256: string, part?: string): Promise<string | undefined>
  /** article outside the trash that an article of this file, of this part of it, or of this folded text was merged into */
  mergedInto(hash: string, part?: string): Promise<string | undefined>
  /** article with the same folded text */
  byText(textHash: string): Promise<string | undefined>
  stats(): Promise<Record<string, number | string | Record<string, number>>>
  /** articles out of the trash whose reading view an extractor before `version` has made */
  older(version: number): Promise<{ older: number; all: number }>
  /** looks for records changed, added or removed outside and takes them in; the ids of what is different now */
  refresh(): Promise<string[]>
  verify(run?: Run): Promise<{ articles: number; files: number; bytes: number; findings: Finding[] }>
  rebuild(run?: Run): Promise<{ articles: number; findings: Finding[] }>
  /** puts the index in order, which happens by itself when nothing is asked of it for a while: searches are quicker after it */
  mergeIndex(): Promise<void>
  /** what opening, looking through and rebuilding the library have found so far */
  findings(): Finding[]
  onChange(listener: (event: LibraryEvent) => void): () => void
  close(): Promise<void>
}

export interface OpenOptions extends Run {
  create?: boolean
  /** name in the lock file, for the sentence another program shows: `Keepleaf`, `keepleaf import` */
  owner: string
  /** the index is put in order when nothing was asked of it for so long, ms */
  mergeAfterMs?: number
  /** open without the lock, for reading only */
  readOnly?: boolean
  /** why it is opened for reading only, for the sentence that refuses a change: another program holds the lock */
  because?: Problem
}
