import Libsql from 'libsql'
import { ProblemError } from '../../../shared/model/problem.ts'

export type Value = string | number | null | Uint8Array

/** The little of SQLite that the index needs. The only file that knows which driver it is. */
export interface Database {
  exec(sql: string): void
  run(sql: string, ...values: Value[]): number
  /** rows as arrays of columns */
  rows(sql: string, ...values: Value[]): unknown[][]
  transaction<T>(work: () => T): T
  /** what is read in it belongs together, whatever another connection writes meanwhile */
  snapshot<T>(work: () => T): T
  close(): void
}

/** How long to wait for the other thread's transaction, ms. */
const BUSY_MS = 10_000

/** Opens a database file; throws the driver's error when it is none. */
export function openDatabase(path: string, options: { readOnly?: boolean } = {}): Database {
  const database = new Libsql(path, { readonly: options.readOnly ?? false })
  const statements = new Map<string, Libsql.Statement<Value[]>>()
  const prepare = (sql: string): Libsql.Statement<Value[]> => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare<Value[]>(sql)
    // queries are made from parts; without a bound every search ever typed would stay
    if (statements.size > 200) statements.clear()
    statements.set(sql, statement)
    return statement
  }
  database.exec(`PRAGMA busy_timeout = ${String(BUSY_MS)}`)
  return {
    exec: (sql) => void database.exec(sql),
    run: (sql, ...values) => Number(prepare(sql).run(...values).lastInsertRowid),
    rows: (sql, ...values) =>
      prepare(sql)
        .raw()
        .all(...values)
        .map((row) => (Array.isArray(row) ? row : [row])),
    transaction(work) {
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        database.exec('COMMIT')
        return result
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    snapshot(work) {
      // unlike BEGIN it may stand inside a transaction
      database.exec('SAVEPOINT snapshot')
      try {
        return work()
      } finally {
        database.exec('RELEASE snapshot')
      }
    },
    close: () => void database.close(),
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that mean something to a person. */
const CODES = { readOnly: 8, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 } as const

/** A driver's error as the problem it is: a damaged index, a full disk; every other error as it came. */
export function databaseProblem(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('rawCode' in error) || typeof error.rawCode !== 'number') return error
  const code = error.rawCode & 0xff
  const cause = { cause: error }
  if (code === CODES.corrupt || code === CODES.notADatabase) return new ProblemError('index.damaged', { file }, cause)
  if (code === CODES.full) return new ProblemError('disk.full', { file }, cause)
  if (code === CODES.readOnly) return new ProblemError('disk.readOnly', { file }, cause)
  if (code === CODES.ioError) return new ProblemError('disk.failed', { file, reason: error.message }, cause)
  return error
}
