import { WORD_LETTERS } from './fold.ts'
import { FULL_TEXT } from './schema.ts'
import { writeTexts, type Text } from './segments/write-texts.ts'
import type { Database } from './sqlite.ts'
import { wordSet } from './word-set.ts'

export type FullText = (typeof FULL_TEXT)[number]

const INSERT: Readonly<Record<FullText, string>> = {
  heads: 'INSERT INTO heads (rowid, title, author, site, stems) VALUES (?, ?, ?, ?, ?)',
  terms: 'INSERT INTO terms (rowid, term) VALUES (?, ?)',
  body: 'INSERT INTO body (rowid, text) VALUES (?, ?)',
  labels: 'INSERT INTO labels (rowid, tags, notes) VALUES (?, ?, ?)',
}

export type FullTextRows = ReturnType<typeof createFullTextRows>

/** Letters of texts that are written as one piece: so many are in memory at once, several times over. */
const MOST_LETTERS = 8_000_000

/** Rows of the tables of full text in a transaction, written at its end. */
export function createFullTextRows(database: Database) {
  const rows = { heads: new Map<number, string[]>(), labels: new Map<number, string[]>() }
  const texts = new Map<number, Text>()
  /** those whose places are to be written, too */
  const placed = new Set<number>()

  /** what FTS5 itself has to write */
  function insert({ rowid, folded, stems, withPlaces }: Text): void {
    if (withPlaces) database.run(INSERT.body, rowid, folded)
    database.run(INSERT.terms, rowid, [...wordSet(folded, WORD_LETTERS), ...stems].join(' '))
  }

  return {
    put(table: 'heads' | 'labels', rowid: number, ...columns: string[]): void {
      rows[table].set(rowid, columns)
    },
    putText(text: Text): void {
      texts.set(text.rowid, text)
      if (text.withPlaces) placed.add(text.rowid)
    },
    /** also one that was put and is not written yet */
    remove(table: FullText, rowid: number): void {
      if (table === 'body') placed.delete(rowid)
      else if (table === 'terms') texts.delete(rowid)
      else rows[table].delete(rowid)
      database.run(`DELETE FROM ${table} WHERE rowid = ?`, rowid)
    },
    write(): void {
      const all = Array.from(texts.values(), (text) => ({ ...text, withPlaces: placed.has(text.rowid) }))
      for (const some of parted(all)) if (!writeTexts(database, some)) some.forEach(insert)
      for (const table of ['heads', 'labels'] as const) {
        for (const [rowid, columns] of rows[table]) database.run(INSERT[table], rowid, ...columns)
      }
    },
  }
}

function parted(texts: readonly Text[]): Text[][] {
  const parts: Text[][] = []
  let letters = Infinity
  for (const text of texts) {
    letters += text.folded.length
    if (letters > MOST_LETTERS) {
      parts.push([])
      letters = text.folded.length
    }
    parts.at(-1)?.push(text)
  }
  return parts
}
