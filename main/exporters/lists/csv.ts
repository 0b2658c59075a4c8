import { stringify } from 'csv-stringify/sync'
import type { ExportArticle } from '../article.ts'

/** One column a value; the marks and the text are in the other formats. */
const columns: Record<string, (article: ExportArticle) => string | number> = {
  id: ({ record }) => record.id,
  title: ({ record }) => record.title,
  author: ({ record }) => record.byline ?? '',
  site: ({ record }) => record.site ?? '',
  url: ({ record }) => record.url ?? '',
  published: ({ record }) => record.published ?? '',
  saved: ({ record }) => record.saved ?? '',
  added: ({ record }) => record.added,
  lang: ({ record }) => record.lang ?? '',
  words: ({ record }) => record.words,
  minutes: ({ record }) => record.minutes,
  tags: ({ record }) => record.tags.join(', '),
  read: ({ record }) => String(record.read),
  starred: ({ record }) => String(record.starred),
  marks: ({ record }) => record.marks.length,
  format: ({ record }) => record.format,
  excerpt: ({ record }) => record.excerpt ?? '',
}

const format = {
  record_delimiter: 'windows',
  // a cell that begins with = + - @ would be run as a formula by a spreadsheet
  escape_formulas: true,
  // the library quotes only for the line break that it writes itself
  quoted_match: /[\r\n]/,
} as const

/** Spreadsheets take a file without this mark for the system's old character set. */
const BYTE_ORDER_MARK = '\uFEFF'

export const csvHead = BYTE_ORDER_MARK + stringify([Object.keys(columns)], format)

/** One line of CSV (RFC 4180) with its line break. */
export function csvLine(article: ExportArticle): string {
  return stringify([Object.values(columns).map((value) => value(article))], format)
}
