import { open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { unseenChanges, type Change, type ChangeSummary } from '../../../shared/model/change.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { diskProblem } from '../disk.ts'
import {
  aboutOf,
  changeLine,
  doneLine,
  idsOf,
  readChange,
  scanHistory,
  tidyHistory,
  type Entry,
} from './history-file.ts'

export { idsOf } from './history-file.ts'

/** Changes that can still be taken back: more than a person remembers. */
export const HISTORY_LIMIT = 500

export function summaryOf(change: Change): ChangeSummary {
  const { id, at, name, subject } = change
  return { id, at, name, subject, count: idsOf(change).length }
}

/** What was changed stays in the file until it is asked for: in memory there is only what each change is. */
export interface History {
  /** newest last */
  summaries(): ChangeSummary[]
  /** what was written down before a crash but perhaps not carried out, oldest first */
  unfinished(): readonly Change[]
  /** the newest change that was not taken back */
  undoable(): Promise<Change | undefined>
  /** changes that fell out of the history since this was last asked, and have kept former reading views that are of no use any more */
  evicted(): Promise<Change[]>
  /** under which changes that can be taken back have kept former reading views */
  keys(): ReadonlySet<string>
  append(change: Change): Promise<void>
  done(id: string): Promise<void>
  /** takes the last line out again: the change could not be carried out */
  forget(id: string): Promise<void>
}

/** Opens history.ndjson; keeps the last HISTORY_LIMIT changes. A line cut short by a crash was never acted on. */
export async function openHistory(root: string, readOnly: boolean): Promise<History> {
  const path = join(root, 'history.ndjson')
  const read = (entry: Entry): Promise<Change | undefined> =>
    readChange(path, entry.span).catch((error: unknown) => {
      throw diskProblem(error, path)
    })
  const readAll = async (list: readonly Entry[]): Promise<Change[]> => {
    const changes: Change[] = []
    for (const entry of list) {
      const change = await read(entry)
      if (change) changes.push(change)
    }
    return changes
  }
  const { entries: found, tidy } = await scanHistory(path)
  const unfinished = await readAll(found.filter(({ done }) => !done))
  const fallen = found.splice(0, Math.max(0, found.length - HISTORY_LIMIT))
  /** those of the opening, whose lines are gone */
  const evicted = await readAll(fallen.filter(({ about }) => about.kept !== undefined))
  const entries = readOnly || (tidy && fallen.length === 0) ? found : await tidyHistory(path, found)
  /** those since, whose lines stay until the next opening */
  const leaving: Entry[] = []

  const write = async (line: string): Promise<number> => {
    const file = await open(path, 'a')
    const { size } = await file.stat()
    try {
      await file.appendFile(line)
      await file.datasync()
    } catch (error) {
      await file.truncate(size).catch(() => undefined)
      throw diskProblem(error, path)
    } finally {
      await file.close()
    }
    return size
  }

  return {
    summaries: () => entries.map(({ id, about: { at, name, subject, count } }) => ({ id, at, name, subject, count })),
    unfinished: () => unfinished,
    async undoable() {
      const undone = new Set(entries.map(({ about }) => about.undoes))
      const last = entries.findLast(
        ({ id, about: { name } }) => name !== 'undo' && !unseenChanges.has(name) && !undone.has(id),
      )
      if (!last) return undefined
      const change = await read(last)
      if (change?.id === last.id) return change
      // it must not stand in the way of the ones before it
      entries.splice(entries.indexOf(last), 1)
      const { name, subject } = last.about
      throw new ProblemError('undo.conflict', { name: subject || name, reason: `it is damaged in ${path}.` })
    },
    evicted: async () => [
      ...evicted.splice(0),
      ...(await readAll(leaving.splice(0).filter(({ about }) => about.kept !== undefined))),
    ],
    keys: () => new Set(entries.flatMap(({ about }) => about.kept ?? [])),
    async append(change) {
      const line = changeLine(change)
      const from = await write(line)
      const span = { from, length: Buffer.byteLength(line) - 1 }
      entries.push({ id: change.id, about: aboutOf(change), span, done: false })
      if (entries.length > HISTORY_LIMIT) leaving.push(...entries.splice(0, 1))
    },
    async done(id) {
      const entry = entries.find((each) => each.id === id)
      if (!entry) return
      await write(doneLine(entry))
      entry.done = true
    },
    async forget(id) {
      const at = entries.findIndex((each) => each.id === id)
      const entry = entries[at]
      if (!entry) return
      if (!entry.done) await truncate(path, entry.span.from)
      entries.splice(at, 1)
    },
  }
}
