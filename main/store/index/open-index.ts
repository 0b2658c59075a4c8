import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMissing } from '../disk.ts'
import { openIndex, startReading, type Index, type Reading, type Rebuilt } from './index.ts'
import type { Finding, OpenOptions, Progress, Run } from '../store.ts'

export interface OpenedIndex {
  index: Index
  /** it was missing, old or damaged, and now holds everything */
  rebuilt: boolean
  findings: Finding[]
  /** folder of an index that is only for now: the library cannot be written to */
  temporary?: string
}

const INDEX_FILE = 'index.sqlite'

/** Begins to read the library's index, which needs nothing else of the library. */
export const readIndexOf = (root: string): Reading => startReading(root, join(root, INDEX_FILE))

/** Opens the library's index, and builds it when it cannot be used; beside the library when that cannot be written to. */
export async function openIndexOf(
  root: string,
  readOnly: boolean,
  options: OpenOptions,
  onHealed: (rebuilt: Rebuilt) => void,
  reading: Reading,
): Promise<OpenedIndex> {
  let temporary: string | undefined
  let index = await openIndex(
    root,
    join(root, INDEX_FILE),
    readOnly,
    { onHealed, idleMs: options.mergeAfterMs },
    reading,
  )
  try {
    if (!index.usable && readOnly) {
      await index.close()
      temporary = await mkdtemp(join(tmpdir(), 'keepleaf-'))
      // a read-only disk cannot hold the files beside the index that SQLite wants; a copy is far quicker than a new index
      for (const end of ['', '-wal']) {
        await copyFile(join(root, INDEX_FILE + end), join(temporary, INDEX_FILE + end)).catch((error: unknown) => {
          if (!isMissing(error)) throw error
        })
      }
      index = await openIndex(root, join(temporary, INDEX_FILE), false, { onHealed })
    }
    const rebuilt = index.usable ? undefined : await index.rebuild(callOptions(options))
    return { index, rebuilt: rebuilt !== undefined, findings: rebuilt?.findings ?? [], temporary }
  } catch (error) {
    await index.close()
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/** A run as the options of a call to the thread, whose progress comes as plain data. */
export function callOptions({ signal, onProgress }: Run): {
  signal?: AbortSignal
  onProgress?: (value: unknown) => void
} {
  return { signal, onProgress: onProgress && ((value) => onProgress(progressIn(value))) }
}

function progressIn(value: unknown): Progress {
  const { done, total } = { done: 0, total: undefined, ...(typeof value === 'object' ? value : {}) }
  return { done: Number(done), total: total === undefined ? undefined : Number(total) }
}
