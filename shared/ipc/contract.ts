import { z } from 'zod'
import { changeSummarySchema } from '../model/change.ts'
import { jobSchema } from '../model/job.ts'
import { problemSchema } from '../model/problem.ts'
import { settingsSchema } from '../model/settings.ts'
import { appCalls } from './calls/app.ts'
import { libraryCalls } from './calls/library.ts'
import { importsCalls } from './calls/imports.ts'
import { articlesCalls } from './calls/articles.ts'
import { tagsCalls } from './calls/tags.ts'
import { rulesCalls } from './calls/rules.ts'
import { marksCalls } from './calls/marks.ts'
import { relationsCalls } from './calls/relations.ts'
import { searchCalls } from './calls/search.ts'
import { exportsCalls } from './calls/exports.ts'
import { extractCalls } from './calls/extract.ts'
import { overviewCalls } from './calls/overview.ts'
import { sitesCalls } from './calls/sites.ts'
import type { CallName, EventName } from './channels.ts'

export { exportFormats, exportOrders, LIST_LIMIT, sorts } from './pieces.ts'
export type { Sort, Selection, Understood, QueryNote, ExportOptions } from './pieces.ts'

/** Every call of the window to the main process: what goes in, what comes out. Errors come back as `Problem`. */
export const contract = {
  ...appCalls,
  ...libraryCalls,
  ...importsCalls,
  ...articlesCalls,
  ...tagsCalls,
  ...rulesCalls,
  ...marksCalls,
  ...relationsCalls,
  ...searchCalls,
  ...exportsCalls,
  ...extractCalls,
  ...overviewCalls,
  ...sitesCalls,
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
  'redo',
  'togglePlaces',
  'shortcuts',
  'settings',
  'export',
  'original',
  'onlyText',
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
  /** keys that the window may not have heard, since the frame of an original has the focus */
  chord: z.object({
    key: z.string(),
    ctrlKey: z.boolean(),
    metaKey: z.boolean(),
    altKey: z.boolean(),
    shiftKey: z.boolean(),
  }),
} as const satisfies Record<EventName, z.ZodType>

export type Events = { [N in EventName]: z.output<(typeof events)[N]> }

/** What the preload script puts on `window.keepleaf`. */
export interface Bridge {
  /** gives a `CallAnswer` as text (`answer.ts`) */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<string>
  /** returns how to stop listening */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void
  /** the path of a dropped file, '' when it has none */
  pathOf(file: File): string
}
