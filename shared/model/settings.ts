import { z } from 'zod'

export const themes = ['system', 'light', 'dark', 'sepia'] as const

/** CSS px of the reading text, LOOK.md. */
export const READING_SIZE = { least: 16, most: 26, usual: 19 } as const

/** What belongs to this machine and person, not to the library: settings.json in the user's data folder. */
export const settingsSchema = z.object({
  library: z.string().optional(),
  theme: z.enum(themes).default('system'),
  locale: z.string().optional(),
  readingSize: z.number().min(READING_SIZE.least).max(READING_SIZE.most).default(READING_SIZE.usual),
  rowHeight: z.enum(['full', 'middle', 'compact']).default('full'),
  sort: z.string().default('saved-desc'),
  panes: z
    .object({
      places: z.number().min(180).max(320).default(228),
      list: z.number().min(300).max(560).default(400),
      placesOpen: z.boolean().default(true),
    })
    .prefault({}),
  window: z
    .object({
      x: z.number().optional(),
      y: z.number().optional(),
      width: z.number().default(1440),
      height: z.number().default(900),
      maximised: z.boolean().default(false),
    })
    .prefault({}),
  /** whether letters, digits and signs by themselves are commands */
  bareKeys: z.boolean().default(true),
  welcomed: z.boolean().default(false),
})
export type Settings = z.infer<typeof settingsSchema>
