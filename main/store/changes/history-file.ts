import { open, rename, type FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { changeSchema, changeSummarySchema, type Change } from '../../../shared/model/change.ts'
import { diskProblem, isMissing } from '../disk.ts'

/** What is known of a change without reading it: one of 10,000 articles has a megabyte, and a start reads none. */
export const aboutSchema = changeSummarySchema.omit({ id: true }).extend({
  /** under which key it has kept former reading views: all articles of a change have one */
  kept: z.string().optional(),
})
export type About = z.infer<typeof aboutSchema>

/** A change has arrived everywhere. What earlier versions wrote says only which; what a later one says of it is not relied on. */
const doneSchema = z.object({ done: z.string(), about: aboutSchema.optional().catch(undefined) })

/** Where a line lies in the file, without its end. */
export interface Span {
  from: number
  length: number
}

/** A change as it lies in the file. */
export interface Entry {
  id: string
  about: About
  span: Span
  done: boolean
}

export interface ReadHistory {
  entries: Entry[]
  /** nothing in the file is out of place, and each change that is done says what it is */
  tidy: boolean
}

const BLOCK = 1024 * 1024
/** Lines up to this length are taken from the block they were found in, not read once more. */
const SHORT = 4096
const LINE_END = 0x0a
/** How a change begins when it was written here; one that begins in another way is read whole. */
const BEGIN = /^\{"(id|done)":"([^"\\]+)"/
const BEGIN_LENGTH = 100

/** Articles that a change touches, each once. */
export function idsOf({ articles, moved, contents }: Change): string[] {
  return [...new Set([...articles, ...moved, ...contents].map(({ id }) => id))]
}

export function aboutOf(change: Change): About {
  const { at, name, subject, undoes, of, redoes, left, contents } = change
  return { at, name, subject, count: idsOf(change).length, undoes, of, redoes, left, kept: contents[0]?.key }
}

export const changeLine = (change: Change): string => `${JSON.stringify(change)}\n`
export const doneLine = ({ id, about }: Pick<Entry, 'id' | 'about'>): string =>
  `${JSON.stringify({ done: id, about })}\n`

/** Looks through the file; changes that are done and say what they are stay unread. */
export async function scanHistory(path: string): Promise<ReadHistory> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw diskProblem(error, path)
  })
  if (!file) return { entries: [], tidy: true }
  try {
    return await scan(file)
  } catch (error) {
    throw diskProblem(error, path)
  } finally {
    await file.close()
  }
}

/** `text` when it is short. */
interface Line extends Span {
  text?: string
}

async function scan(file: FileHandle): Promise<ReadHistory> {
  const { lines, ended } = await linesOf(file)
  const dones = new Map<string, About | undefined>()
  const begun: { id: string | undefined; line: Line }[] = []
  for (const line of lines) {
    const begin = line.text ?? (await textAt(file, { from: line.from, length: Math.min(line.length, BEGIN_LENGTH) }))
    const [, what, id] = BEGIN.exec(begin) ?? []
    const done = what === 'id' ? undefined : doneSchema.safeParse(jsonOf(await textAt(file, line))).data
    if (done) dones.set(done.done, done.about)
    else begun.push({ id, line })
  }
  const entries: Entry[] = []
  let tidy = ended
  for (const { id, line } of begun) {
    const { from, length } = line
    const known = id === undefined ? undefined : dones.get(id)
    if (id !== undefined && known) {
      entries.push({ id, about: known, span: { from, length }, done: true })
      continue
    }
    const change = await changeAt(file, line)
    if (change)
      entries.push({ id: change.id, about: aboutOf(change), span: { from, length }, done: dones.has(change.id) })
    // a line cut short by a crash was never acted on; the end of a change that earlier versions wrote does not tell what it was
    tidy &&= change !== undefined && !dones.has(change.id)
  }
  return { entries, tidy }
}

/** Every line with something in it, and whether the last one has its end. */
async function linesOf(file: FileHandle): Promise<{ lines: Line[]; ended: boolean }> {
  const lines: Line[] = []
  const block = Buffer.allocUnsafe(BLOCK)
  let from = 0
  let at = 0
  for (;;) {
    const { bytesRead } = await file.read(block, 0, BLOCK, at)
    if (bytesRead === 0) break
    for (let end = block.indexOf(LINE_END); end >= 0 && end < bytesRead; end = block.indexOf(LINE_END, end + 1)) {
      const length = at + end - from
      const whole = from >= at && length <= SHORT
      if (length > 0) lines.push({ from, length, ...(whole && { text: block.toString('utf8', from - at, end) }) })
      from = at + end + 1
    }
    at += bytesRead
  }
  if (at > from) lines.push({ from, length: at - from })
  return { lines, ended: at === from }
}

/** A change that is read because it is needed; undefined when the line is none. */
export async function readChange(path: string, span: Span): Promise<Change | undefined> {
  const file = await open(path, 'r')
  try {
    return await changeAt(file, span)
  } finally {
    await file.close()
  }
}

async function changeAt(file: FileHandle, line: Line): Promise<Change | undefined> {
  return changeSchema.safeParse(jsonOf(await textAt(file, line))).data
}

async function bytesAt(file: FileHandle, { from, length }: Span): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, from)
  return buffer.subarray(0, bytesRead)
}

async function textAt(file: FileHandle, line: Line): Promise<string> {
  return line.text ?? (await bytesAt(file, line)).toString('utf8')
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // the end of a line that was being written when the program died
    return undefined
  }
}

/** Writes the file anew with these entries only, each followed by its end; gives them with their new places. */
export async function tidyHistory(path: string, entries: readonly Entry[]): Promise<Entry[]> {
  const kept: Entry[] = []
  try {
    const before = await open(path, 'r')
    try {
      const after = await open(`${path}.tmp`, 'w')
      try {
        let at = 0
        for (const entry of entries) {
          const line = await bytesAt(before, entry.span)
          const end = Buffer.from(`\n${entry.done ? doneLine(entry) : ''}`)
          await after.appendFile(line)
          await after.appendFile(end)
          kept.push({ ...entry, span: { from: at, length: line.length } })
          at += line.length + end.length
        }
      } finally {
        await after.close()
      }
    } finally {
      await before.close()
    }
    await rename(`${path}.tmp`, path)
  } catch (error) {
    throw diskProblem(error, path)
  }
  return kept
}
