import { z } from 'zod'
import { importItemSchema, jobSchema, outcomes } from '../../model/job.ts'
import { tagSchema } from '../../model/tag.ts'
import { id, LIST_LIMIT, none } from '../pieces.ts'

/** Imports, and the long work that the tray shows. */
export const importsCalls = {
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
} as const
