import { parse } from 'csv-parse/sync'
import { LIST_ROW_LENGTH, QUOTE_MENDS } from '../../platform/limits.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { ListReader } from './entry.ts'
import { isHypothesis, readHypothesisTable } from './hypothesis.ts'
import { isReadwise, readReadwise, type NamedRow } from './readwise.ts'
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

interface TableRow {
  /** as a spreadsheet shows it */
  number: number
  cells?: string[]
  reason?: Phrase
}

/** Where a cell that begins with a quotation mark ends: behind the mark that closes it. */
function quotedEnd(row: string, start: number): number {
  let at = row.indexOf('"', start + 1)
  while (at >= 0 && row[at + 1] === '"') at = row.indexOf('"', at + 2)
  return at < 0 ? row.length : at + 1
}

/** Whether every quotation mark of a row's text stands where a cell begins or ends, or twice inside of it. */
function isWellQuoted(row: string, delimiter: string): boolean {
  const text = row.trimEnd()
  for (let at = 0; at < text.length; at++) {
    const end = text[at] === '"' ? quotedEnd(text, at) : at
    const next = text.indexOf(delimiter, end)
    const rest = text.slice(end, next < 0 ? text.length : next)
    if (end > at ? rest !== '' : /["\n]/.test(rest)) return false
    if (next < 0) return true
    at = next
  }
  return true
}

/** Whether a line below the first one of a row begins a row of its own, as far as a cell with an address tells. */
function holdsRows(row: string, delimiter: string): boolean {
  return new RegExp(`\n(?:[^\n]*${delimiter})?"?https?://`, 'i').test(row)
}

/**
 * The rows of a table; what is no row has a reason. A quotation mark that is never closed, or first by one of another row, takes all
 * between into one cell: its line is named, and the lines below it are read for themselves.
 */
function rowsOf(text: string): TableRow[] {
  const rows: TableRow[] = []
  const delimiter = delimiterOf(text)
  let mendsLeft = QUOTE_MENDS
  const add = (row: Omit<TableRow, 'number'>): void => void rows.push({ number: rows.length + 1, ...row })

  /** Reads rows up to one with a broken quotation mark, and says where that begins. */
  function readRows(bytes: Buffer): number | undefined {
    const quotes = mendsLeft-- > 0
    let start = 0
    let broken: number | undefined
    const stop = new Error('a quotation mark is not closed')
    const take = (cells: string[], { bytes: end }: { bytes: number }): null => {
      const spans = quotes && cells.some((cell) => cell.includes('\n'))
      const row = spans ? bytes.toString('utf8', start, end) : ''
      if (spans && !isWellQuoted(row, delimiter) && holdsRows(row, delimiter)) {
        broken = start
        throw stop
      }
      const length = cells.reduce((sum, cell) => sum + cell.length, 0)
      add(length > LIST_ROW_LENGTH ? { reason: 'list.rowLong' } : { cells })
      start = end
      // kept above: a second list would only take memory
      return null
    }
    try {
      parse(bytes, {
        delimiter,
        quote: quotes ? '"' : null,
        relax_quotes: true,
        relax_column_count: true,
        skip_records_with_error: true,
        on_record: take,
        on_skip: (error) => {
          if (error?.code === 'CSV_QUOTE_NOT_CLOSED') broken = start
          else add({ reason: 'list.entry' })
          return undefined
        },
      })
    } catch (error) {
      if (error !== stop) throw error
    }
    return broken
  }

  let rest = Buffer.from(text.replace(/^\uFEFF/, ''))
  for (let broken = readRows(rest); broken !== undefined; broken = readRows(rest)) {
    add({ reason: 'list.quote' })
    const next = rest.indexOf('\n', broken)
    rest = rest.subarray(next < 0 ? rest.length : next + 1)
  }
  return rows
}

/** A table of links: the header says which column is what. */
export const readTable: ListReader = (text) => {
  const [header, ...below] = rowsOf(text)
  const columns = header?.cells?.map((name) => name.trim().toLowerCase()) ?? []
  const rows = below.flatMap(({ number, cells = [], reason }): NamedRow[] => {
    const part = `row ${String(number)}`
    if (reason !== undefined) return [{ part, fault: { reason } }]
    if (cells.every((cell) => cell.trim() === '')) return []
    // of columns with the same name the first counts
    return [{ part, row: new Map(columns.map((name, index) => [name, cells[index] ?? ''] as const).toReversed()) }]
  })
  if (isReadwise(columns)) return readReadwise(rows)
  if (isHypothesis(columns)) return readHypothesisTable(rows)
  if (!columns.some((name) => ADDRESSES.has(name))) return undefined
  const service = serviceOf(new Set(columns))
  const entries = rows.map((one) => ('row' in one ? entryOf(one.row, one.part, service) : one))
  return { what: service?.what ?? 'list.table', service: service?.name, entries }
}
