import { escapeHtml } from '../syntax/markup.ts'
import type { Entry, LinkList } from './entry.ts'
import { quotesOf, tagsOf, textOf, type Row } from './values.ts'

const WHAT = { what: 'list.readwise', service: 'Readwise' } as const

/** Columns that together only Readwise's table of highlights has. */
export const isReadwise = (columns: readonly string[]): boolean =>
  columns.includes('highlight') && columns.includes('book title') && columns.includes('highlighted at')

/** A row of a table by the names of its columns, or why there is none. */
export type NamedRow = { part: string; row: Row } | Required<Pick<Entry, 'part' | 'fault'>>

type Highlight = Extract<NamedRow, { row: Row }>

function quoteOf(row: Row): NonNullable<Entry['quotes']> {
  const labels = tagsOf(row.get('tags')).map((tag) => `#${tag}`)
  const note = [textOf(row.get('note')), labels.join(' ')].filter((words) => words !== undefined && words !== '')
  const fields = { ...Object.fromEntries(row), note: note.join('\n') }
  return quotesOf([fields])
}

const blockquote = ({ quote }: { quote: string }): string =>
  `<blockquote><p>${escapeHtml(quote).replace(/\r?\n/g, '<br>')}</p></blockquote>`

/** What was marked in one book or article: it has no address, so that the words themselves are its text. */
function entryOf(rows: readonly Highlight[]): Entry {
  const [first] = rows
  const field = (name: string): string | undefined => textOf(first?.row.get(name))
  const quotes = rows.flatMap(({ row }) => quoteOf(row))
  // a note without marked words is about the whole
  const notes = rows.flatMap(({ row }) =>
    textOf(row.get('highlight')) === undefined ? (textOf(row.get('note')) ?? []) : [],
  )
  return {
    part: first?.part ?? '',
    grows: true,
    title: field('book title'),
    author: field('book author'),
    tags: [...new Set(rows.flatMap(({ row }) => tagsOf(row.get('document tags'))))],
    quotes,
    content: quotes.map(blockquote).join(''),
    note: notes.join('\n\n') || undefined,
  }
}

/** Readwise's table of highlights: each row is one, and those of one title and author are an article. */
export function readReadwise(rows: readonly NamedRow[]): LinkList {
  const groups = new Map<string, Highlight[]>()
  const faults: Entry[] = []
  for (const one of rows) {
    if ('fault' in one) {
      faults.push(one)
      continue
    }
    const key = JSON.stringify([textOf(one.row.get('book title')), textOf(one.row.get('book author'))])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return { ...WHAT, entries: [...[...groups.values()].map(entryOf), ...faults] }
}
