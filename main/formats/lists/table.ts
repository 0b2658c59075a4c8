import { parse } from 'csv-parse/sync'
import { LIST_ROW_LENGTH } from '../../platform/limits.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Entry, ListReader } from './entry.ts'
import { entryOf } from './rows.ts'
import { fields, serviceOf } from './services.ts'

/** Columns that a table of links can have its addresses in. */
const ADDRESSES = new Set<string>(fields.url)

/** The header's separator: wallabag writes semicolons, spreadsheets tabs. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (sign: string): number => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The rows of a table, each with its number as a spreadsheet shows it; what is no row has a reason. */
function rowsOf(text: string): { number: number; cells?: string[]; reason?: Phrase }[] {
  const rows: { number: number; cells?: string[]; reason?: Phrase }[] = []
  const add = (row: { cells?: string[]; reason?: Phrase }): void => void rows.push({ number: rows.length + 1, ...row })
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_record: (cells: string[]) => {
      const length = cells.reduce((sum, cell) => sum + cell.length, 0)
      add(length > LIST_ROW_LENGTH ? { reason: 'list.rowLong' } : { cells })
      // kept above: a second list would only take memory
      return null
    },
    on_skip: (error) => {
      add({ reason: error?.code === 'CSV_QUOTE_NOT_CLOSED' ? 'list.quote' : 'list.entry' })
      return undefined
    },
  })
  return rows
}

/** A table of links: the header says which column is what. */
export const readTable: ListReader = (text) => {
  const [header, ...rows] = rowsOf(text)
  const columns = header?.cells?.map((name) => name.trim().toLowerCase()) ?? []
  if (!columns.some((name) => ADDRESSES.has(name))) return undefined
  const service = serviceOf(new Set(columns))
  const entries = rows.flatMap(({ number, cells = [], reason }): Entry[] => {
    const part = `row ${String(number)}`
    if (reason !== undefined) return [{ part, fault: { reason } }]
    if (cells.every((cell) => cell.trim() === '')) return []
    // of columns with the same name the first counts
    const row = new Map(columns.map((name, index) => [name, cells[index] ?? ''] as const).toReversed())
    return [entryOf(row, part, service)]
  })
  return { what: service?.what ?? 'list.table', service: service?.name, entries }
}
