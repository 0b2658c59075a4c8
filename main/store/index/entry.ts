import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { RECORD_FILE } from '../../../shared/model/article-files.ts'
import { hostOf } from '../../../shared/model/address.ts'
import type { ArticleRecord, Row } from '../../../shared/model/article.ts'
import { dateOf } from '../../../shared/model/iso-date.ts'
import { tagKey } from '../../../shared/model/tag.ts'
import { fold, foldForIndex } from './fold.ts'
import { folderIn } from '../records/folders.ts'
import { removeMerged, writeMerged } from './merged-files.ts'
import type { PageFacts } from './page-facts.ts'
import { removeRelated, writeRelated } from '../relations/related.ts'
import type { Database, Value } from './sqlite.ts'
import { stemTokens } from './stems.ts'
import { createFullTextRows, type FullTextRows } from './full-text-rows.ts'

/** An article to be written into the index; without `text` the text that is there stays, and what was read of the page. */
export interface Entry {
  record: ArticleRecord
  text?: string
  facts?: PageFacts
}
export interface Batch {
  entries: Entry[]
  gone: string[]
}

/** Fast rather than small: the text is read again for every snippet. */
const DEFLATE_LEVEL = 1
/** Bytes of a digest that tells one article's own texts apart: chance does not meet in 64 bits. */
const KEY_BYTES = 8

const encoder = new TextEncoder()

function instant(text: string | undefined): number | null {
  if (text === undefined) return null
  const at = dateOf(text).getTime()
  return Number.isNaN(at) ? null : at
}

function rowOf(record: ArticleRecord): Row {
  const { id, url, title, byline, site, published, saved, added, lang, dir, excerpt, image, format, words } = record
  const { minutes, tags, read, starred, progress, trashed } = record
  return {
    ...{ id, url, title, byline, site, published, saved, added, lang, dir, excerpt, image, format, words },
    ...{ minutes, tags, read, starred, progress, trashed },
    marks: record.marks.length,
    host: hostOf(url),
  }
}

export function inflate(blob: unknown): string {
  if (!(blob instanceof ArrayBuffer) && !(blob instanceof Uint8Array)) return ''
  // a buffer reads itself six times faster than a decoder does
  return inflateRawSync(blob).toString('utf8')
}

/** The beginning of a text, out of so many bytes of what it was packed into; undefined when they are all there is. */
export function inflateStart(blob: unknown, bytes: number): string | undefined {
  if (!(blob instanceof ArrayBuffer) && !(blob instanceof Uint8Array)) return undefined
  if (blob.byteLength <= bytes) return undefined
  const part = blob instanceof ArrayBuffer ? new Uint8Array(blob, 0, bytes) : blob.subarray(0, bytes)
  // it may end in the middle of a letter
  return inflateRawSync(part, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4 * bytes })
    .toString('utf8')
    .slice(0, -1)
}

/** Writes articles into the index, all of them or none. */
export function applyBatch(database: Database, root: string, { entries, gone }: Batch): void {
  database.transaction(() => {
    const rev = nextRev(database)
    for (const id of gone) removeEntry(database, id, rev)
    const words = createFullTextRows(database)
    for (const entry of entries) writeEntry(database, root, entry, rev, words)
    words.write()
  })
}

/** Every transaction has a number that its articles carry, by which a reader knows what to read again. */
function nextRev(database: Database): number {
  const sql = 'SELECT coalesce(max((SELECT max(rev) FROM articles), (SELECT coalesce(max(rev), 0) FROM gone)), 0) + 1'
  return Number(database.rows(sql)[0]?.[0])
}

function removeEntry(database: Database, id: string, rev: number): void {
  const rowid = database.rows('SELECT rowid FROM articles WHERE id = ?', id)[0]?.[0]
  if (typeof rowid !== 'number') return
  removeRelated(database, rowid)
  removeMerged(database, rowid)
  for (const [table, column] of TABLES_OF_ARTICLE) database.run(`DELETE FROM ${table} WHERE ${column} = ?`, rowid)
  database.run('INSERT OR REPLACE INTO gone (rowid, rev) VALUES (?, ?)', rowid, rev)
}
const TABLES_OF_ARTICLE = [
  ['heads', 'rowid'],
  ['terms', 'rowid'],
  ['body', 'rowid'],
  ['labels', 'rowid'],
  ['tags', 'article'],
  ['marks', 'article'],
  ['rows', 'rowid'],
  ['texts', 'rowid'],
  ['articles', 'rowid'],
] as const

/** What stands under an article's keys now; its words are only cut up again when they have changed. */
interface Known {
  rowid: number
  lang: string | null
  headskey: string
  textkey: string
  labelskey: string
}

function knownOf(database: Database, id: string): Known | undefined {
  const sql = 'SELECT rowid, lang, hex(headskey), hex(textkey), hex(labelskey) FROM articles WHERE id = ?'
  const [rowid, lang, ...keys] = database.rows(sql, id)[0] ?? []
  const [headskey = '', textkey = '', labelskey = ''] = keys.map(String)
  return typeof rowid === 'number'
    ? { rowid, lang: typeof lang === 'string' ? lang : null, headskey, textkey, labelskey }
    : undefined
}

const keyOf = (...parts: string[]): Buffer => hash('sha1', parts.join('\0'), 'buffer').subarray(0, KEY_BYTES)
const hexOf = (key: Buffer): string => key.toString('hex').toUpperCase()

/** Blobs come back as another kind of bytes than they went in. */
function isSame(stored: unknown, value: Value | undefined): boolean {
  if (!(value instanceof Uint8Array)) return stored === value
  const bytes = stored instanceof ArrayBuffer ? new Uint8Array(stored) : stored
  return bytes instanceof Uint8Array && Buffer.from(value).equals(bytes)
}

function writeEntry(
  database: Database,
  root: string,
  { record, text, facts }: Entry,
  rev: number,
  words: FullTextRows,
): void {
  const known = knownOf(database, record.id)
  const host = hostOf(record.url)
  const lang = record.lang?.toLowerCase() ?? null
  const heading = [record.title, record.byline ?? '', `${record.site ?? ''} ${host ?? ''}`] as const
  const labels = [record.tags.join(' '), record.marks.map(({ note }) => note).join(' ')]
  const keys = {
    headskey: keyOf(...heading, lang ?? ''),
    textkey: text === undefined && known ? Buffer.from(known.textkey, 'hex') : keyOf(text ?? ''),
    labelskey: keyOf(
      ...labels,
      ...[...record.marks, record.tags, record.tagRules].map((part) => JSON.stringify(part)),
      record.trashed ?? '',
    ),
  }
  const steps = tagSteps(record)
  const tagset = [...steps.values()].map(({ tag, own }) => String(own) + tag).join('\n')
  const columns: Record<string, Value> = { ...columnsOf(root, record, host), lang, rev, tagset, ...keys }
  const names = Object.keys(columns)
  let rowid = known?.rowid
  if (rowid === undefined) {
    const sql = `INSERT INTO articles (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
    rowid = database.run(sql, ...Object.values(columns))
  } else {
    // only what is different: a column that is named costs its indexes, and a tag concerns one of eleven
    const before = database.rows(`SELECT ${names.join(', ')} FROM articles WHERE rowid = ?`, rowid)[0] ?? []
    const other = names.filter((name, at) => !isSame(before[at], columns[name]))
    if (other.length > 0) {
      const sql = `UPDATE articles SET ${other.map((name) => `${name} = ?`).join(', ')} WHERE rowid = ?`
      database.run(sql, ...other.map((name) => columns[name] ?? null), rowid)
    }
  }
  database.run('INSERT OR REPLACE INTO rows (rowid, json) VALUES (?, ?)', rowid, JSON.stringify(rowOf(record)))
  writeWords(database, rowid, { heading, text, lang, known }, keys, words)
  if (known?.labelskey !== hexOf(keys.labelskey)) {
    if (known) {
      for (const table of ['tags', 'marks']) database.run(`DELETE FROM ${table} WHERE article = ?`, rowid)
      words.remove('labels', rowid)
    }
    if (record.tags.length > 0 || record.marks.length > 0) words.put('labels', rowid, ...labels.map(foldForIndex))
    writeTagsAndMarks(database, rowid, record, steps)
  }
  writeMerged(database, rowid, record, known !== undefined)
  writeRelated(database, rowid, record, text === undefined || !facts ? undefined : { text, facts })
}

interface Words {
  heading: readonly [title: string, author: string, site: string]
  text: string | undefined
  lang: string | null
  known: Known | undefined
}

/** What is looked for in titles and texts; only what has changed is cut into words again. */
function writeWords(
  database: Database,
  rowid: number,
  { heading, text, lang, known }: Words,
  keys: { headskey: Buffer; textkey: Buffer },
  words: FullTextRows,
): void {
  const language = lang ?? undefined
  if (known?.headskey !== hexOf(keys.headskey)) {
    if (known) words.remove('heads', rowid)
    words.put('heads', rowid, ...heading.map(foldForIndex), stemTokens(heading[0], language).join(' '))
  }
  const sameText = known?.textkey === hexOf(keys.textkey)
  if (sameText && known.lang === lang) return
  const full = text ?? inflate(database.rows('SELECT text FROM texts WHERE rowid = ?', rowid)[0]?.[0])
  if (!sameText) {
    const packed = deflateRawSync(encoder.encode(full), { level: DEFLATE_LEVEL })
    database.run('INSERT OR REPLACE INTO texts (rowid, text) VALUES (?, ?)', rowid, packed)
    if (known) words.remove('body', rowid)
  }
  if (known) words.remove('terms', rowid)
  words.putText({ rowid, folded: foldForIndex(full), stems: stemTokens(full, language), withPlaces: !sameText })
}

function columnsOf(root: string, record: ArticleRecord, host: string | undefined): Record<string, Value> {
  const file = statSync(join(folderIn(root, record.trashed ? 'trash' : 'articles', record.id), RECORD_FILE), {
    throwIfNoEntry: false,
  })
  return {
    id: record.id,
    trashed: Number(record.trashed !== undefined),
    read: Number(record.read),
    starred: Number(record.starred),
    marks: record.marks.length,
    notes: record.marks.filter(({ note }) => note !== '').length,
    image: Number(record.image !== undefined),
    saved: instant(record.saved) ?? instant(record.added) ?? 0,
    published: instant(record.published),
    added: instant(record.added) ?? 0,
    opened: instant(record.opened),
    words: record.words,
    format: record.format,
    host: host ?? null,
    site: record.site === undefined ? null : fold(record.site),
    author: record.byline ?? null,
    url: record.url ?? null,
    title: fold(record.title),
    source: record.hashes.source,
    part: record.original.part ?? null,
    texthash: record.hashes.text,
    bytes: record.original.files.reduce((sum, { bytes }) => sum + bytes, 0),
    tagged: record.tags.length,
    extractor: record.extracted?.version ?? 0,
    changed: instant(record.changed) ?? 0,
    mtime: file?.mtimeMs ?? 0,
    size: file?.size ?? 0,
  }
}

function writeTagsAndMarks(database: Database, rowid: number, record: ArticleRecord, steps: TagSteps): void {
  const live = Number(record.trashed === undefined)
  for (const [key, { tag, own, rule }] of steps) {
    const values = [key, rowid, tag, own, live, record.changed, rule]
    database.run('INSERT INTO tags (key, article, tag, own, live, used, rule) VALUES (?, ?, ?, ?, ?, ?, ?)', ...values)
  }
  for (const mark of record.marks) {
    const values = [rowid, mark.id, instant(mark.made) ?? 0, JSON.stringify(mark)]
    database.run('INSERT OR REPLACE INTO marks (article, id, made, json) VALUES (?, ?, ?, ?)', ...values)
  }
}

/** By key: each tag and each step above it, so that `tag:politics` finds `politics/ukraine` by one look into the table. */
type TagSteps = Map<string, { tag: string; own: number; rule: string | null }>

/** A tag may be called `constructor`. */
const ruleOf = ({ tagRules }: ArticleRecord, tag: string): string | null =>
  Object.hasOwn(tagRules, tag) ? (tagRules[tag] ?? null) : null

function tagSteps(record: ArticleRecord): TagSteps {
  const all: TagSteps = new Map()
  for (const tag of record.tags) {
    const steps = tag.split('/')
    for (let count = 1; count <= steps.length; count++) {
      const path = steps.slice(0, count).join('/')
      const own = Number(count === steps.length)
      const before = all.get(tagKey(path))
      const rule = own === 1 ? ruleOf(record, tag) : null
      if (!before || own > before.own) all.set(tagKey(path), { tag: path, own, rule })
    }
  }
  return all
}
