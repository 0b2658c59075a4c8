import { open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { standingOf, type Change, type ChangeSummary } from '../../../shared/model/change.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError, type ProblemCode } from '../../../shared/model/problem.ts'
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

/**
 * What can still be taken back: more changes than a person remembers, and as many bytes as a start looks through without being
 * held up, which is about thirty changes of 10,000 articles. The newest change is kept whatever its size.
 */
export const HISTORY_LIMITS = { changes: 500, bytes: 32 * 1024 * 1024 }

export function summaryOf(change: Change): ChangeSummary {
  const { id, at, name, subject, undoes, of, redoes, left } = change
  return { id, at, name, subject, undoes, of, redoes, left, count: idsOf(change).length }
}

/** What was changed stays in the file until it is asked for: in memory there is only what each change is. */
export interface History {
  /** newest last */
  summaries(): ChangeSummary[]
  /** what was written down before a crash but perhaps not carried out, oldest first */
  unfinished(): readonly Change[]
  /** the newest change that was not taken back */
  undoable(): Promise<Change | undefined>
  /** the newest undo that can be taken back in its turn: nothing else was changed since */
  redoable(): Promise<Change | undefined>
  /** changes that fell out of the history since this was last asked, and have kept former reading views that are of no use any more */
  evicted(): Promise<Change[]>
  /** under which changes that can be taken back have kept former reading views */
  keys(): ReadonlySet<string>
  append(change: Change): Promise<void>
  done(id: string): Promise<void>
  /** takes the last line out again: the change could not be carried out */
  forget(id: string): Promise<void>
}

/** Opens history.ndjson; keeps the last changes. A line cut short by a crash was never acted on. */
export async function openHistory(root: string, readOnly: boolean, limits = HISTORY_LIMITS): Promise<History> {
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
  const fallen = fallenOut(found, limits)
  const keysOf = (list: readonly Entry[]): Set<string> => new Set(list.flatMap(({ about }) => about.kept ?? []))
  /** Of changes that fell out, those with reading views that no other change needs: an undo uses those of what it takes back. */
  const ofNoUse = (list: readonly Entry[], left: readonly Entry[]): Entry[] =>
    list.filter(({ about: { kept } }) => kept !== undefined && !keysOf(left).has(kept))
  /** those of the opening, whose lines are gone */
  const evicted = await readAll(ofNoUse(fallen, found))
  let entries = readOnly || (tidy && fallen.length === 0) ? found : await tidyHistory(path, found)
  /** those since, whose lines are still in the file */
  const leaving: Entry[] = []
  let bytesLeft = 0

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

  const standing = () => standingOf(entries.map((entry) => ({ id: entry.id, ...entry.about, entry })))
  async function readStanding(
    last: { entry: Entry } | undefined,
    code: Extract<ProblemCode, `${string}.conflict`>,
  ): Promise<Change | undefined> {
    if (!last) return undefined
    const { entry } = last
    const change = await read(entry)
    if (change?.id === entry.id) return change
    // it must not stand in the way of the ones before it
    entries.splice(entries.indexOf(entry), 1)
    const { name, subject } = entry.about
    throw new ProblemError(code, { name: subject || name, reason: 'undo.damaged' satisfies Phrase, path })
  }

  return {
    summaries: () => entries.map(({ id, about: { kept: _, ...about } }) => ({ id, ...about })),
    unfinished: () => unfinished,
    undoable: () => readStanding(standing().done.at(-1), 'undo.conflict'),
    redoable: () => readStanding(standing().undone.at(-1), 'redo.conflict'),
    evicted: async () => [...evicted.splice(0), ...(await readAll(ofNoUse(leaving.splice(0), entries)))],
    keys: () => keysOf(entries),
    async append(change) {
      if (bytesLeft > limits.bytes && leaving.length === 0) {
        entries = await tidyHistory(path, entries)
        bytesLeft = 0
      }
      const line = changeLine(change)
      const from = await write(line)
      const span = { from, length: Buffer.byteLength(line) - 1 }
      entries.push({ id: change.id, about: aboutOf(change), span, done: false })
    },
    async done(id) {
      const entry = entries.find((each) => each.id === id)
      if (!entry) return
      await write(doneLine(entry))
      entry.done = true
      // not before: a change that was stopped must not have cost those before it
      const out = fallenOut(entries, limits)
      leaving.push(...out)
      bytesLeft += bytesOf(out)
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

const bytesOf = (entries: readonly Entry[]): number => entries.reduce((sum, { span }) => sum + span.length, 0)

/** Takes the oldest out of the entries that are too many or too large; never the newest, nor one that is still to be carried out. */
function fallenOut(entries: Entry[], limits: typeof HISTORY_LIMITS): Entry[] {
  const out: Entry[] = []
  let bytes = bytesOf(entries)
  const first = (): Entry | undefined =>
    entries.length > 1 && (entries.length > limits.changes || bytes > limits.bytes) ? entries[0] : undefined
  for (let oldest = first(); oldest?.done === true; oldest = first()) {
    entries.shift()
    out.push(oldest)
    bytes -= oldest.span.length
  }
  return out
}
