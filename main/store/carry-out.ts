import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { recordSchema, type ArticleRecord } from '../../shared/model/article.ts'
import type { Change } from '../../shared/model/change.ts'
import { diskProblem, eachOf } from './disk.ts'
import { areaOf, folderIn } from './folders.ts'
import { readRecord, writeRecord } from './records.ts'
import type { Run } from './store.ts'

/** Records written at once: enough to keep a disk busy, few enough for any limit of open files. */
export const WRITES_AT_ONCE = 16

/** A record with some fields replaced; `null` takes a field away. */
export function patched(record: ArticleRecord, side: Record<string, unknown>): ArticleRecord {
  const entries = Object.entries({ ...record, ...side }).filter(([, value]) => value !== null && value !== undefined)
  return recordSchema.parse(Object.fromEntries(entries))
}

/**
 * Writes a change into the records and moves the folders. May be done again after a crash: the result is the same. Articles
 * that are gone are left out.
 */
export async function carryOut(root: string, change: Change, run: Run = {}): Promise<ArticleRecord[]> {
  const sides = new Map(change.articles.map(({ id, after }) => [id, after]))
  const moves = new Map(change.moved.map(({ id, to }) => [id, to]))
  const ids = [...new Set([...sides.keys(), ...moves.keys()])]
  const records: ArticleRecord[] = []
  let done = 0
  await eachOf(ids, WRITES_AT_ONCE, async (id) => {
    const area = areaOf(root, id)
    if (area) {
      const to = moves.get(id) ?? area
      const before = await readRecord(folderIn(root, area, id), id)
      const side: Record<string, unknown> = { ...sides.get(id) }
      if (to !== area || (to === 'trash') !== (before.trashed !== undefined)) {
        side.trashed = to === 'trash' ? change.at : null
      }
      const after = Object.keys(side).length > 0 ? { ...patched(before, side), changed: change.at } : before
      if (after !== before) await writeRecord(folderIn(root, area, id), after)
      if (to !== area) await move(root, id, area, to)
      records.push(after)
    }
    run.onProgress?.({ done: ++done, total: ids.length })
  })
  return records
}

async function move(root: string, id: string, from: 'articles' | 'trash', to: 'articles' | 'trash'): Promise<void> {
  const place = folderIn(root, to, id)
  try {
    await mkdir(dirname(place), { recursive: true })
    await rename(folderIn(root, from, id), place)
  } catch (error) {
    throw diskProblem(error, place)
  }
}
