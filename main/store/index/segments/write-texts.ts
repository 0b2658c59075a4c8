import { mergePieces } from '../merge.ts'
import { PIECES } from '../schema.ts'
import type { Database } from '../sqlite.ts'
import { AVERAGES, bytesOf, endOf, numberAt, PAGE_BITS, STRUCTURE } from './format.ts'
import { createPages, type Pages } from './pages.ts'
import { writePlaces, writeRows, type RowWords } from './segment.ts'
import {
  freeId,
  nextOrigin,
  numbersBytes,
  structureBytes,
  structureOf,
  type Segment,
  type Structure,
} from './structure.ts'
import { createVocabulary } from './vocabulary.ts'

/** A text to be found by its words: folded, with its stems. */
export interface Text {
  rowid: number
  folded: string
  stems: readonly string[]
  /** also by the places of its words: false when these are there already */
  withPlaces: boolean
}

type Table = 'body' | 'terms'

/** Letters of beginnings that have lists of their own: what `schema.ts` says of `terms`. */
const BEGINNINGS = 3
/** After so many written pages as many are merged for each level (`FTS5_WORK_UNIT`). */
const WORK_UNIT = 64
/** Pieces of one size that are merged at once, however much that is (FTS5's `crisismerge`, as it comes). */
const MOST_PIECES = 16

/**
 * Writes the words of texts into `body` and `terms`, as one segment of each, as FTS5 would: it took twice the time, for it has to
 * take them one by one. False when a table is not as expected: FTS5 has to write into it.
 */
export function writeTexts(database: Database, texts: readonly Text[]): boolean {
  forget(database)
  const [body, terms] = [structureIn(database, 'body'), structureIn(database, 'terms')]
  if (!body || !terms) return false
  const vocabulary = createVocabulary()
  const inOrder = texts.toSorted((a, b) => a.rowid - b.rowid)
  const read = inOrder.map(({ rowid, folded, withPlaces }) => ({
    rowid,
    withPlaces,
    words: vocabulary.numbersOf(folded),
  }))
  const stems = inOrder.map((text) => vocabulary.numbersOf(text.stems.join(' ')))
  const seen = new Uint32Array(vocabulary.size)
  const different = read.map(({ rowid, words }, at) => ({
    rowid,
    words: distinct([words, stems[at] ?? words], seen, at + 1),
  }))
  const sorted = vocabulary.sorted()
  const placed = read.filter(({ withPlaces }) => withPlaces)
  writeSegment(database, 'body', body, placed, (pages) => {
    writePlaces(pages, vocabulary, placed, sorted)
  })
  writeSegment(database, 'terms', terms, different, (pages) => {
    writeRows(pages, vocabulary, different, sorted, BEGINNINGS)
  })
  return true
}

/**
 * FTS5 keeps the structure of its tables and their totals in memory, and would overwrite what has come from elsewhere. It forgets
 * both when a savepoint is rolled back that it has a part in; what it had not written yet it writes when one begins.
 */
function forget(database: Database): void {
  database.exec(`SAVEPOINT segments; DELETE FROM body WHERE rowid = -1; DELETE FROM terms WHERE rowid = -1;
    ROLLBACK TO segments; RELEASE segments`)
}

const blockOf = (database: Database, table: Table, id: number): unknown =>
  database.rows(`SELECT block FROM ${table}_data WHERE id = ?`, id)[0]?.[0]

const structureIn = (database: Database, table: Table): Structure | undefined =>
  structureOf(blockOf(database, table, STRUCTURE))

/** Each of the numbers once. `seen` keeps for each which text had it last. */
function distinct(lists: readonly Uint32Array[], seen: Uint32Array, text: number): Uint32Array {
  const found = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0))
  let count = 0
  for (const list of lists) {
    for (const word of list) {
      if (seen[word] === text) continue
      seen[word] = text
      found[count++] = word
    }
  }
  return found.subarray(0, count)
}

function writeSegment(
  database: Database,
  table: Table,
  structure: Structure,
  rows: readonly RowWords[],
  fill: (pages: Pages) => void,
): void {
  if (rows.length === 0) return
  const id = freeId(structure)
  const origin = nextOrigin(structure)
  const pages = createPages((page, bytes, first) => {
    database.run(`INSERT INTO ${table}_data (id, block) VALUES (?, ?)`, id * 2 ** PAGE_BITS + page, bytes)
    if (!first) return
    // a number of the driver is one with a point in a column without a type
    const sql = `INSERT INTO ${table}_idx (segid, term, pgno) VALUES (CAST(? AS INTEGER), ?, CAST(? AS INTEGER) << 1)`
    database.run(sql, id, first, page)
  })
  fill(pages)
  const last = pages.end()
  for (const { rowid, words } of rows) {
    const sql = `INSERT INTO ${table}_docsize (id, sz, origin) VALUES (?, ?, ?)`
    database.run(sql, rowid, numbersBytes([words.length]), origin)
  }
  count(database, table, rows)
  if (last === 0) return
  const [lowest] = structure.levels
  const segment: Segment = [id, 1, last, origin, origin, 0, 0, rows.length]
  if (lowest) lowest.segments.push(segment)
  else structure.levels.push({ merging: 0, segments: [segment] })
  const before = structure.written
  structure.written += last
  put(database, table, STRUCTURE, structureBytes(structure))
  const due = mergeDue(structure, before)
  if (due > 0) mergePieces(database, table, due)
}

/** Pages to merge now: what FTS5 would after a segment of its own, as it shares the work out among what is written. */
function mergeDue({ levels, written }: Structure, before: number): number {
  if (levels.every(({ merging, segments }) => merging === 0 && segments.length < PIECES)) return 0
  const crowded = levels.find(({ segments }) => segments.length >= MOST_PIECES)
  if (crowded) return crowded.segments.reduce((sum, [, first, last]) => sum + last - first + 1, 0)
  return WORK_UNIT * levels.length * (Math.floor(written / WORK_UNIT) - Math.floor(before / WORK_UNIT))
}

/** Adds rows and their words to what the table knows of all its rows (the averages record). */
function count(database: Database, table: Table, rows: readonly RowWords[]): void {
  const bytes = bytesOf(blockOf(database, table, AVERAGES))
  const [before, words] = bytes.length === 0 ? [0, 0] : [numberAt(bytes, 0), numberAt(bytes, endOf())]
  const added = rows.reduce((sum, row) => sum + row.words.length, 0)
  put(database, table, AVERAGES, numbersBytes([before + rows.length, words + added]))
}

function put(database: Database, table: Table, id: number, block: Uint8Array): void {
  database.run(`UPDATE ${table}_data SET block = ? WHERE id = ?`, block, id)
}
