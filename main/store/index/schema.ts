import { MERGED_TABLE } from './merged-files.ts'
import { RELATED_TABLES } from '../relations/related.ts'
import type { Database } from './sqlite.ts'

/** Raise it whenever a table or what is written into it changes: an index with another number is built anew. */
export const INDEX_VERSION = 5

/* Words are in four tables, each for what it is quick at:
   `heads`  title, author, site, and the stems of the title: small, and what ranks an article
   `terms`  every different word of the text once, and their stems, without places: for words and beginnings of words
   `body`   the text with its places: for phrases and for how often a word stands in it
   `labels` tags and notes: they change often, so that a new tag costs no new text */

/** Columns of `heads` in order, and how much a hit in each weighs. */
export const HEAD_WEIGHTS = [
  ['title', 8],
  ['author', 4],
  ['site', 3],
  ['stems', 5],
] as const
export const LABEL_WEIGHTS = [
  ['tags', 5],
  ['notes', 3],
] as const

const TOKENIZE = `tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"`
const CONTENTLESS = `content = '', contentless_delete = 1, ${TOKENIZE}`
/** Beginnings of words that have a list of their own: a search of one to three letters is as quick as one of a word. */
const BEGINNINGS = `prefix = '1 2 3'`
const TABLES = `
CREATE TABLE articles (
  rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, trashed INTEGER NOT NULL, read INTEGER NOT NULL,
  starred INTEGER NOT NULL, marks INTEGER NOT NULL, notes INTEGER NOT NULL, image INTEGER NOT NULL,
  saved INTEGER NOT NULL, published INTEGER, added INTEGER NOT NULL, opened INTEGER, words INTEGER NOT NULL,
  lang TEXT, format TEXT NOT NULL, host TEXT, site TEXT, author TEXT, url TEXT, title TEXT NOT NULL,
  source TEXT NOT NULL, part TEXT, texthash TEXT NOT NULL, bytes INTEGER NOT NULL, tagged INTEGER NOT NULL,
  extractor INTEGER NOT NULL, mtime REAL NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
  rev INTEGER NOT NULL, tagset TEXT NOT NULL, headskey BLOB NOT NULL, textkey BLOB NOT NULL, labelskey BLOB NOT NULL);
CREATE INDEX by_saved ON articles (trashed, saved);
CREATE INDEX by_added ON articles (trashed, added);
CREATE INDEX by_published ON articles (trashed, published);
CREATE INDEX by_title ON articles (trashed, title);
CREATE INDEX by_site ON articles (trashed, site, host);
CREATE INDEX by_words ON articles (trashed, words);
CREATE INDEX by_opened ON articles (trashed, opened);
CREATE INDEX by_host ON articles (host, trashed);
CREATE INDEX flags ON articles (trashed, read, starred, marks, notes, image, tagged, format, lang);
CREATE INDEX by_lang ON articles (lang);
CREATE INDEX by_rev ON articles (rev);
CREATE INDEX by_source ON articles (source);
CREATE INDEX by_texthash ON articles (texthash);
CREATE TABLE rows (rowid INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE texts (rowid INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE tags (key TEXT NOT NULL, article INTEGER NOT NULL, tag TEXT NOT NULL, own INTEGER NOT NULL,
  live INTEGER NOT NULL, used TEXT NOT NULL, rule TEXT, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX tags_of ON tags (article);
CREATE INDEX tags_by_rule ON tags (rule) WHERE rule IS NOT NULL;
CREATE TABLE marks (article INTEGER NOT NULL, id TEXT NOT NULL, made INTEGER NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (article, id)) WITHOUT ROWID;
CREATE INDEX marks_by_made ON marks (made);
CREATE TABLE gone (rowid INTEGER PRIMARY KEY, rev INTEGER NOT NULL);
CREATE VIRTUAL TABLE heads USING fts5 (title, author, site, stems, ${BEGINNINGS}, ${CONTENTLESS});
CREATE VIRTUAL TABLE terms USING fts5 (term, detail = none, ${BEGINNINGS}, ${CONTENTLESS});
CREATE VIRTUAL TABLE body USING fts5 (text, ${CONTENTLESS});
CREATE VIRTUAL TABLE labels USING fts5 (tags, notes, ${BEGINNINGS}, ${CONTENTLESS});
`

/** The tables of full text. */
export const FULL_TEXT = ['heads', 'terms', 'body', 'labels'] as const

/** Words of a transaction that FTS5 gathers before it writes a piece of its index, bytes: one piece each, less to merge. */
const GATHERED = 32 * 1024 * 1024
/** Pieces of one size before they are merged (FTS5's default is 4): half the writing, for a little more looking up. */
export const PIECES = 8
/** Pieces of one size that are worth merging while nothing is asked of the index (FTS5's default is 4). */
export const IDLE_PIECES = 2

/** Pages in memory, in KiB as SQLite wants it: 48 MB for merges. Searches were 3 % quicker with them than with 8 MB. */
const CACHES = { writing: -49_152, reading: -8192 } as const

/** The file is not mapped into memory: that was no quicker, and every page once read counted as memory of the process. */
export function tune(database: Database, use: keyof typeof CACHES = 'writing'): void {
  database.exec(`PRAGMA cache_size = ${String(CACHES[use])}; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0`)
}

export function versionOf(database: Database): number {
  return Number(database.rows('PRAGMA user_version')[0]?.[0])
}

/** Makes the tables; `setVersion` says later that they are filled, and until then the file does not pass for an index. */
export function createTables(database: Database): void {
  database.exec(TABLES)
  database.exec(RELATED_TABLES)
  database.exec(MERGED_TABLE)
  for (const table of FULL_TEXT) {
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${String(GATHERED)});
      INSERT INTO ${table} (${table}, rank) VALUES ('automerge', ${String(PIECES)});
      INSERT INTO ${table} (${table}, rank) VALUES ('usermerge', ${String(IDLE_PIECES)})`)
  }
}

export function setVersion(database: Database): void {
  database.exec(`PRAGMA user_version = ${String(INDEX_VERSION)}`)
}
