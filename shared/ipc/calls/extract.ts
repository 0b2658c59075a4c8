import { z } from 'zod'
import { id, none, selectionSchema } from '../pieces.ts'

/** Reading saved pages again. */
export const extractCalls = {
  /** reads the originals of articles again; the job ends with one change. `name` is what the tray and the undo call it */
  'extract.run': { input: z.object({ selection: selectionSchema, name: z.string().optional() }), output: id },
  /** how many articles an older extractor has read */
  'extract.older': { input: none, output: z.object({ older: z.number(), all: z.number() }) },
} as const
