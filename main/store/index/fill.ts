import { statSync, type Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RECORD_FILE, VIEW_FILE } from '../../../shared/model/article-files.ts'
import { problem, ProblemError, problemOf } from '../../../shared/model/problem.ts'
import { textOfHtml } from '../../platform/html-text.ts'
import { isMissing } from '../disk.ts'
import { articleFolders, areaOf, folderIn, type ArticleFolder } from '../records/folders.ts'
import { applyBatch, type Entry } from './entry.ts'
import { factsOf } from './page-facts.ts'
import { readRecord } from '../records/records.ts'
import type { Database } from './sqlite.ts'
import type { Finding } from '../store.ts'

/** Articles in one transaction of a rebuild: large enough to be quick, small enough to hold in memory. */
const REBUILD_BATCH = 200

/** Reads an article's folder as the index wants it. The folder decides what is in the trash, whatever the record says. */
export async function readEntry(folder: ArticleFolder): Promise<Entry> {
  const record = await readRecord(folder.path, folder.id)
  if (folder.area === 'articles') delete record.trashed
  // put there by hand: its days in the trash begin when it is seen there
  else record.trashed ??= new Date().toISOString()
  const html = await readFile(join(folder.path, VIEW_FILE), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
  return { record, text: textOfHtml(html), facts: factsOf(html) }
}

async function entryOr(folder: ArticleFolder, findings: Finding[]): Promise<Entry | undefined> {
  try {
    return await readEntry(folder)
  } catch (error) {
    const reason = problemOf(error)
    const found =
      reason.code === 'internal'
        ? problem('record.damaged', { id: folder.id, reason: String(reason.detail.reason) })
        : reason
    findings.push({ id: folder.id, path: join(folder.path, RECORD_FILE), problem: found })
    return undefined
  }
}

/** Fills the index from the records. A damaged one is reported and does not stop the rest. */
export async function fill(
  database: Database,
  root: string,
  signal: AbortSignal,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<{ articles: number; findings: Finding[] }> {
  const folders: ArticleFolder[] = []
  for await (const folder of articleFolders(root)) folders.push(folder)
  const findings: Finding[] = []
  let done = 0
  for (let at = 0; at < folders.length; at += REBUILD_BATCH) {
    if (signal.aborted) throw new ProblemError('job.cancelled', { file: root })
    const batch = folders.slice(at, at + REBUILD_BATCH)
    const entries = await Promise.all(batch.map((folder) => entryOr(folder, findings)))
    applyBatch(database, root, { entries: entries.filter((entry) => entry !== undefined), gone: [] })
    done += batch.length
    onProgress({ done, total: folders.length })
  }
  return { articles: done - findings.length, findings }
}

/** Asked for at once: the look through the records has its thread to itself, and to be told of each would take several times as long. */
function recordFile(folder: string): Stats | undefined {
  try {
    return statSync(join(folder, RECORD_FILE), { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Folders looked at before it is asked whether to rest: a fraction of a millisecond. */
const LOOKED_AT_ONCE = 32

/**
 * Ids of articles whose record is not the one that the index has: changed, come or gone outside. Changes nothing. `rest` is waited for
 * between the folders.
 */
export async function differences(
  database: Database,
  root: string,
  signal: AbortSignal,
  rest: () => Promise<void>,
): Promise<string[]> {
  const known = new Map<string, string>()
  for (const [id, mtime, size, trashed] of database.rows('SELECT id, mtime, size, trashed FROM articles')) {
    known.set(String(id), `${String(mtime)} ${String(size)} ${trashed === 1 ? 'trash' : 'articles'}`)
  }
  const different: string[] = []
  let looked = 0
  for await (const folder of articleFolders(root)) {
    if (looked++ % LOOKED_AT_ONCE === 0) await rest()
    if (signal.aborted) return []
    const file = recordFile(folder.path)
    const before = known.get(folder.id)
    known.delete(folder.id)
    if (before !== `${String(file?.mtimeMs ?? 0)} ${String(file?.size ?? 0)} ${folder.area}`) different.push(folder.id)
  }
  return [...different, ...known.keys()]
}

/** Takes articles in as they are on disk now. Gives the ids that are different for it. */
export async function sync(
  database: Database,
  root: string,
  ids: readonly string[],
): Promise<{ changed: string[]; findings: Finding[] }> {
  const findings: Finding[] = []
  const entries: Entry[] = []
  const gone: string[] = []
  for (const id of ids) {
    const area = areaOf(root, id)
    if (area === undefined) gone.push(id)
    else {
      const entry = await entryOr({ id, area, path: folderIn(root, area, id) }, findings)
      if (entry) entries.push(entry)
    }
  }
  applyBatch(database, root, { entries, gone })
  return { changed: [...entries.map(({ record }) => record.id), ...gone], findings }
}
