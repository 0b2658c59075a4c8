import { z } from 'zod'
import { recordSchema } from './article.ts'
import { librarySchema } from './library.ts'
import { patchOf } from './patch.ts'

export const changeNames = [
  'import',
  'read',
  'unread',
  'star',
  'unstar',
  'progress',
  'edit',
  'tag',
  'untag',
  'retag',
  'tag.rename',
  'tag.merge',
  'tag.split',
  'tag.delete',
  'tag.colour',
  'tag.describe',
  'mark.add',
  'mark.edit',
  'mark.remove',
  'trash',
  'restore',
  'merge',
  'apart',
  'search.save',
  'search.edit',
  'search.delete',
  'search.order',
  'watch.add',
  'watch.edit',
  'watch.remove',
  'rule.save',
  'rule.edit',
  'rule.order',
  'rule.delete',
  'rule.run',
  'extract',
  'site.apply',
  'site.save',
  'site.delete',
  'site.import',
  'extract.note',
  'undo',
] as const
export type ChangeName = (typeof changeNames)[number]

/** Noted by the way, and seen by nobody: these are not what an undo means. */
export const unseenChanges: ReadonlySet<ChangeName> = new Set(['progress', 'extract.note'])

/** The part of a record that a change may touch. */
export const recordPatchSchema = patchOf(
  recordSchema.omit({ version: true, id: true, added: true, original: true, hashes: true }),
)

/** `null` stands for "was not there". */
const patchSide = z.record(z.string(), z.unknown())

const area = z.enum(['articles', 'trash'])

/** `from` is where taking it back puts the article, when that is not the other one. */
export const movedSchema = z.object({ id: z.string(), to: area, from: area.optional() })
export type Moved = z.infer<typeof movedSchema>

/**
 * A named change that knows its inverse: each side of `articles` and `library` holds just the touched fields; taking it
 * back swaps the sides. `moved` are articles that went into the trash or out of it.
 */
export const changeSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  name: z.enum(changeNames),
  /** for the sentence in the toast and menu: a tag, a title, a count */
  subject: z.string().default(''),
  articles: z.array(z.object({ id: z.string(), before: patchSide, after: patchSide })).default([]),
  library: z.object({ before: patchOf(librarySchema), after: patchOf(librarySchema) }).optional(),
  moved: z.array(movedSchema).default([]),
  /** reading views that were made anew: `earlier/<key>/` in the article's folder holds both sides, with the fields that go with each */
  contents: z.array(z.object({ id: z.string(), key: z.string(), to: z.enum(['before', 'after']) })).default([]),
  /** id of the change that this one took back */
  undoes: z.string().optional(),
  /** what that one was; without it nothing of it could be taken back, and there is nothing to be done again */
  of: z.enum(changeNames).optional(),
  /** id of the `undo` that this one took back: the same change was made again, and has its name */
  redoes: z.string().optional(),
  /** articles that taking back or making again has left out: they were deleted for good */
  left: z.number().int().positive().optional(),
})
export type Change = z.infer<typeof changeSchema>

/** What the window needs to offer an undo. */
export const changeSummarySchema = changeSchema
  .pick({ id: true, at: true, name: true, subject: true, undoes: true, of: true, redoes: true, left: true })
  .extend({ count: z.number().int() })
export type ChangeSummary = z.infer<typeof changeSummarySchema>

type Step = Pick<ChangeSummary, 'id' | 'name' | 'undoes' | 'of' | 'redoes'>

/** What stands of a history, and what of it was taken back and can be done again (each as its `undo`); newest last. */
export function standingOf<T extends Step>(history: readonly T[]): { done: T[]; undone: T[] } {
  let done: T[] = []
  let undone: T[] = []
  for (const change of history) {
    if (unseenChanges.has(change.name)) continue
    if (change.name === 'undo') {
      done = done.filter(({ id }) => id !== change.undoes)
      if (change.of) undone.push(change)
      continue
    }
    done.push(change)
    // a new change ends what could be done again
    undone = change.redoes === undefined ? [] : undone.filter(({ id }) => id !== change.redoes)
  }
  return { done, undone }
}
