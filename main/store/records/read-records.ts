import type { ArticleRecord } from '../../../shared/model/article.ts'
import { problem, problemOf, type Problem } from '../../../shared/model/problem.ts'
import { areaOf, folderIn } from './folders.ts'
import { readRecordNow } from './records.ts'

/** A record, or what kept it from being read. */
export type FoundRecord = { record: ArticleRecord } | { problem: Problem }

/** The records of articles, in their order, wherever they lie; waits for the disk. */
export function readRecords(root: string, ids: readonly string[]): FoundRecord[] {
  return ids.map((id) => {
    const area = areaOf(root, id)
    if (area === undefined) return { problem: problem('record.missing', { id }) }
    try {
      return { record: readRecordNow(folderIn(root, area, id), id) }
    } catch (error) {
      return { problem: problemOf(error) }
    }
  })
}
