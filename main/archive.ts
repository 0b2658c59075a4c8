import type { z } from 'zod'
import type { ArticleRecord, MetadataField } from '../shared/model/article.ts'
import type { ChangeSummary } from '../shared/model/change.ts'
import type { Merge } from '../shared/model/duplicates.ts'
import type { ImportItem, Job } from '../shared/model/job.ts'
import type { SiteRule } from '../shared/model/site-rule.ts'
import type { readingSchema } from '../shared/ipc/calls/sites.ts'
import type { Mark } from '../shared/model/mark.ts'
import type { Rule, SavedSearch, WatchedFolder } from '../shared/model/library.ts'
import type { TagCleaning, TagInfo } from '../shared/model/tag.ts'
import type { CallInput, CallOutput, CheckedInput, ExportOptions, Selection } from '../shared/ipc/contract.ts'
import type { Print } from './exporters/article.ts'
import type { Store } from './store/store.ts'

export { openArchive, type ArchiveOptions } from './archive/open.ts'
export { extractFiles } from './archive/reading/extract-files.ts'
export { readSiteRules, siteRulesText } from './archive/sites/site-rules-file.ts'

/** What reading gives for one page, and what `keepleaf extract` prints. */
export interface ExtractLine {
  file: string
  format?: string
  producer?: string
  url?: string
  title?: string
  byline?: string
  site?: string
  published?: string
  modified?: string
  saved?: string
  lang?: string
  dir?: string
  excerpt?: string
  image?: string
  words?: number
  text?: string
  html?: string
  warnings: string[]
  sources?: Record<string, string>
  error?: string
}

export interface Jobs {
  list(): Job[]
  /** how to stop listening */
  onChange(listener: (jobs: Job[]) => void): () => void
  cancel(id: string): void
  pause(id: string): void
  resume(id: string): void
  dismiss(id: string): void
  items(input: CallInput<'jobs.items'>): CallOutput<'jobs.items'>
  allItems(id: string): ImportItem[]
  retry(id: string): Job
  /** resolves when the job is done, cancelled or failed */
  finished(id: string): Promise<Job>
}

type Changed = Promise<ChangeSummary | undefined>

/** What the window and the command line do with rules. */
export interface Rules {
  list(): Promise<CallOutput<'rules.list'>>
  /** what a rule that is being written would find and change */
  preview(rule: CallInput<'rules.preview'>): Promise<CallOutput<'rules.preview'>>
  /** what only this rule gave, and what would go with it or with what it becomes */
  takesBack(id: string, next?: Rule): Promise<CallOutput<'rules.takesBack'>>
  save(rule: Rule, takeBack?: boolean): Promise<{ id: string; change: ChangeSummary | undefined }>
  remove(id: string, takeBack?: boolean): Changed
  order(ids: readonly string[]): Changed
  /** over what is there: the rules named, or all that are on; one change */
  run(ids?: readonly string[]): Changed
}

/** An article as it is, or as a site rule would make it. */
export type Reading = z.output<typeof readingSchema>

/** Site rules: made by pointing, looked at before they are applied. */
export interface Sites {
  list(): SiteRule[]
  /** the original for pointing at: its address, and the rule that has its say in the page */
  pick(id: string): Promise<CallOutput<'sites.pick'>>
  /** adds what was pointed at to a rule; what the rule finds in the page, and what comes of it */
  learn(input: CheckedInput<'sites.learn'>): Promise<CallOutput<'sites.learn'>>
  /** the library's articles of a site */
  pages(host: string): Promise<string[]>
  /** what a rule would do to some articles */
  check(rule: SiteRule, ids: readonly string[]): Promise<CallOutput<'sites.check'>>
  look(rule: SiteRule, id: string): Promise<{ before: Reading; after: Reading }>
  /** keeps the rule and reads all pages of its site again, as one change */
  apply(rule: SiteRule): Job
  save(rule: SiteRule): Changed
  remove(id: string): Changed
  /** takes rules of others in; one with the id of a rule that is there takes its place */
  add(rules: readonly SiteRule[]): Changed
}

/** An open library with everything one can do to it: the one door for the window and the command line. */
export interface Archive {
  readonly store: Pick<
    Store,
    | 'path'
    | 'readOnly'
    | 'problem'
    | 'library'
    | 'record'
    | 'folder'
    | 'html'
    | 'text'
    | 'list'
    | 'ids'
    | 'idsOf'
    | 'forms'
    | 'places'
    | 'overview'
    | 'tags'
    | 'suggestTags'
    | 'tagsOf'
    | 'marks'
    | 'facets'
    | 'complete'
    | 'relations'
    | 'stats'
    | 'history'
    | 'onChange'
    | 'findings'
  >
  readonly jobs: Jobs
  readonly sites: Sites
  import(input: { paths: string[]; tags?: string[]; name?: string; onItem?: (item: ImportItem) => void }): Job
  /** starts watching library.json's folders and takes in what is there; resolves when the first look is done */
  watch(options?: { folders?: WatchedFolder[]; once?: boolean; onItem?: (item: ImportItem) => void }): Promise<void>
  addWatched(folder: WatchedFolder): Changed
  editWatched(folder: WatchedFolder): Changed
  removeWatched(path: string): Changed
  update(selection: Selection, patch: Partial<Pick<ArticleRecord, 'read' | 'starred' | 'progress'>>): Changed
  edit(id: string, values: Partial<Record<MetadataField, string | null>>): Changed
  /** reads the original again in this encoding, now and later; null leaves it to what the file says */
  chooseCharset(id: string, charset: string | null): Changed
  trash(selection: Selection): Changed
  restore(selection: Selection): Changed
  purge(selection: Selection): Promise<number>
  tag(selection: Selection, change: { add?: string[]; remove?: string[] }): Changed
  renameTag(from: string, to: string): Changed
  mergeTags(from: string[], to: string): Changed
  splitTag(tag: string, parts: { tag: string; query: string }[], keep?: boolean): Changed
  /** what could be tidied up among the tags */
  cleaning(): Promise<TagCleaning>
  removeTags(tags: string[]): Changed
  describeTag(tag: string, info: { colour?: TagInfo['colour'] | null; description?: string }): Changed
  saveMark(id: string, mark: Mark): Changed
  removeMark(id: string, mark: string): Changed
  /** merges groups of duplicates into the one of each that is kept; `suggested`: all that are suggested */
  mergeDuplicates(groups: readonly Merge[] | 'suggested'): Changed
  /** these articles are not duplicates of each other */
  tellApart(ids: readonly string[]): Changed
  saveSearch(search: Omit<SavedSearch, 'id'> & { id?: string }): Changed
  removeSearch(id: string): Changed
  /** those named come in that order, the rest behind them */
  orderSearches(ids: readonly string[]): Changed
  readonly rules: Rules
  /** the newest change; with an id only when that is the newest: else `undo.conflict` */
  undo(id?: string): Changed
  /** the change that was taken back last, once more; with the id of its undo only when that is the newest: else `redo.conflict` */
  redo(id?: string): Changed
  export(selection: Selection, options: ExportOptions, print?: Print): Job
  verify(): Job
  rebuild(): Job
  /** reads the originals of the articles again, with one change at its end; `name` is what the tray and the undo call it */
  extract(selection: Selection, name?: string): Job
  /** articles that were read by an older extractor than this one, of all that are not in the trash */
  older(): Promise<{ older: number; all: number }>
  /** the page as saved, made ready for `keepleaf-page://<id>/original/` */
  original(id: string): Promise<CallOutput<'original.open'>>
  /** one file of the article for the page protocol: `article.html`, `assets/…`, `original/…`; undefined when it is not there */
  file(id: string, path: string): Promise<{ type: string; bytes: Uint8Array; script?: string } | undefined>
  close(): Promise<void>
}
