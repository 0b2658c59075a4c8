import { basename, join } from 'node:path'
import type { Moved } from '../../../shared/model/change.ts'
import type { ImportItem, Job } from '../../../shared/model/job.ts'
import type { Library } from '../../../shared/model/library.ts'
import { problem, ProblemError, type Problem } from '../../../shared/model/problem.ts'
import type { PageFile } from '../../formats/page.ts'
import { discover, type Discovered } from '../../intake/discover.ts'
import { forEachAtOnce, readAhead } from '../../intake/flow.ts'
import { areaOf } from '../../store/records/folders.ts'
import { LIBRARY_FILE } from '../../store/records/library-file.ts'
import type { Engine } from '../engine.ts'
import {
  createJobFile,
  readJobLines,
  reopenJobFile,
  type FileLine,
  type JobFile,
  type JobStart,
  type StoredJob,
} from '../jobs/job-files.ts'
import { SUSPENDED, type JobRun } from '../jobs/jobs.ts'
import { renamed } from '../tags/renamings.ts'
import { applyRules } from '../tags/rules.ts'
import { spelling } from '../tags/spelling.ts'
import { byNewNames, joinedRecords } from './joins.ts'
import { libraryGains, readOther } from './library-gains.ts'

/** Paths found ahead of the reading: some 30 MB, and more files than nearly every import has. */
const READ_AHEAD = 200_000

/**
 * Files of an import that are being read or stored at most: those of a transaction of the index that is written, and those that are
 * read meanwhile, or every page worker would wait for it. At first there are no more than have been dealt with, so that whoever
 * stops an import that has just begun stops it.
 */
const MOST_UNDER_WAY = 128

export interface ImportSpec {
  kind: 'import' | 'watch'
  name: string
  /** how many of the paths it is not named after */
  more?: number
  paths: string[]
  tags: string[]
  /** pages found already; otherwise `paths` are walked */
  files?: PageFile[]
  onItem?: (item: ImportItem) => void
  /** a file was dealt with, whatever became of it */
  onFile?: (line: FileLine) => void
}

/** Throws the reason when nothing may be written to the library. */
export function assertWritable({ store }: Engine): void {
  if (!store.readOnly) return
  const { code, detail } = store.problem ?? problem('disk.readOnly', { file: store.path })
  throw new ProblemError(code, detail)
}

/** Starts an import: its file in LIBRARY/jobs holds what was asked and what is done, so that it can go on after a crash. */
export function startImport(engine: Engine, spec: ImportSpec): Job {
  assertWritable(engine)
  return begin(engine, spec, (job) => {
    const start: JobStart = { job: { ...job }, paths: spec.paths, tags: spec.tags }
    return createJobFile(engine.jobsFolder, start)
  })
}

/** Goes on with an import that was not finished; files that are done are not read again. */
export function continueImport(engine: Engine, stored: StoredJob): Job {
  const { job, paths, tags } = stored
  const lines = readJobLines(engine.jobsFolder, job.id)
  const spec: ImportSpec = { kind: 'import', name: job.name, more: job.more, paths, tags }
  return begin(engine, spec, () => reopenJobFile(engine.jobsFolder, job.id), { job, lines })
}

function begin(
  engine: Engine,
  spec: ImportSpec,
  openFile: (job: Job) => Promise<JobFile>,
  earlier?: { job: Job; lines: FileLine[] },
): Job {
  const lines = earlier?.lines ?? []
  const libraries: Library[] = []
  let jobFile: JobFile | undefined
  const record = (run: JobRun, line: FileLine): void => {
    lines.push(line)
    jobFile?.write(line)
    for (const item of line.items) run.item(item)
    spec.onFile?.(line)
  }
  return engine.jobs.start(
    {
      kind: spec.kind,
      name: spec.name,
      more: spec.more,
      earlier: earlier && { job: earlier.job, items: lines.flatMap((line) => line.items) },
      onItem: spec.onItem,
      async onEnd(job) {
        const did = await engine.inOrder(() => writeChange(engine, job, lines, libraries))
        // a job that stopped at a full disk has no end: it goes on when there is space again
        if (job.problem) await jobFile?.leave()
        else await jobFile?.end({ ...job, ...did })
        lines.length = 0
        return did
      },
      onSuspend: async () => jobFile?.leave(),
    },
    async (run) => {
      jobFile = await openFile(run.job)
      const roots = await takeAll(engine, spec, run, lines, (line) => record(run, line))
      for (const root of roots) {
        const { library, problem: wrong } = await readOther(root)
        if (library) libraries.push(library)
        const file = join(root, LIBRARY_FILE)
        if (wrong && !lines.some((line) => line.file === file)) record(run, unread(file, 'failed', wrong))
      }
    },
  )
}

async function* listed(files: PageFile[]): AsyncGenerator<Discovered> {
  for await (const file of files) yield { file }
}

/** Gives the folders of the libraries among what was taken in; none when it was stopped. */
async function takeAll(
  { store, pool, take, takenFiles, renamings }: Engine,
  spec: ImportSpec,
  run: JobRun,
  lines: readonly FileLine[],
  record: (line: FileLine) => void,
): Promise<string[]> {
  const { job, signal } = run
  const libraries: string[] = []
  const finished = new Set(lines.map((line) => line.file))
  const added = new Set(
    lines.flatMap((line) =>
      line.items.flatMap(({ id, status }) =>
        (status === 'added' || status === 'updated') && id !== undefined ? [id] : [],
      ),
    ),
  )
  const watched = spec.kind === 'watch' ? spec.paths[0] : undefined
  const taken = await takenFiles()
  const spell = spelling(store)
  const given = await spell(spec.tags)
  const tagsNow = (): string[] => renamed(given, renamings.since(job.created))
  const options = { spell, restore: watched === undefined, since: job.created, watched, added, taken }
  let done = 0
  let total: number | undefined
  const source = spec.files
    ? listed(spec.files)
    : discover(spec.paths, {
        except: [store.path],
        onLibrary: (root) => libraries.push(root),
        belonging: (list) => pool.belonging(list),
        framed: (folder, of) => pool.framed(folder, of),
      })
  const ahead = readAhead(source, READ_AHEAD, (count) => (total = count), signal)

  const one = async (found: Discovered, onRead: () => void): Promise<void> => {
    const path = 'file' in found ? found.file.path : found.path
    if (!finished.has(path)) {
      await run.gate()
      if (signal.reason === SUSPENDED) return
      if (signal.aborted) record(unread(path, 'skipped', problem('job.cancelled', { file: path })))
      else if ('file' in found) {
        const line = await take(found.file, { ...options, tags: tagsNow(), onRead })
        // the pool is closed under the last files when the library is; they are read when the job goes on
        if (signal.reason === SUSPENDED && line.items.every(isCancelled)) return
        record(line)
      } else record(unread(path, 'failed', found.problem))
    }
    run.progress({ done: ++done, total, current: basename(path) })
  }
  await forEachAtOnce(ahead, pool.width, one, () => pool.width + Math.min(done, MOST_UNDER_WAY))
  return signal.aborted ? [] : libraries
}

const isCancelled = ({ reason }: ImportItem): boolean => reason?.code === 'job.cancelled'

function unread(file: string, status: 'skipped' | 'failed', reason: Problem): FileLine {
  return { file, items: [{ file, status, reason, ms: 0 }], joins: [], replaced: [] }
}

/** Notes which article each file is now; not before the job's change is made, so that after a crash its former state is known. */
async function noteFiles({ takenFiles }: Engine, lines: readonly FileLine[]): Promise<void> {
  const taken = await takenFiles()
  for (const { file, items, joins } of lines) {
    const ids = new Set([...items, ...joins].flatMap(({ id }) => id ?? []))
    const [id] = ids
    // a file with several pages is several articles, none of which it is as a whole
    if (ids.size === 1 && id !== undefined) taken.note(file, id)
  }
}

/** The job's one change: taking it back moves what it added to the trash, brings back what it replaced, and takes from the others and the library what they gained. */
async function writeChange(
  engine: Engine,
  job: Job,
  lines: readonly FileLine[],
  libraries: readonly Library[] = [],
): Promise<Pick<Job, 'rules' | 'library'>> {
  const { store } = engine
  const replaced = lines.flatMap((line) => line.replaced)
  const added = lines.flatMap((line) =>
    line.items
      .filter(({ status }) => status === 'added' || (status === 'updated' && line.replaced.length > 0))
      .map(({ id }) => id),
  )
  const joins = lines.flatMap((line) => line.joins)
  const ids = new Set(added.filter((id) => id !== undefined))
  const former = new Set(replaced)
  const fresh = lines.flatMap((line) =>
    line.items.flatMap(({ id, status }) => (status === 'added' && id && !former.has(id) ? [id] : [])),
  )
  const { articles: changed, trashed, did } = await applyRules(store, fresh, await joinedRecords(store, joins))
  const renaming = engine.renamings.since(job.created)
  const articles = renaming ? await byNewNames(store, renaming, ids, changed) : changed
  const restored = joins.filter(({ restore }) => restore).map(({ id }) => id)
  const placeOf = (id: string): Moved[] => {
    const area = areaOf(store.path, id)
    // deleted for good meanwhile
    if (area === undefined) return []
    // in the trash by a rule, for its page or by a person meanwhile, and there it stays when the import is taken back
    const stays = trashed.has(id) || former.has(id) || (area === 'trash' && !restored.includes(id))
    return [stays ? { id, to: 'trash', from: 'trash' } : { id, to: 'articles' }]
  }
  const gains = await libraryGains(store, libraries, lines)
  const gained = Object.keys(gains.library).length > 0
  if (ids.size > 0 || articles.length > 0 || gained) {
    await store.change({
      name: 'import',
      subject: job.name,
      articles,
      ...(gained && { library: gains.library }),
      moved: [
        ...[...new Set([...ids, ...restored])].flatMap(placeOf),
        ...[...former].filter((id) => !ids.has(id)).map((id) => ({ id, to: 'trash' as const })),
      ],
    })
  }
  await noteFiles(engine, lines)
  return { rules: did, library: gains.did }
}

/** A batch of a watched folder that was not finished: what it took in is noted, the rest is found by watching again. */
export async function settleStopped(engine: Engine, { job }: StoredJob): Promise<void> {
  const lines = readJobLines(engine.jobsFolder, job.id)
  const counts = { ...job.counts }
  for (const { status } of lines.flatMap((line) => line.items)) counts[status]++
  const end: Job = { ...job, counts, state: 'cancelled', ended: new Date().toISOString() }
  const did = await engine.inOrder(() => writeChange(engine, end, lines))
  const file = await reopenJobFile(engine.jobsFolder, job.id)
  await file.end({ ...end, ...did })
}
