import type { ImportCounts, ImportItem } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'
import type { Output } from './output.ts'

/** Why an item became what it became, as a sentence. */
export function reasonOf({ reason }: ImportItem): string | undefined {
  if (reason === undefined) return undefined
  return reason.code === 'note' ? reason.text : sentence(reason)
}

/** One line of `import` and `watch`: JSON for programs, words for people. */
function itemLine(item: ImportItem): Record<string, unknown> {
  const { file, page, status, id, title, format, ms } = item
  return { file, page, status, id, title, format, reason: reasonOf(item), ms }
}

/** Prints each item; what went well is not listed for people. */
export async function printItem(output: Output, json: boolean, item: ImportItem): Promise<void> {
  if (json) await output.json(itemLine(item))
  else {
    const what = item.title === undefined ? item.file : `${item.file}: ${item.title}`
    const reason = reasonOf(item)
    output.text(`${item.status.padEnd(10)}${what}${reason === undefined ? '' : ` (${reason})`}`)
  }
}

export function countsText(counts: ImportCounts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  return parts.length === 0 ? 'nothing found' : parts.map(([status, count]) => `${String(count)} ${status}`).join(', ')
}
