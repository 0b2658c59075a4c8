import { z } from 'zod'
import { watchedFolderSchema } from '../../model/library.ts'
import { patchOf } from '../../model/patch.ts'
import { problemSchema } from '../../model/problem.ts'
import { settingsSchema } from '../../model/settings.ts'
import { id, none } from '../pieces.ts'

/** The app itself: its state, settings, window and the system around it. */
export const appCalls = {
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
  'shell.openLink': { input: z.object({ url: z.string() }), output: none },
  'shell.showOriginal': { input: id, output: none },
  'shell.showPath': { input: z.object({ path: z.string() }), output: none },
  'window.control': { input: z.object({ action: z.enum(['minimise', 'maximise', 'close']) }), output: none },
} as const
