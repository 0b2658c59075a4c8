import { openOriginal } from '../formats/original.ts'
import type { OriginalTask, PreparedOriginal } from './messages.ts'

/** The page as it was saved with all it shows, for the original view. Rejects when the file gives no page any more. */
export async function prepareOriginal(task: OriginalTask): Promise<PreparedOriginal> {
  const { html, resources, blocked } = await openOriginal(task)
  const files: PreparedOriginal['files'] = []
  for (const [path, { type, read }] of resources) files.push({ path, type, bytes: await read() })
  return { html, files, blocked }
}
