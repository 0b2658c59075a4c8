import type { ImportItem } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'

/** RFC 4180 with a byte order mark, without which spreadsheets take UTF-8 for something else. */
export function reportCsv(items: ImportItem[]): string {
  const rows = items.map(({ file, page, status, title, format, reason, id, ms }) => [
    file,
    page ?? '',
    status,
    title ?? '',
    format ?? '',
    reason === undefined ? '' : reason.code === 'note' ? reason.text : sentence(reason),
    id ?? '',
    String(Math.round(ms)),
  ])
  const head = ['file', 'page', 'status', 'title', 'format', 'reason', 'id', 'ms']
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`
}

/** Quoted; a leading sign that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvField(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}
