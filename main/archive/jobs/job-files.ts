import { createReadStream, readFileSync } from 'node:fs'
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { metadataSchema, provenanceSchema, recordSchema, sourcesSchema } from '../../../shared/model/article.ts'
import { importItemSchema, jobSchema, type ImportItem, type Job } from '../../../shared/model/job.ts'
import { markSchema } from '../../../shared/model/mark.ts'
import { patchOf } from '../../../shared/model/patch.ts'
import { siteRuleSchema } from '../../../shared/model/site-rule.ts'
import { problemOf } from '../../../shared/model/problem.ts'
import { log } from '../../platform/log.ts'
import { diskProblem } from '../../store/disk.ts'

/** Reports kept in LIBRARY/jobs; older ones go when a new job begins. */
const REPORTS_KEPT = 50
/** How much of a job file's end is read for its last line: a job without its items is far smaller. */
const TAIL_BYTES = 64 * 1024

/** What an article that was there already gains from a file; done for all of them in the job's one change. */
const joinSchema = z.object({
  id: z.string(),
  provenance: provenanceSchema,
  /** the entry that this one takes the place of: the file was moved */
  movedFrom: z.string().optional(),
  values: patchOf(metadataSchema).default({}),
  sources: sourcesSchema.default({}),
  tags: z.array(z.string()).default([]),
  /** what a person had done with it elsewhere, and marked in it */
  state: patchOf(recordSchema.pick({ read: true, starred: true, progress: true })).default({}),
  marks: z.array(markSchema).default([]),
  restore: z.boolean().default(false),
})
export type Join = z.infer<typeof joinSchema>

const startSchema = z.object({
  job: jobSchema,
  paths: z.array(z.string()).default([]),
  /** the rule that pages are read with, to be kept when they are */
  siteRule: siteRuleSchema.optional(),
  tags: z.array(z.string()).default([]),
})
export type JobStart = z.infer<typeof startSchema>

/** One line a file with everything that came of it, so that it is there whole or not at all. */
const fileLineSchema = z.object({
  file: z.string(),
  items: z.array(importItemSchema),
  joins: z.array(joinSchema).default([]),
  /** articles whose place one of the items takes: their former state goes to the trash in the job's one change */
  replaced: z.array(z.string()).default([]),
})
export type FileLine = z.infer<typeof fileLineSchema>

const lineSchema = z.union([
  z.object({ start: startSchema }),
  fileLineSchema,
  z.object({ end: jobSchema }),
  z.object({ dismissed: z.boolean() }),
])
type Line = z.infer<typeof lineSchema>

export interface JobFile {
  readonly id: string
  write(line: FileLine): void
  /** after this the job is over, and its report kept */
  end(job: Job): Promise<void>
  /** closes without an end: the job goes on when the library is opened again */
  leave(): Promise<void>
}

export interface StoredJob extends JobStart {
  /** undefined when the job was not finished */
  end?: Job
}

/** A line of a job file; undefined for one that a crash cut off. */
function parseLine(text: string): Line | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function writer(id: string, handle: FileHandle): JobFile {
  let waiting: string[] = []
  let writing: Promise<void> | undefined
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('')
      waiting = []
      try {
        await handle.appendFile(text)
      } catch (error) {
        // the articles are safe in their own folders; a report with gaps is completed when the job is taken up again
        log.error(`The report of import ${id} could not be written`, problemOf(error))
      }
    }
    writing = undefined
  }
  const put = (line: Line): void => {
    waiting.push(`${JSON.stringify(line)}\n`)
    writing ??= flush()
  }
  const close = async (): Promise<void> => {
    while (writing) await writing
    await handle.close()
  }
  return {
    id,
    write: put,
    async end(job) {
      put({ end: job })
      await close()
    },
    leave: close,
  }
}

const nameOf = (id: string): string => `${id}.ndjson`

/** Opens a job file with the text that it goes on with. Rejects as a person understands it: the disk may be full. */
async function openWith(folder: string, id: string, text: string): Promise<JobFile> {
  const path = join(folder, nameOf(id))
  let handle: FileHandle | undefined
  try {
    await mkdir(folder, { recursive: true })
    handle = await open(path, 'a')
    await handle.appendFile(text)
    return writer(id, handle)
  } catch (error) {
    await handle?.close()
    throw diskProblem(error, path)
  }
}

/** Begins the file of a new job, and removes the oldest reports. */
export const createJobFile = (folder: string, start: JobStart): Promise<JobFile> =>
  openWith(folder, start.job.id, `${JSON.stringify({ start })}\n`)

/** Opens the file of an unfinished job to go on with it. A line that the crash cut off is closed. */
export const reopenJobFile = (folder: string, id: string): Promise<JobFile> => openWith(folder, id, '\n')

/** Says that a report is no longer to be listed; it can still be read. */
export async function dismissJobFile(folder: string, id: string): Promise<void> {
  const handle = await open(join(folder, nameOf(id)), 'a')
  try {
    await handle.appendFile('{"dismissed":true}\n')
  } finally {
    await handle.close()
  }
}

async function readEnds(path: string): Promise<(StoredJob & { dismissed: boolean }) | undefined> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(0, size - TAIL_BYTES)
    const tail = Buffer.alloc(size - from)
    await handle.read(tail, 0, tail.length, from)
    const last = tail.toString('utf8').trimEnd().split('\n').slice(-2).map(parseLine)
    const [first] = await firstLine(path)
    const start = first === undefined ? undefined : parseLine(first)
    if (!start || !('start' in start)) return undefined
    const end = last.find((line) => line !== undefined && 'end' in line)
    const dismissed = last.some((line) => line !== undefined && 'dismissed' in line)
    return { ...start.start, end: end && 'end' in end ? end.end : undefined, dismissed }
  } finally {
    await handle.close()
  }
}

async function firstLine(path: string): Promise<string[]> {
  const input = createReadStream(path, 'utf8')
  try {
    for await (const line of createInterface({ input })) return [line]
    return []
  } finally {
    input.destroy()
  }
}

/** The jobs of a library, oldest first: unfinished ones, and the last reports. Older reports are removed. */
export async function readJobFiles(folder: string): Promise<(StoredJob & { dismissed: boolean })[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.ndjson')).sort()
  const jobs: (StoredJob & { dismissed: boolean })[] = []
  for (const name of names) {
    // a report that cannot be read keeps no library shut
    const job = await readEnds(join(folder, name)).catch((error: unknown) => {
      log.error(`The report ${name} could not be read`, error)
      return undefined
    })
    if (job) jobs.push(job)
  }
  return jobs
}

/** Keeps the last reports and removes those before them; unfinished jobs stay. */
export async function pruneJobFiles(folder: string, jobs: readonly StoredJob[]): Promise<void> {
  const finished = jobs.filter((job) => job.end)
  for (const { job } of finished.slice(0, Math.max(0, finished.length - REPORTS_KEPT))) {
    await rm(join(folder, nameOf(job.id)), { force: true })
  }
}

/** What became of each file of a job, read at once; empty when the report is gone. */
export function readJobLines(folder: string, id: string): FileLine[] {
  let text: string
  try {
    text = readFileSync(join(folder, nameOf(id)), 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((row) => {
    const line = row === '' ? undefined : parseLine(row)
    return line && 'file' in line ? [line] : []
  })
}

export function readJobItems(folder: string, id: string): ImportItem[] {
  return readJobLines(folder, id).flatMap((line) => line.items)
}
