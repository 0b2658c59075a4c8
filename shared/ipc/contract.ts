import { z } from 'zod'
import { metadataSchema, recordSchema, rowSchema } from '../model/article.ts'
import { changeSummarySchema } from '../model/change.ts'
import { importItemSchema, jobSchema, outcomes } from '../model/job.ts'
import { savedSearchSchema, watchedFolderSchema } from '../model/library.ts'
import { markSchema } from '../model/mark.ts'
import { patchOf } from '../model/patch.ts'
import { problemSchema } from '../model/problem.ts'
import { settingsSchema } from '../model/settings.ts'
import { tagColours, tagCountSchema, tagSchema } from '../model/tag.ts'
import type { CallName, EventName } from './channels.ts'

/** Rows in one answer: enough for a tall window and its overscan, small enough to cross in a millisecond. */
export const LIST_LIMIT = 500

export const sorts = [
  'relevance',
  'saved-desc',
  'saved-asc',
  'added-desc',
  'added-asc',
  'published-desc',
  'published-asc',
  'title-asc',
  'title-desc',
  'site-asc',
  'words-desc',
  'words-asc',
  'opened-desc',
] as const
export const sortSchema = z.enum(sorts)
export type Sort = z.infer<typeof sortSchema>

/** Articles named one by one, or all that a query finds. */
export const selectionSchema = z.union([z.object({ ids: z.array(z.string()) }), z.object({ query: z.string() })])
export type Selection = z.infer<typeof selectionSchema>

/** A piece of the query as it was understood, for the chips in the search field. */
export const understoodSchema = z.object({
  /** range in the query text */
  from: z.number(),
  to: z.number(),
  kind: z.enum(['word', 'phrase', 'field', 'operator']),
  field: z.string().optional(),
  value: z.string(),
  negated: z.boolean(),
  /** set when the text was corrected: what was typed */
  corrected: z.string().optional(),
})
export type Understood = z.infer<typeof understoodSchema>

export const queryNoteSchema = z.object({
  from: z.number(),
  to: z.number(),
  message: z.string(),
  suggestion: z.string().optional(),
})
export type QueryNote = z.infer<typeof queryNoteSchema>

export const exportFormats = ['markdown', 'html', 'json', 'text', 'csv'] as const
export const exportOptionsSchema = z.object({
  format: z.enum(exportFormats),
  out: z.string(),
  marks: z.boolean().default(true),
  images: z.boolean().default(true),
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>

const none = z.void()
const changed = z.object({ change: changeSummarySchema.optional() })
const id = z.object({ id: z.string() })

/** Every call of the window to the main process: what goes in, what comes out. Errors come back as `Problem`. */
export const contract = {
  'app.state': {
    input: none,
    output: z.object({
      version: z.string(),
      platform: z.enum(['linux', 'darwin', 'win32']),
      /** locale of the system, BCP 47 */
      locale: z.string(),
      settings: settingsSchema,
      library: z
        .object({
          path: z.string(),
          /** false while it is being opened, and when `problem` keeps it closed */
          open: z.boolean(),
          readOnly: z.boolean(),
          problem: problemSchema.optional(),
          /** what was found damaged and mended since it was opened: the person should know */
          findings: z.array(problemSchema),
          watchedFolders: z.array(watchedFolderSchema),
        })
        .optional(),
      /** where a first library would be put, and folders of saved pages that were found */
      suggested: z.object({ library: z.string(), watch: z.array(z.string()) }),
      /** true when the system draws the window buttons */
      systemButtons: z.boolean(),
    }),
  },
  'settings.set': { input: patchOf(settingsSchema), output: settingsSchema },
  /** opens the system's folder dialog; undefined when cancelled */
  'library.choose': {
    input: none,
    output: z.object({ path: z.string(), state: z.enum(['library', 'empty', 'other']) }).optional(),
  },
  'library.open': { input: z.object({ path: z.string(), create: z.boolean() }), output: none },
  'library.rebuild': { input: none, output: id },
  'library.verify': { input: none, output: id },
  'watch.choose': { input: none, output: z.string().optional() },
  'watch.add': { input: watchedFolderSchema, output: changed },
  'watch.edit': { input: watchedFolderSchema, output: changed },
  'watch.remove': { input: z.object({ path: z.string() }), output: changed },
  /** opens the system's file dialog and starts an import; undefined when cancelled */
  'import.choose': { input: z.object({ folders: z.boolean() }), output: id.optional() },
  'import.paths': {
    input: z.object({ paths: z.array(z.string()).min(1), tags: z.array(tagSchema).default([]) }),
    output: id,
  },
  'import.samples': { input: none, output: id },
  'jobs.list': { input: none, output: z.array(jobSchema) },
  'jobs.control': { input: id.extend({ action: z.enum(['cancel', 'pause', 'resume', 'dismiss']) }), output: none },
  'jobs.items': {
    input: id.extend({
      outcome: z.enum(outcomes).optional(),
      find: z.string().default(''),
      offset: z.number().int(),
      limit: z.number().int().max(LIST_LIMIT),
    }),
    output: z.object({ job: jobSchema, total: z.number(), items: z.array(importItemSchema) }),
  },
  /** imports the failed files of a job again */
  'jobs.retry': { input: id, output: id },
  /** asks where to, and writes the report as CSV; undefined when cancelled */
  'jobs.saveReport': { input: id, output: z.string().optional() },
  'places.get': {
    input: none,
    output: z.object({
      all: z.number(),
      unread: z.number(),
      starred: z.number(),
      marks: z.number(),
      trash: z.number(),
      sites: z.array(z.object({ host: z.string(), site: z.string().optional(), count: z.number() })),
      tags: z.array(tagCountSchema),
      savedSearches: z.array(savedSearchSchema.extend({ count: z.number() })),
      watchedFolders: z.array(watchedFolderSchema),
    }),
  },
  'articles.list': {
    input: z.object({
      query: z.string(),
      sort: sortSchema,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().positive().max(LIST_LIMIT),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(rowSchema),
      understood: z.array(understoodSchema),
      notes: z.array(queryNoteSchema),
    }),
  },
  'articles.ids': { input: z.object({ query: z.string(), sort: sortSchema }), output: z.array(z.string()) },
  'articles.get': { input: id, output: recordSchema },
  'articles.update': {
    input: z.object({
      selection: selectionSchema,
      patch: z.object({ read: z.boolean(), starred: z.boolean(), progress: z.number().min(0).max(1) }).partial(),
    }),
    output: changed,
  },
  /** values corrected by hand; `null` takes a hand-set value back to what was found */
  'articles.edit': {
    input: id.extend({ values: z.partialRecord(metadataSchema.keyof(), z.string().nullable()) }),
    output: changed,
  },
  'articles.trash': { input: z.object({ selection: selectionSchema }), output: changed },
  'articles.restore': { input: z.object({ selection: selectionSchema }), output: changed },
  /** deletes from the trash for good: the only call without an undo */
  'articles.purge': { input: z.object({ selection: selectionSchema }), output: z.object({ count: z.number() }) },
  'tags.list': { input: none, output: z.array(tagCountSchema) },
  'tags.ofSelection': {
    input: z.object({ selection: selectionSchema }),
    output: z.object({ articles: z.number(), tags: z.record(z.string(), z.number()) }),
  },
  'tags.apply': {
    input: z.object({
      selection: selectionSchema,
      add: z.array(tagSchema).default([]),
      remove: z.array(tagSchema).default([]),
    }),
    output: changed,
  },
  'tags.rename': { input: z.object({ from: z.string(), to: tagSchema }), output: changed },
  'tags.merge': { input: z.object({ from: z.array(z.string()).min(1), to: tagSchema }), output: changed },
  'tags.remove': { input: z.object({ tags: z.array(z.string()).min(1) }), output: changed },
  'tags.describe': {
    input: z.object({
      tag: tagSchema,
      colour: z.enum(tagColours).nullable().optional(),
      description: z.string().optional(),
    }),
    output: changed,
  },
  'marks.save': { input: id.extend({ mark: markSchema }), output: changed },
  'marks.remove': { input: id.extend({ mark: z.string() }), output: changed },
  'marks.list': {
    input: z.object({
      query: z.string().default(''),
      offset: z.number().int(),
      limit: z.number().int().max(LIST_LIMIT),
    }),
    output: z.object({ total: z.number(), marks: z.array(z.object({ article: rowSchema, mark: markSchema })) }),
  },
  'searches.save': { input: savedSearchSchema.partial({ id: true }), output: changed },
  'searches.remove': { input: id, output: changed },
  'query.complete': {
    input: z.object({ query: z.string(), caret: z.number().int() }),
    output: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        insert: z.string(),
        label: z.string(),
        count: z.number().optional(),
      }),
    ),
  },
  /** asks where an export goes; undefined when cancelled */
  'export.choose': {
    input: z.object({ format: z.enum(exportFormats), count: z.number(), name: z.string() }),
    output: z.string().optional(),
  },
  'export.run': { input: exportOptionsSchema.extend({ selection: selectionSchema }), output: id },
  /** takes back the newest change; with an id only when that is the newest, else `undo.conflict` */
  'history.undo': { input: id.optional(), output: z.object({ undone: changeSummarySchema.optional() }) },
  'history.list': { input: none, output: z.array(changeSummarySchema) },
  /** makes the original ready to be shown: its address, and what was kept from loading */
  'original.open': { input: id, output: z.object({ src: z.string(), blocked: z.array(z.string()) }) },
  'shell.openLink': { input: z.object({ url: z.string() }), output: none },
  'shell.showOriginal': { input: id, output: none },
  'shell.showPath': { input: z.object({ path: z.string() }), output: none },
  'window.control': { input: z.object({ action: z.enum(['minimise', 'maximise', 'close']) }), output: none },
} as const satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>
/** What the handlers get: checked, defaults filled in. */
export type CheckedInput<N extends CallName> = z.output<Contract[N]['input']>

export type CallAnswer<T> = { ok: true; value: T } | { ok: false; problem: z.infer<typeof problemSchema> }

export const commands = [
  'search',
  'palette',
  'add',
  'undo',
  'togglePlaces',
  'shortcuts',
  'settings',
  'export',
  'original',
  'zoomIn',
  'zoomOut',
  'zoomReset',
] as const

/** Every event the main process sends to the window. */
export const events = {
  /** `ids` is left out when more than a screenful changed; then everything is read again */
  'library.changed': z.object({
    ids: z.array(z.string()).optional(),
    change: changeSummarySchema.optional(),
    /** lists may have other rows or another order now, not just other values */
    listChanged: z.boolean(),
    /** the library was found damaged in a place: `app.state` tells more */
    found: z.boolean().optional(),
  }),
  'jobs.changed': z.array(jobSchema),
  'settings.changed': settingsSchema,
  'window.changed': z.object({ maximised: z.boolean(), fullScreen: z.boolean(), focused: z.boolean() }),
  /** a menu entry or a second start of the app asks the window to do something */
  command: z.object({ name: z.enum(commands) }),
} as const satisfies Record<EventName, z.ZodType>

export type Events = { [N in EventName]: z.output<(typeof events)[N]> }

/** What the preload script puts on `window.keepleaf`. */
export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallAnswer<CallOutput<N>>>
  /** returns how to stop listening */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void
  /** the path of a dropped file, '' when it has none */
  pathOf(file: File): string
}
