import { join } from 'node:path'
import { RECORD_FILE } from '../../../shared/model/article-files.ts'
import { recordSchema, type ArticleRecord } from '../../../shared/model/article.ts'
import type { Change } from '../../../shared/model/change.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { placeReading } from '../records/contents.ts'
import { diskProblem, eachOf } from '../disk.ts'
import { areaOf, folderIn } from '../records/folders.ts'
import { moveFolder } from '../records/move-folder.ts'
import { idsOf } from './history.ts'
import { readRecord, writeRecord } from '../records/records.ts'
import type { ReadRecord } from './records-ahead.ts'
import type { Finding, Run } from '../store.ts'

/** Records written at once: enough to keep a disk busy, few enough for any limit of open files. */
export const WRITES_AT_ONCE = 16

/** A record with some fields replaced; `null` takes a field away. Throws `record.damaged` when that is no record. */
export function patched(record: ArticleRecord, side: Record<string, unknown>): ArticleRecord {
  const entries = Object.entries({ ...record, ...side }).filter(([, value]) => value !== null && value !== undefined)
  const { data, error } = recordSchema.safeParse(Object.fromEntries(entries))
  if (data) return data
  const issue = error.issues[0]
  const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`
  throw new ProblemError('record.damaged', { id: record.id, reason })
}

/** Who is told while a change is carried out. */
export interface Watchers {
  /** reads a record of one of the change's articles, in the order of `idsOf`; its own folder is read when left out */
  read?: ReadRecord
  /** articles that have just been added: where one is in the place that it is to have, nothing is to be read or written */
  added?: ReadonlySet<string>
  /** takes note of a damaged record, which otherwise ends the change */
  onDamaged?: (finding: Finding) => void
  /** articles written at once */
  atOnce?: number
  /** the article is about to be written */
  onBegun?: (id: string) => void
  /** the article is written; waited for before the next one */
  onWritten?: (record: ArticleRecord) => Promise<void> | void
}

/**
 * Writes a change into the records and moves the folders. May be done again after a crash: the result is the same. Articles
 * that are gone are left out. Rejects with `change.cancelled` when the signal says so; what was done by then has to be taken
 * back.
 */
export async function carryOut(
  root: string,
  change: Change,
  run: Run = {},
  { read, added, atOnce = WRITES_AT_ONCE, onDamaged, onBegun, onWritten }: Watchers = {},
): Promise<void> {
  const sides = new Map(change.articles.map(({ id, after }) => [id, after]))
  const moves = new Map(change.moved.map(({ id, to }) => [id, to]))
  const contents = new Map(change.contents.map((each) => [each.id, each]))
  const ids = idsOf(change)
  let done = 0
  const one = async (id: string): Promise<void> => {
    const area = areaOf(root, id)
    if (area) {
      const to = moves.get(id) ?? area
      if (to === area && added?.has(id) === true) return
      const before = await (read ? read(id) : readRecord(folderIn(root, area, id), id))
      onBegun?.(id)
      const content = contents.get(id)
      const placed = content && (await placeReading(folderIn(root, area, id), before, content.key, content.to))
      const side: Record<string, unknown> = { ...placed, ...sides.get(id) }
      if (to !== area || (to === 'trash') !== (before.trashed !== undefined)) {
        side.trashed = to === 'trash' ? change.at : null
      }
      // done again after a crash, or taken back where it was not reached: what is so already is not written
      const after = isSo(before, side) ? before : { ...patched(before, side), changed: change.at }
      if (after !== before) await writeRecord(folderIn(root, area, id), after)
      if (to !== area) await move(root, id, area, to)
      await onWritten?.(after)
    }
  }
  await eachOf(ids, atOnce, async (id) => {
    if (run.signal?.aborted) throw new ProblemError('change.cancelled')
    try {
      await one(id)
    } catch (error) {
      if (!onDamaged || !isOfRecord(error)) throw error
      onDamaged({
        id,
        path: join(folderIn(root, areaOf(root, id) ?? 'articles', id), RECORD_FILE),
        problem: error.problem,
      })
    }
    run.onProgress?.({ done: ++done, total: ids.length })
  })
}

function isSo(record: ArticleRecord, side: Record<string, unknown>): boolean {
  const now: Record<string, unknown> = record
  return Object.entries(side).every(
    ([field, value]) => JSON.stringify(now[field] ?? null) === JSON.stringify(value ?? null),
  )
}

/** Not the disk's fault: this one record cannot be read, is of a newer version, or does not take the change. */
function isOfRecord(error: unknown): error is ProblemError {
  return (
    error instanceof ProblemError && ['record.damaged', 'record.missing', 'library.newer'].includes(error.problem.code)
  )
}

async function move(root: string, id: string, from: 'articles' | 'trash', to: 'articles' | 'trash'): Promise<void> {
  const place = folderIn(root, to, id)
  try {
    await moveFolder(folderIn(root, from, id), place)
  } catch (error) {
    throw diskProblem(error, place)
  }
}
