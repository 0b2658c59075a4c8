import { rm } from 'node:fs/promises'
import { WRITES_AT_ONCE } from './changes/carry-out.ts'
import { eachOf } from './disk.ts'
import { areaOf, folderIn } from './records/folders.ts'
import type { Index } from './index/index.ts'
import type { Finding } from './store.ts'

/** How long articles stay in the trash, ms. */
const TRASH_MS = 30 * 24 * 60 * 60 * 1000
/** Articles taken in between two changes of data: a bulk change or a key press never waits for more than these. */
const SLICE = 100

export interface UpkeepParts {
  root: string
  index: Index
  /** one change of data at a time */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  onChanged(ids: string[]): void
  onFindings(findings: Finding[]): void
}

/** What is done to a library beside changing it: taking in what changed outside, and emptying the trash. */
export function createUpkeep({ root, index, inTurn, onChanged, onFindings }: UpkeepParts) {
  async function remove(ids: readonly string[]): Promise<number> {
    const there = ids.filter((id) => areaOf(root, id) === 'trash')
    await eachOf(there, WRITES_AT_ONCE, (id) => rm(folderIn(root, 'trash', id), { recursive: true, force: true }))
    if (there.length === 0) return 0
    await index.apply({ entries: [], gone: there })
    onChanged(there)
    return there.length
  }

  return {
    /** deletes those that are in the trash; how many there were */
    remove,
    async emptyTrash(now = Date.now()): Promise<void> {
      const old = await index.read('trashedBefore', new Date(now - TRASH_MS).toISOString())
      if (old.length > 0) await inTurn(() => remove(old))
    },
    /** takes in what changed outside, a slice at a time; the ids of what is different now */
    async refresh(signal?: AbortSignal): Promise<string[]> {
      const changed: string[] = []
      const different = await index.differences(signal)
      for (let at = 0; at < different.length && !signal?.aborted; at += SLICE) {
        const result = await inTurn(() => index.sync(different.slice(at, at + SLICE)))
        if (result.findings.length > 0) onFindings(result.findings)
        if (result.changed.length > 0) onChanged(result.changed)
        changed.push(...result.changed)
      }
      return changed
    },
  }
}
