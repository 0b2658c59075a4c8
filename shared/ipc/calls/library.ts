import { z } from 'zod'
import { changeSummarySchema } from '../../model/change.ts'
import { watchedFolderSchema } from '../../model/library.ts'
import { changed, id, none } from '../pieces.ts'

/** The library as a whole: opening, care, watched folders, history. */
export const libraryCalls = {
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
  /** takes back the newest change; with an id only when that is the newest, else `undo.conflict` */
  'history.undo': { input: id.optional(), output: z.object({ undone: changeSummarySchema.optional() }) },
  /** makes the change again that was taken back last; with the id of its undo only when that is the newest, else `redo.conflict` */
  'history.redo': { input: id.optional(), output: z.object({ redone: changeSummarySchema.optional() }) },
  'history.list': { input: none, output: z.array(changeSummarySchema) },
} as const
