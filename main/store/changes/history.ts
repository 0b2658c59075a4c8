import { open, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { changeSchema, unseenChanges, type Change, type ChangeSummary } from '../../../shared/model/change.ts'
import { diskProblem, isMissing } from '../disk.ts'

/** Changes that can still be taken back. More than a person remembers; keeps the file in megabytes. */
export const HISTORY_LIMIT = 500

/** A line is a change, or says that a change has arrived everywhere. */
const lineSchema = z.union([z.object({ done: z.string() }), changeSchema])

/** Every article that a change touches, once. */
export function idsOf({ articles, moved, contents }: Change): string[] {
  return [...new Set([...articles, ...moved, ...contents].map(({ id }) => id))]
}

export function summaryOf(change: Change): ChangeSummary {
  const { id, at, name, subject } = change
  return { id, at, name, subject, count: idsOf(change).length }
}

export interface History {
  /** newest last */
  summaries(): ChangeSummary[]
  /** what was written down before a crash but perhaps not carried out, oldest first */
  unfinished(): Change[]
  /** the newest change that was not taken back */
  undoable(): Change | undefined
  /** changes that fell out of the history since this was last asked: what they have kept is of no use any more */
  evicted(): Change[]
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
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw diskProblem(error, path)
  })
  const changes: Change[] = []
  const finished = new Set<string>()
  for (const line of text.split('\n')) {
    const parsed = parse(line)
    if (!parsed) continue
    if ('done' in parsed) finished.add(parsed.done)
    else changes.push(parsed)
  }
  const unfinished = changes.filter(({ id }) => !finished.has(id))
  const evicted = changes.splice(0, Math.max(0, changes.length - HISTORY_LIMIT))
  const clean = changes.flatMap((change) => [
    JSON.stringify(change),
    ...(finished.has(change.id) ? [JSON.stringify({ done: change.id })] : []),
  ])
  const compact = clean.map((line) => `${line}\n`).join('')
  if (!readOnly && compact !== text) {
    try {
      await writeFile(`${path}.tmp`, compact)
      await rename(`${path}.tmp`, path)
    } catch (error) {
      throw diskProblem(error, path)
    }
  }
  const lengths = new Map<string, number>()

  const write = async (value: unknown): Promise<number> => {
    const file = await open(path, 'a')
    const { size } = await file.stat()
    try {
      await file.appendFile(`${JSON.stringify(value)}\n`)
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
    summaries: () => changes.map(summaryOf),
    unfinished: () => unfinished,
    undoable() {
      const undone = new Set(changes.map(({ undoes }) => undoes))
      return changes.findLast(({ id, name }) => name !== 'undo' && !unseenChanges.has(name) && !undone.has(id))
    },
    evicted: () => evicted.splice(0),
    // all articles of a change have one key
    keys: () => new Set(changes.flatMap(({ contents }) => contents[0]?.key ?? [])),
    async append(change) {
      lengths.set(change.id, await write(change))
      changes.push(change)
      if (changes.length > HISTORY_LIMIT) evicted.push(...changes.splice(0, 1))
    },
    async done(id) {
      lengths.delete(id)
      await write({ done: id })
    },
    async forget(id) {
      const length = lengths.get(id)
      if (length !== undefined) await truncate(path, length)
      lengths.delete(id)
      const at = changes.findIndex((change) => change.id === id)
      if (at >= 0) changes.splice(at, 1)
    },
  }
}

function parse(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data
  } catch {
    // empty, or the end of a line that was being written when the program died
    return undefined
  }
}
