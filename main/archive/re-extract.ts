import { join } from 'node:path'
import type { Selection } from '../../shared/ipc/contract.ts'
import type { ImportItem, Job } from '../../shared/model/job.ts'
import { ProblemError, problemOf } from '../../shared/model/problem.ts'
import { keptFile } from '../formats/kept-file.ts'
import { forEachAtOnce } from '../intake/flow.ts'
import type { ReadPage } from '../intake/messages.ts'
import type { Store } from '../store/store.ts'
import { apply } from './changes.ts'
import type { Engine } from './engine.ts'
import { assertWritable } from './import.ts'
import { createJobFile, readJobLines, reopenJobFile, type FileLine, type JobFile, type StoredJob } from './job-files.ts'
import { SUSPENDED, type JobRun } from './jobs.ts'
import { keptPageOf, readAnew, readNow } from './read-anew.ts'
import { STOPPING } from './take-in.ts'

/* Reading the originals of articles again. Everything is staged beside what is there, and one change at the end puts it in its place. */

const note = (text: string): ImportItem['reason'] => ({ code: 'note', text })
const lostMarks = (count: number): string =>
  count === 1
    ? 'One mark was not found in the new text; it is listed below the article.'
    : `${String(count)} marks were not found in the new text; they are listed below the article.`
/** Rows asked of the index at once. */
const ROWS_AT_ONCE = 500

/** Reads the pages of a selection again; of one with a page that cannot be read the old reading view stays. */
export function startExtract(engine: Engine, selection: Selection, name: string): Job {
  assertWritable(engine)
  assertAlone(engine)
  return begin(engine, name, async (job) => {
    const ids = await engine.store.idsOf(selection)
    const file = await createJobFile(engine.jobsFolder, { job: { ...job }, paths: ids, tags: [] })
    return { file, ids }
  })
}

/** Goes on with one that was not finished: what is staged stays, the rest is read. */
export function continueExtract(engine: Engine, { job, paths }: StoredJob): Job {
  const lines = readJobLines(engine.jobsFolder, job.id)
  return begin(engine, job.name, async () => ({ file: await reopenJobFile(engine.jobsFolder, job.id), ids: paths }), {
    job,
    lines,
  })
}

/** Two of them would each build on what the other is about to replace. */
function assertAlone({ jobs }: Engine): void {
  const busy = jobs.list().some(({ kind, ended }) => kind === 'extract' && ended === undefined)
  if (busy) throw new ProblemError('extract.running')
}

function begin(
  engine: Engine,
  name: string,
  open: (job: Job) => Promise<{ file: JobFile; ids: string[] }>,
  earlier?: { job: Job; lines: FileLine[] },
): Job {
  const lines = earlier?.lines ?? []
  let jobFile: JobFile | undefined
  return engine.jobs.start(
    {
      kind: 'extract',
      name,
      earlier: earlier && { job: earlier.job, items: failuresOf(lines) },
      async onEnd(job) {
        if (job.state !== 'done') await engine.store.unstage(stagedOf(lines), job.id)
        await jobFile?.end(job)
        lines.length = 0
      },
      onSuspend: async () => jobFile?.leave(),
    },
    async (run) => {
      const { file, ids } = await open(run.job)
      jobFile = file
      await readAll(engine, run, ids, lines, file)
      if (run.signal.aborted) return
      await putInPlace(engine, run.job, lines)
      // not before it is true
      for (const item of lines.flatMap(({ items }) => items)) if (item.status !== 'failed') run.item(item)
    },
  )
}

async function readAll(
  engine: Engine,
  run: JobRun,
  ids: readonly string[],
  lines: FileLine[],
  file: JobFile,
): Promise<void> {
  const finished = new Set(lines.map((line) => line.file))
  let done = 0
  run.progress({ done, total: ids.length })
  await forEachAtOnce(given(ids), engine.pool.width, async (id) => {
    await run.gate()
    if (run.signal.aborted) return
    let current: string | undefined
    if (!finished.has(id)) {
      const line = await readAgain(engine, run.job.id, id)
      // the pool is closed under the last pages when the library is; they are read when the job goes on
      if (run.signal.reason === SUSPENDED) return
      lines.push(line)
      file.write(line)
      for (const item of failuresOf([line])) run.item(item)
      current = line.items[0]?.title
    }
    run.progress({ done: ++done, total: ids.length, current })
  })
}

async function* given(ids: readonly string[]): AsyncGenerator<string> {
  for await (const id of ids) yield id
}

const failuresOf = (lines: readonly FileLine[]): ImportItem[] =>
  lines.flatMap(({ items }) => items.filter(({ status }) => status === 'failed'))
/** Articles that have a new reading view waiting. */
const stagedOf = (lines: readonly FileLine[]): string[] =>
  lines.filter(({ items }) => items.some(({ status }) => status === 'updated')).map(({ file }) => file)
/** Articles that came out as they were: only who has read them is noted. */
const unseenOf = (lines: readonly FileLine[]): string[] =>
  lines.filter(({ items }) => items.length === 0).map(({ file }) => file)

/** Reads one article's original and stages what came of it. A page that fails is an item, and its article stays as it is. */
async function readAgain({ store, pool }: Engine, key: string, id: string): Promise<FileLine> {
  const line: FileLine = { file: id, items: [], joins: [], replaced: [] }
  const started = performance.now()
  let shown: Pick<ImportItem, 'file' | 'id' | 'title' | 'format'> = { file: id, id }
  try {
    const record = await store.record(id)
    const file = await keptFile(join(store.folder(id), 'original'), record.original.main)
    shown = { file: file.path, id, title: record.title, format: record.format }
    let page: ReadPage | undefined
    await pool.read(
      file,
      {
        page(result) {
          if (!result.ok) throw new ProblemError(result.problem.code, result.problem.detail)
          page ??= result
        },
      },
      { ask: false, kept: keptPageOf(record) },
    )
    if (!page) throw new ProblemError('format.noPage', { file: file.path, reason: 'the page is no longer in it.' })
    const { html, assets } = page.extracted
    if (await store.stage(id, key, { html, assets, fields: readAnew(record, page) })) {
      const lost = page.placed?.lost.length ?? 0
      const reason = lost > 0 ? note(lostMarks(lost)) : undefined
      line.items.push({ ...shown, status: 'updated', reason, ms: Math.round(performance.now() - started) })
    }
  } catch (error) {
    const reason = problemOf(error)
    if (STOPPING.has(reason.code)) throw error
    line.items.push({ ...shown, status: 'failed', reason, ms: Math.round(performance.now() - started) })
  }
  return line
}

/** The one change at the end; taking it back brings the reading views of before. */
async function putInPlace({ store }: Engine, job: Job, lines: readonly FileLine[]): Promise<void> {
  // what was deleted for good while the others were read
  const there = await idsThere(store, [...stagedOf(lines), ...unseenOf(lines)])
  const after = { extracted: readNow() }
  await apply(store, {
    name: 'extract.note',
    articles: unseenOf(lines).flatMap((id) => (there.has(id) ? [{ id, after }] : [])),
  })
  const ids = stagedOf(lines).filter((id) => there.has(id))
  await apply(store, { name: 'extract', subject: job.name, contents: { ids, key: job.id } })
}

async function idsThere(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>()
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    for (const { id } of await store.rows(ids.slice(at, at + ROWS_AT_ONCE))) there.add(id)
  }
  return there
}
