import type { ArticleRecord } from '../../../shared/model/article.ts'
import { addressKey } from './addresses.ts'
import type { PageFacts } from '../index/page-facts.ts'
import { sketchOf } from './similar-text.ts'
import type { Database } from '../index/sqlite.ts'

/**
 * How articles belong together: what their texts are like, where they stand on the web, what they link to. `addresses` and
 * `links` hold articles that are not in the trash; `pages` keeps what brings them back. `turn` counts the writes, so that
 * whoever has read the table reads on from there.
 */
export const RELATED_TABLES = `
CREATE TABLE pages (article INTEGER PRIMARY KEY, turn INTEGER NOT NULL, live INTEGER NOT NULL, address INTEGER,
  pictures INTEGER NOT NULL, also BLOB NOT NULL, links BLOB NOT NULL, sketch BLOB);
CREATE INDEX pages_by_turn ON pages (turn);
CREATE INDEX pages_by_address ON pages (address);
CREATE TABLE addresses (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE links (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
`

/** Counted in memory: the table's own highest number would come again after its article was removed. */
const turns = new WeakMap<Database, number>()

function lastTurn(database: Database): number {
  const last = turns.get(database) ?? Number(database.rows('SELECT coalesce(max(turn), 0) FROM pages')[0]?.[0])
  turns.set(database, last)
  return last
}

function nextTurn(database: Database): number {
  const next = lastTurn(database) + 1
  turns.set(database, next)
  return next
}

/** Takes an article's row away, which may be the one that the highest number is known by. */
function removeRow(database: Database, article: number): void {
  lastTurn(database)
  database.run('DELETE FROM pages WHERE article = ?', article)
}

interface Kept {
  live: number
  address: number | null
  pictures: number
  also: number[]
  links: number[]
  sketch: Uint8Array | null
}

const pack = (keys: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(keys).buffer)

/** A blob of the driver; a copy, so that numbers in it may stand anywhere. */
export function bytesOf(blob: unknown): Uint8Array {
  if (blob instanceof ArrayBuffer) return new Uint8Array(blob)
  return blob instanceof Uint8Array ? Uint8Array.from(blob) : new Uint8Array()
}

const unpack = (blob: unknown): number[] => [...new Float64Array(bytesOf(blob).buffer)]

function keptOf(database: Database, article: number): Kept | undefined {
  const sql = 'SELECT live, address, pictures, also, links, sketch FROM pages WHERE article = ?'
  const row = database.rows(sql, article)[0]
  if (!row) return undefined
  const [live, address, pictures, also, links, sketch] = row
  return {
    live: Number(live),
    address: typeof address === 'number' ? address : null,
    pictures: Number(pictures),
    also: unpack(also),
    links: unpack(links),
    sketch: sketch === null ? null : bytesOf(sketch),
  }
}

const keysOf = (addresses: readonly string[]): number[] => [
  ...new Set(addresses.map(addressKey).filter((key) => key !== undefined)),
]

/** Writes what an article has to do with others; without `page` and `text` what is known of its reading view stays. */
export function writeRelated(
  database: Database,
  article: number,
  record: ArticleRecord,
  page: { facts: PageFacts; text: string } | undefined,
): void {
  const address = addressKey(record.url ?? '') ?? null
  const also = keysOf((record.alternatives.url ?? []).map(({ value }) => value)).filter((key) => key !== address)
  const live = Number(record.trashed === undefined)
  // a star or a tag changes nothing here, and there are thousands of them at once
  if (!page && isSameRecord(database, article, { live, address, also })) return
  const before = keptOf(database, article)
  const now: Kept = {
    ...{ live, address, also },
    pictures: page?.facts.pictures ?? before?.pictures ?? 0,
    links: page ? keysOf(page.facts.links) : (before?.links ?? []),
    sketch: page ? (sketchOf(page.text) ?? null) : (before?.sketch ?? null),
  }
  if (before && isSame(before, now)) return
  if (before) takeOut(database, article, before)
  // not "or replace": that begins a savepoint, at which FTS5 writes out the words it has gathered so far, for every article
  if (before) removeRow(database, article)
  const sql = `INSERT INTO pages (article, turn, live, address, pictures, also, links, sketch)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
  const packed = [pack(also), pack(now.links), now.sketch] as const
  database.run(sql, article, nextTurn(database), live, address, now.pictures, ...packed)
  if (live === 1) putIn(database, article, now)
}

function isSameRecord(
  database: Database,
  article: number,
  { live, address, also }: Pick<Kept, 'live' | 'address' | 'also'>,
): boolean {
  const row = database.rows('SELECT live, address, also FROM pages WHERE article = ?', article)[0]
  return row !== undefined && row[0] === live && row[1] === address && unpack(row[2]).join() === also.join()
}

const isSame = (a: Kept, b: Kept): boolean =>
  a.live === b.live &&
  a.address === b.address &&
  a.pictures === b.pictures &&
  a.also.join() === b.also.join() &&
  a.links.join() === b.links.join() &&
  String(a.sketch) === String(b.sketch)

const own = ({ address, also }: Kept): number[] => (address === null ? also : [address, ...also])

function putIn(database: Database, article: number, page: Kept): void {
  for (const key of own(page))
    database.run('INSERT OR IGNORE INTO addresses (key, article) VALUES (?, ?)', key, article)
  for (const key of page.links) database.run('INSERT OR IGNORE INTO links (key, article) VALUES (?, ?)', key, article)
}

function takeOut(database: Database, article: number, page: Kept): void {
  if (page.live === 0) return
  for (const key of own(page)) database.run('DELETE FROM addresses WHERE key = ? AND article = ?', key, article)
  for (const key of page.links) database.run('DELETE FROM links WHERE key = ? AND article = ?', key, article)
}

/** Keys of every address that an article is known by, in the trash too. */
export function addressKeysOf(database: Database, article: number): number[] {
  const page = keptOf(database, article)
  return page ? own(page) : []
}

export function removeRelated(database: Database, article: number): void {
  const before = keptOf(database, article)
  if (!before) return
  takeOut(database, article, before)
  removeRow(database, article)
}
