import { z } from 'zod'
import { formats } from './article.ts'
import { changeNames } from './change.ts'
import { problemSchema } from './problem.ts'

export const outcomes = ['added', 'updated', 'duplicate', 'joined', 'skipped', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

/** Remarks that the window says in its own language; a report and the command line have them in English. */
export const remarks = [
  'same',
  'sameText',
  'inTrash',
  'renewed',
  'restored',
  'merged',
  'listed',
  'exported',
  'library',
  'nothingNew',
  'pageFound',
  'lostMarks',
  'tooDeep',
] as const
export const noteSchema = z.object({
  code: z.literal('note'),
  /** in English */
  text: z.string(),
  /** which remark it is; without one the text is shown as it is */
  remark: z.enum(remarks).optional(),
  count: z.number().int().optional(),
})
export type Note = z.infer<typeof noteSchema>

/** What became of one page: a line of the report and of `keepleaf import --json`. */
export const importItemSchema = z.object({
  file: z.string(),
  /** which page of a file with several */
  page: z.string().optional(),
  status: z.enum(outcomes),
  id: z.string().optional(),
  title: z.string().optional(),
  format: z.enum(formats).optional(),
  reason: problemSchema.or(noteSchema).optional(),
  ms: z.number().nonnegative(),
})
export type ImportItem = z.infer<typeof importItemSchema>

export const importCountsSchema = z.record(z.enum(outcomes), z.number().int())
export type ImportCounts = z.infer<typeof importCountsSchema>

/** What the rules did at the end of an import. */
export const ruleTallySchema = z.object({
  /** tag -> how many articles got it */
  tags: z.record(z.string(), z.number().int()),
  starred: z.number().int(),
  trashed: z.number().int(),
})
export type RuleTally = z.infer<typeof ruleTallySchema>

/** What an import took over of what another library has beside its articles. */
export const libraryTallySchema = z.object({
  searches: z.number().int(),
  /** switched off */
  rules: z.number().int(),
  siteRules: z.number().int(),
  /** tags that got a colour or a description */
  tags: z.number().int(),
})
export type LibraryTally = z.infer<typeof libraryTallySchema>

export const jobStates = ['waiting', 'running', 'paused', 'done', 'cancelled', 'failed'] as const

/** Long work that the tray shows. Times in ms, `started` and `ended` ISO 8601. */
export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['import', 'watch', 'export', 'rebuild', 'verify', 'change', 'extract']),
  name: z.string(),
  /** files and folders that an import was given beside the one it is named after */
  more: z.number().int().positive().optional(),
  /** what kind of change it is, when it is one */
  change: z.enum(changeNames).optional(),
  state: z.enum(jobStates),
  done: z.number().int(),
  /** undefined while the files are still being counted */
  total: z.number().int().optional(),
  counts: importCountsSchema,
  /** of what was added: links whose page is not there */
  links: z.number().int().optional(),
  current: z.string().optional(),
  perSecond: z.number().optional(),
  msLeft: z.number().optional(),
  created: z.iso.datetime(),
  started: z.iso.datetime().optional(),
  ended: z.iso.datetime().optional(),
  problem: problemSchema.optional(),
  /** only when they did something */
  rules: ruleTallySchema.optional(),
  /** only when something was taken over */
  library: libraryTallySchema.optional(),
})
export type Job = z.infer<typeof jobSchema>
