import { join } from 'node:path'
import type { Selection } from '../../../shared/ipc/contract.ts'
import type { SiteRule } from '../../../shared/model/site-rule.ts'
import type { ImportItem, Job, Note } from '../../../shared/model/job.ts'
import { ProblemError, problemOf } from '../../../shared/model/problem.ts'
import { forEachAtOnce } from '../../intake/flow.ts'
import type { Store } from '../../store/store.ts'
import { apply } from '../changes.ts'
import type { Engine } from '../engine.ts'
import { assertWritable } from '../imports/import.ts'
import {
  createJobFile,
  readJobLines,
  reopenJobFile,
  type FileLine,
  type JobFile,
  type StoredJob,
} from '../jobs/job-files.ts'
import { SUSPENDED, type JobRun } from '../jobs/jobs.ts'
import { readAnew, readKept, readNow } from './read-anew.ts'
import { withRule } from '../sites/with-rule.ts'
import { STOPPING } from '../imports/take-in.ts'

/* Reading the originals of articles again. Everything is staged beside what is there, and one change at the end puts it in its place. */

const lostMarks = (count: number): Note => ({
  code: 'note',
  text:
    count === 1
      ? 'One mark was not found in the new text; it is listed below the article.'
      : `${String(count)} marks were not found in the new text; they are listed below the article.`,
  remark: 'lostMarks',
  count,
})
/** Rows asked of the index at once. */
const ROWS_AT_ONCE = 500

/** Reads the pages of a selection again; of one with a page that cannot be read the old reading view stays. */
export function startExtract(
  engine: Engine,
  selection: Selection | (() => Promise<string[]>),
  name: string,
  siteRule?: SiteRule,
): Job {
  assertWritable(engine)
  assertAlone(engine)
  return begin(engine, { name, siteRule }, async (job) => {
    await giveUp(engine)
    const ids = typeof selection === 'function' ? await selection() : await engine.store.idsOf(selection)
    const file = await createJobFile(engine.jobsFolder, { job: { ...job }, paths: ids, tags: [], siteRule })
    return { file, ids }
  })
}

/** Goes on with one that was not finished: what is staged stays, the rest is read. */
export function continueExtract(engine: Engine, { job, paths, siteRule }: StoredJob): Job {
  const lines = readJobLines(engine.jobsFolder, job.id)
  const open = async (): Promise<{ file: JobFile; ids: string[] }> => ({
    file: await reopenJobFile(engine.jobsFolder, job.id),
    ids: paths,
  })
  return begin(engine, { name: job.name, siteRule, earlier: { job, lines } }, open)
}

/** Readings that were cut off and that nobody goes on with would put what is old in the place of what is read now. */
async function giveUp({ store, unfinished, jobsFolder }: Engine): Promise<void> {
  for (const { job, paths } of unfinished.splice(0)) {
    await store.unstage(paths, job.id)
    const file = await reopenJobFile(jobsFolder, job.id)
    await file.end({ ...job, state: 'cancelled', ended: new Date().toISOString() })
  }
}

/** Two of them would each build on what the other is about to replace. */
export function assertAlone({ jobs }: Engine): void {
  const busy = jobs.list().some(({ kind, ended }) => kind === 'extract' && ended === undefined)
  if (busy) throw new ProblemError('extract.running')
}

function begin(
  engine: Engine,
  spec: { name: string; siteRule: SiteRule | undefined; earlier?: { job: Job; lines: FileLine[] } },
  open: (job: Job) => Promise<{ file: JobFile; ids: string[] }>,
): Job {
  const { name, siteRule, earlier } = spec
  const lines = earlier?.lines ?? []
  /** of one that was cut off, not all that it has staged need be in its file */
  let asked: readonly string[] = []
  let jobFile: JobFile | undefined
  return engine.jobs.start(
    {
      kind: 'extract',
      name,
      earlier: earlier && { job: earlier.job, items: failuresOf(lines) },
      async onEnd(job) {
        if (job.state !== 'done') await engine.store.unstage(earlier ? asked : stagedOf(lines), job.id)
        await jobFile?.end(job)
        lines.length = 0
        return {}
      },
      onSuspend: async () => jobFile?.leave(),
    },
    async (run) => {
      const { file, ids } = await open(run.job)
      jobFile = file
      asked = ids
      const rules = withRule(engine.store.library().siteRules, siteRule)
      await readAll(engine, run, ids, { lines, file, rules })
      if (run.signal.aborted) return
      await putInPlace(engine, run.job, lines, siteRule)
      // not before it is true
      for (const item of lines.flatMap(({ items }) => items)) if (item.status !== 'failed') run.item(item)
    },
  )
}

async function readAll(
  engine: Engine,
  run: JobRun,
  ids: readonly string[],
  { lines, file, rules }: { lines: FileLine[]; file: JobFile; rules: readonly SiteRule[] },
): Promise<void> {
  const finished = new Set(lines.map((line) => line.file))
  let done = 0
  run.progress({ done, total: ids.length })
  await forEachAtOnce(given(ids), engine.pool.width, async (id) => {
    await run.gate()
    if (run.signal.aborted) return
    let current: string | undefined
    if (!finished.has(id)) {
      const line = await readAgain(engine, run.job.id, id, rules)
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
async function readAgain(
  { store, pool }: Engine,
  key: string,
  id: string,
  rules: readonly SiteRule[],
): Promise<FileLine> {
  const line: FileLine = { file: id, items: [], joins: [], replaced: [] }
  const started = performance.now()
  let shown: Pick<ImportItem, 'file' | 'id' | 'title' | 'format'> = { file: id, id }
  try {
    const record = await store.record(id)
    shown = {
      file: join(store.folder(id), 'original', record.original.main),
      id,
      title: record.title,
      format: record.format,
    }
    const page = await readKept(store, pool, record, rules)
    const { html, assets } = page.extracted
    if (await store.stage(id, key, { html, assets, fields: readAnew(record, page) })) {
      const lost = page.placed?.lost.length ?? 0
      const reason = lost > 0 ? lostMarks(lost) : undefined
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
async function putInPlace(
  { store }: Engine,
  job: Job,
  lines: readonly FileLine[],
  siteRule: SiteRule | undefined,
): Promise<void> {
  // what was deleted for good while the others were read
  const there = await idsThere(store, [...stagedOf(lines), ...unseenOf(lines)])
  const after = { extracted: readNow() }
  await apply(store, {
    name: 'extract.note',
    articles: unseenOf(lines).flatMap((id) => (there.has(id) ? [{ id, after }] : [])),
  })
  const ids = stagedOf(lines).filter((id) => there.has(id))
  const contents = { ids, key: job.id }
  if (!siteRule) return void (await apply(store, { name: 'extract', subject: job.name, contents }))
  const library = { siteRules: withRule(store.library().siteRules, siteRule) }
  await apply(store, { name: 'site.apply', subject: siteRule.host, contents, library })
}

async function idsThere(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>()
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    for (const { id } of await store.rows(ids.slice(at, at + ROWS_AT_ONCE))) there.add(id)
  }
  return there
}
