import { ProblemError } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { openOriginal, type Original } from '../formats/original/original.ts'
import { numbered } from '../extract/rules/numbered.ts'
import type { OriginalTask, PreparedOriginal } from './messages.ts'

/** The original whose files are made one by one while it is looked at. */
let open: { key: string; original: Original } | undefined

/** The page as it was saved with all it shows, for the original view. Rejects when the file gives no page any more. */
export async function prepareOriginal(task: OriginalTask): Promise<PreparedOriginal> {
  const key = JSON.stringify([task.dir, task.main, task.part, task.numbered, task.charset])
  const kept = task.only !== undefined && open?.key === key ? open.original : undefined
  const original = kept ?? (await openOriginal(task, task.numbered === true ? numbered : undefined))
  const { html, resources, blocked, warnings } = original
  const later = [...resources].filter(([, resource]) => resource.later === true).map(([path]) => path)
  open = later.length > 0 ? { key, original } : undefined
  const files: PreparedOriginal['files'] = []
  const told = new Set(warnings)
  for (const [path, { type, read, later: waits }] of resources) {
    if (task.only === undefined ? waits === true : path !== task.only) continue
    try {
      files.push({ path, type, bytes: await read() })
    } catch (error) {
      // what is asked for alone is missed by the one who asked
      if (task.only !== undefined || !(error instanceof ProblemError)) throw error
      told.add(warning('originalUnread'))
    }
  }
  return { html, files, later, blocked, warnings: [...told] }
}
