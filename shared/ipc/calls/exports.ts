import { z } from 'zod'
import { exportFormats, exportOptionsSchema, id, selectionSchema } from '../pieces.ts'

/** Exports. */
export const exportsCalls = {
  /** asks where an export goes; undefined when cancelled */
  'export.choose': {
    input: z.object({ format: z.enum(exportFormats), count: z.number(), name: z.string() }),
    output: z.string().optional(),
  },
  'export.run': { input: exportOptionsSchema.extend({ selection: selectionSchema }), output: id },
} as const
