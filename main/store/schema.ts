import type { Database } from './sqlite.ts'

/** Raise it whenever a table or what is written into it changes: an index with another number is built anew. */
export const INDEX_VERSION = 1

/** Columns of the full-text table in order, and how much a hit in each weighs. */
export const WEIGHTS = { title: 8, text: 1, author: 4, site: 3, tags: 5, notes: 3 } as const

const TABLES = `
CREATE TABLE articles (
  rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, trashed INTEGER NOT NULL, read INTEGER NOT NULL,
  starred INTEGER NOT NULL, marks INTEGER NOT NULL, notes INTEGER NOT NULL, image INTEGER NOT NULL,
  saved INTEGER NOT NULL, published INTEGER, added INTEGER NOT NULL, opened INTEGER, words INTEGER NOT NULL,
  lang TEXT, format TEXT NOT NULL, host TEXT, site TEXT, author TEXT, url TEXT, title TEXT NOT NULL,
  source TEXT NOT NULL, part TEXT, texthash TEXT NOT NULL, bytes INTEGER NOT NULL, tagged INTEGER NOT NULL,
  mtime REAL NOT NULL, size INTEGER NOT NULL);
CREATE INDEX by_saved ON articles (trashed, saved);
CREATE INDEX by_added ON articles (trashed, added);
CREATE INDEX by_published ON articles (trashed, published);
CREATE INDEX by_title ON articles (trashed, title);
CREATE INDEX by_site ON articles (trashed, site, host);
CREATE INDEX by_words ON articles (trashed, words);
CREATE INDEX by_opened ON articles (trashed, opened);
CREATE INDEX by_host ON articles (host);
CREATE INDEX flags ON articles (trashed, read, starred, marks);
CREATE INDEX by_source ON articles (source);
CREATE INDEX by_texthash ON articles (texthash);
CREATE TABLE rows (rowid INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE texts (rowid INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE tags (key TEXT NOT NULL, article INTEGER NOT NULL, tag TEXT NOT NULL, own INTEGER NOT NULL,
  live INTEGER NOT NULL, used TEXT NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX tags_of ON tags (article);
CREATE TABLE marks (article INTEGER NOT NULL, id TEXT NOT NULL, made INTEGER NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (article, id)) WITHOUT ROWID;
CREATE INDEX marks_by_made ON marks (made);
CREATE VIRTUAL TABLE fts USING fts5 (title, text, author, site, tags, notes, content = '', contentless_delete = 1,
  prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
`

/** 64 MB of pages in memory for the writer's merges and the reader's scans, in KiB as SQLite wants it. */
const CACHE = -65_536

export function tune(database: Database): void {
  database.exec(`PRAGMA cache_size = ${String(CACHE)}; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456`)
}

export function versionOf(database: Database): number {
  return Number(database.rows('PRAGMA user_version')[0]?.[0])
}

export function createTables(database: Database): void {
  // a crash of the system may lose the last moments of the index: it is a cache and the next scan finds them
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  database.exec(TABLES)
  database.exec(`PRAGMA user_version = ${String(INDEX_VERSION)}`)
}
