import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { Database } from './sqlite.ts'

/**
 * Files and texts that were articles of their own until these were merged into another: known when they come again, also after
 * the trash was emptied. `sha256` is of the file, or of the text for all other files that hold it. Made where it is missing: an index from before it knows of no such file, as its records do not.
 */
export const MERGED_TABLE = `
CREATE TABLE IF NOT EXISTS merged (sha256 TEXT NOT NULL, part TEXT NOT NULL, article INTEGER NOT NULL,
  PRIMARY KEY (sha256, part, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS merged_of ON merged (article);
`
/** What stands for a file that is no part of another. */
const WHOLE = ''

/** `known`: the article was in the index before. */
export function writeMerged(database: Database, rowid: number, { provenance }: ArticleRecord, known: boolean): void {
  if (known) removeMerged(database, rowid)
  for (const { sha256, merged } of provenance) {
    if (merged === undefined) continue
    const sql = 'INSERT OR IGNORE INTO merged (sha256, part, article) VALUES (?, ?, ?)'
    database.run(sql, sha256, merged.part ?? WHOLE, rowid)
    if (merged.text !== undefined) database.run(sql, merged.text, WHOLE, rowid)
  }
}

export function removeMerged(database: Database, rowid: number): void {
  database.run('DELETE FROM merged WHERE article = ?', rowid)
}

/** The article outside the trash that one of this file, of this part of it, or of this text was merged into. */
export function mergedInto(database: Database, hash: string, part?: string): string | undefined {
  const sql = `SELECT a.id FROM merged m JOIN articles a ON a.rowid = m.article
    WHERE m.sha256 = ? AND m.part = ? AND a.trashed = 0 LIMIT 1`
  return database.rows(sql, hash, part ?? WHOLE)[0]?.[0]?.toString()
}
