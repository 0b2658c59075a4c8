import { readFile, stat } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ArticleRecord, Row } from '../../shared/model/article.ts'
import { problem, problemOf, type Problem } from '../../shared/model/problem.ts'
import { textOfHtml } from '../platform/html-text.ts'
import { isMissing } from './disk.ts'
import { fold, foldForIndex } from './fold.ts'
import { articleFolders, areaOf, folderIn } from './folders.ts'
import { tagKey } from './query-sql.ts'
import { readRecord, RECORD_FILE } from './records.ts'
import type { Database, Value } from './sqlite.ts'

/** An article to be written into the index; without `text` the text that is there stays. */
export interface Entry {
  record: ArticleRecord
  text?: string
}
export interface Batch {
  entries: Entry[]
  gone: string[]
}

/** Articles in one transaction of a rebuild: large enough to be quick, small enough to hold in memory. */
const REBUILD_BATCH = 200
/** Fast rather than small: the text is read again for every snippet. */
const DEFLATE_LEVEL = 1

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function instant(text: string | undefined): number | null {
  if (text === undefined) return null
  // a day without a time is that day here
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text).getTime()
  return Number.isNaN(at) ? null : at
}

/** Host of an address without `www.`; undefined when it is no address. */
export function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).hostname.replace(/^www\./, '') || undefined
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
  return decoder.decode(inflateRawSync(blob))
}

/** Writes articles into the index, all of them or none. */
export function applyBatch(database: Database, root: string, { entries, gone }: Batch): void {
  database.transaction(() => {
    for (const id of gone) removeEntry(database, id)
    for (const entry of entries) writeEntry(database, root, entry)
  })
}

function rowidOf(database: Database, id: string): number | undefined {
  const rowid = database.rows('SELECT rowid FROM articles WHERE id = ?', id)[0]?.[0]
  return typeof rowid === 'number' ? rowid : undefined
}

function clear(database: Database, rowid: number): void {
  for (const sql of [
    'fts WHERE rowid',
    'tags WHERE article',
    'marks WHERE article',
    'rows WHERE rowid',
    'articles WHERE rowid',
  ]) {
    database.run(`DELETE FROM ${sql} = ?`, rowid)
  }
}

function removeEntry(database: Database, id: string): void {
  const rowid = rowidOf(database, id)
  if (rowid === undefined) return
  clear(database, rowid)
  database.run('DELETE FROM texts WHERE rowid = ?', rowid)
}

function writeEntry(database: Database, root: string, { record, text }: Entry): void {
  const known = rowidOf(database, record.id)
  if (known !== undefined) clear(database, known)
  const file = statSync(join(folderIn(root, record.trashed ? 'trash' : 'articles', record.id), RECORD_FILE), {
    throwIfNoEntry: false,
  })
  const host = hostOf(record.url)
  const notes = record.marks.filter(({ note }) => note !== '')
  const live = record.trashed === undefined ? 1 : 0
  const columns: Record<string, Value> = {
    id: record.id,
    trashed: 1 - live,
    read: Number(record.read),
    starred: Number(record.starred),
    marks: record.marks.length,
    notes: notes.length,
    image: Number(record.image !== undefined),
    saved: instant(record.saved) ?? instant(record.added) ?? 0,
    published: instant(record.published),
    added: instant(record.added) ?? 0,
    opened: instant(record.opened),
    words: record.words,
    lang: record.lang?.toLowerCase() ?? null,
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
    mtime: file?.mtimeMs ?? 0,
    size: file?.size ?? 0,
  }
  if (known !== undefined) columns.rowid = known
  const names = Object.keys(columns)
  const rowid = database.run(
    `INSERT INTO articles (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ...Object.values(columns),
  )
  const body = text ?? inflate(database.rows('SELECT text FROM texts WHERE rowid = ?', rowid)[0]?.[0])
  if (text !== undefined) {
    const packed = deflateRawSync(encoder.encode(text), { level: DEFLATE_LEVEL })
    database.run('INSERT OR REPLACE INTO texts (rowid, text) VALUES (?, ?)', rowid, packed)
  }
  database.run('INSERT INTO rows (rowid, json) VALUES (?, ?)', rowid, JSON.stringify(rowOf(record)))
  const folded = [
    record.title,
    body,
    record.byline ?? '',
    `${record.site ?? ''} ${host ?? ''}`,
    record.tags.join(' '),
    record.marks.map(({ note }) => note).join(' '),
  ].map(foldForIndex)
  database.run(
    'INSERT INTO fts (rowid, title, text, author, site, tags, notes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    rowid,
    ...folded,
  )
  writeTags(database, rowid, record, live)
  for (const mark of record.marks) {
    const values = [rowid, mark.id, instant(mark.made) ?? 0, JSON.stringify(mark)]
    database.run('INSERT OR REPLACE INTO marks (article, id, made, json) VALUES (?, ?, ?, ?)', ...values)
  }
}

/** Each tag and each step above it, so that `tag:politics` finds `politics/ukraine` by one look into the table. */
function writeTags(database: Database, rowid: number, record: ArticleRecord, live: number): void {
  const all = new Map<string, { tag: string; own: number }>()
  for (const tag of record.tags) {
    const steps = tag.split('/')
    for (let count = 1; count <= steps.length; count++) {
      const path = steps.slice(0, count).join('/')
      const own = Number(count === steps.length)
      const before = all.get(tagKey(path))
      if (!before || own > before.own) all.set(tagKey(path), { tag: path, own })
    }
  }
  for (const [key, { tag, own }] of all) {
    const values = [key, rowid, tag, own, live, record.changed]
    database.run('INSERT INTO tags (key, article, tag, own, live, used) VALUES (?, ?, ?, ?, ?, ?)', ...values)
  }
}

export interface Damaged {
  id: string
  path: string
  problem: Problem
}

/** Reads an article's folder as the index wants it. The folder decides what is in the trash, whatever the record says. */
export async function readEntry(folder: { id: string; area: string; path: string }): Promise<Entry> {
  const record = await readRecord(folder.path, folder.id)
  if (folder.area === 'articles') delete record.trashed
  else record.trashed ??= record.changed
  const html = await readFile(join(folder.path, 'article.html'), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
  return { record, text: textOfHtml(html) }
}

/** Fills the index from the records. A damaged one is reported and does not stop the rest. */
export async function fill(
  database: Database,
  root: string,
  signal: AbortSignal,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<{ articles: number; damaged: Damaged[] }> {
  const folders: { id: string; area: 'articles' | 'trash'; path: string }[] = []
  for await (const folder of articleFolders(root)) folders.push(folder)
  const damaged: Damaged[] = []
  let done = 0
  for (let at = 0; at < folders.length; at += REBUILD_BATCH) {
    signal.throwIfAborted()
    const batch = folders.slice(at, at + REBUILD_BATCH)
    const entries = await Promise.all(batch.map((folder) => entryOr(folder, damaged)))
    applyBatch(database, root, { entries: entries.filter((entry) => entry !== undefined), gone: [] })
    done += batch.length
    onProgress({ done, total: folders.length })
  }
  return { articles: done - damaged.length, damaged }
}

async function entryOr(
  folder: { id: string; area: string; path: string },
  damaged: Damaged[],
): Promise<Entry | undefined> {
  try {
    return await readEntry(folder)
  } catch (error) {
    const reason = problemOf(error)
    const found =
      reason.code === 'internal'
        ? problem('record.damaged', { id: folder.id, reason: String(reason.detail.reason) })
        : reason
    damaged.push({ id: folder.id, path: join(folder.path, RECORD_FILE), problem: found })
    return undefined
  }
}

/** Compares folder and index and takes in what changed outside. Gives the ids of what is different now. */
export async function scan(
  database: Database,
  root: string,
  signal: AbortSignal,
): Promise<{ changed: string[]; damaged: Damaged[] }> {
  const known = new Map<string, string>()
  for (const [id, mtime, size, trashed] of database.rows('SELECT id, mtime, size, trashed FROM articles')) {
    known.set(String(id), `${String(mtime)} ${String(size)} ${trashed === 1 ? 'trash' : 'articles'}`)
  }
  const changed: string[] = []
  const damaged: Damaged[] = []
  for await (const folder of articleFolders(root)) {
    signal.throwIfAborted()
    const file = await stat(join(folder.path, RECORD_FILE)).catch(() => undefined)
    const before = known.get(folder.id)
    known.delete(folder.id)
    if (before === `${String(file?.mtimeMs ?? 0)} ${String(file?.size ?? 0)} ${folder.area}`) continue
    const entry = await entryOr(folder, damaged)
    if (!entry) continue
    applyBatch(database, root, { entries: [entry], gone: [] })
    changed.push(folder.id)
  }
  // what was moved between articles/ and trash/ meanwhile is not gone
  const gone = [...known.keys()].filter((id) => areaOf(root, id) === undefined)
  if (gone.length > 0) applyBatch(database, root, { entries: [], gone })
  return { changed: [...changed, ...gone], damaged }
}
