import { basename, join } from 'node:path'
import type { Selection } from '../../shared/ipc/contract.ts'
import type { Job } from '../../shared/model/job.ts'
import { standingOf, type ChangeName } from '../../shared/model/change.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Archive } from '../archive.ts'
import { EXTRACTOR_VERSION } from '../extract/version.ts'
import { createPagePool, type PagePool } from '../intake/pool.ts'
import { log } from '../platform/log.ts'
import { summaryOf } from '../store/changes/history.ts'
import { prepareIndexThread } from '../store/index/thread.ts'
import { openStore } from '../store/open.ts'
import type { OpenOptions, Run, Store } from '../store/store.ts'
import { editMetadata, idsIn, move, removeMark, saveMark, stateChange, updateState } from './changes.ts'
import { startRebuild, startVerify } from './check.ts'
import type { Engine } from './engine.ts'
import { startExport } from './export.ts'
import { assertWritable, continueImport, settleStopped, startImport } from './imports/import.ts'
import { checkedTags } from './tags/checked-tags.ts'
import { dismissJobFile, pruneJobFiles, readJobFiles, readJobItems, type StoredJob } from './jobs/job-files.ts'
import { asJob } from './jobs/long-change.ts'
import { createJobBoard } from './jobs/jobs.ts'
import { sortedStats } from './stats.ts'
import { orderSearches, removeSearch, removeWatched, saveSearch, saveWatched } from './library-lists.ts'
import { mergeDuplicates, tellApart } from './duplicates/merge-duplicates.ts'
import { createPageFiles } from './reading/page-files.ts'
import { openTakenFiles, type TakenFiles } from './imports/taken-files.ts'
import { assertNewest, assertRedoable } from './newest.ts'
import { chooseCharset } from './reading/charset.ts'
import { continueExtract, startExtract } from './reading/re-extract.ts'
import { openRenamings } from './tags/renamings.ts'
import { rulesOf } from './tags/rules.ts'
import { createSites } from './sites/site-rules.ts'
import { applyTags, describeTag, mergeTags, removeTags, renameTag, splitTag, tagChangeName } from './tags/tags.ts'
import { cleaningOf } from './tags/cleaning.ts'
import { createTaker } from './imports/take-in.ts'
import { createWatching } from './imports/watch.ts'

/** Which articles each file outside was taken in as, in a library. */
const TAKEN = 'taken.ndjson'
/** Which tags were renamed while imports were under way. */
const RENAMED = 'renamed.ndjson'

export interface ArchiveOptions extends OpenOptions {
  /** threads that read pages; as many as there are cores when left out */
  workers?: number
  /** go on with imports that were not finished; a command that only changes a tag does not */
  resume?: boolean
  /**
   * pages are about to be taken in: all threads for that start at once, while the library is being opened. For a program that ends
   * with the import: the index's threads may begin with the page workers' limit for old objects, too
   */
  importing?: boolean
  /** how long a watched file must not have changed, ms */
  settleMs?: number
}

/** Opens a library, or creates it. Rejects with a ProblemError: `library.missing`, `library.locked`, `library.notEmpty` … */
export async function openArchive(path: string, options: ArchiveOptions): Promise<Archive> {
  const { workers, resume = true, importing = false, settleMs, ...forStore } = options
  const pool = createPagePool({ workers })
  if (importing) {
    prepareIndexThread('write')
    pool.prepare()
  }
  const store = await openStore(path, forStore).catch(async (error: unknown) => {
    await pool.close()
    throw error
  })
  try {
    return await assemble(store, pool, { resume, settleMs })
  } catch (error) {
    await pool.close()
    await store.close()
    throw error
  }
}

const isUnfinished = ({ end, dismissed }: StoredJob & { dismissed: boolean }): boolean => !end && !dismissed

/** An open store and the readers of pages as an archive, in which what was cut off goes on. */
async function assemble(
  store: Store,
  pool: PagePool,
  { resume, settleMs }: { resume: boolean; settleMs: number | undefined },
): Promise<Archive> {
  const jobsFolder = join(store.path, 'jobs')
  const stored = await readJobFiles(jobsFolder)
  const jobs = createJobBoard({
    storedItems: (id) => readJobItems(jobsFolder, id),
    retry(job, files) {
      if (job.kind !== 'extract')
        return startImport(engine, { kind: 'import', name: job.name, more: job.more, paths: files, tags: [] })
      const failed = jobs.allItems(job.id).filter(({ status }) => status === 'failed')
      return startExtract(engine, { ids: failed.flatMap(({ id }) => id ?? []) }, job.name)
    },
    goOn(job) {
      const again = async (): Promise<void> => {
        const file = (await readJobFiles(jobsFolder)).find((each) => each.job.id === job.id)
        if (file) goOn(file)
      }
      again().catch((error: unknown) => log.error('Going on with an import', problemOf(error)))
    },
    dismissed(id) {
      if (store.readOnly) return
      dismissJobFile(jobsFolder, id).catch((error: unknown) => log.error('Dismissing a report', problemOf(error)))
    },
  })
  /** Changes are worked out and made in the order they were asked for, so that none builds on what another is changing. */
  let lastChange: Promise<unknown> = Promise.resolve()
  const inOrder = <T>(change: () => Promise<T>): Promise<T> => {
    const next = lastChange.then(change)
    lastChange = next.catch(() => undefined)
    return next
  }

  let taken: Promise<TakenFiles> | undefined
  const takenFiles = (): Promise<TakenFiles> => (taken ??= openTakenFiles(join(store.path, TAKEN)))
  const engine: Engine = {
    ...{ store, pool, jobs, inOrder, jobsFolder, takenFiles },
    renamings: await openRenamings(store, join(store.path, RENAMED), stored.some(isUnfinished)),
    take: createTaker(store, pool),
    unfinished: [],
  }
  const pageFiles = createPageFiles(store, pool)
  const sites = createSites(engine, pageFiles)
  const watching = createWatching(engine, settleMs)
  const goOn = (stored: StoredJob): Job =>
    stored.job.kind === 'extract' ? continueExtract(engine, stored) : continueImport(engine, stored)

  for (const { job, end, dismissed } of stored) {
    if (end && job.kind === 'import' && !dismissed) jobs.remember(end)
  }
  if (!store.readOnly) {
    await pruneJobFiles(jobsFolder, stored)
    for (const each of stored.filter(isUnfinished)) {
      // a full disk keeps nobody out: what was taken in is noted another time
      if (each.job.kind === 'watch')
        await settleStopped(engine, each).catch((error: unknown) =>
          log.error(`Ending the batch of ${each.job.name}`, problemOf(error)),
        )
      else if (resume) goOn(each)
      else if (each.job.kind === 'extract') engine.unfinished.push(each)
    }
  }

  /** The same for a change that may be of many articles: with progress, and a way to stop it. */
  const long = <T>(about: { change: ChangeName; name: string }, work: (run: Run) => Promise<T>): Promise<T> =>
    inOrder(() => asJob(jobs, about, work))

  /** After a change of the watched folders the watching follows it. */
  const followed = async <T>(change: () => Promise<T>): Promise<T> => {
    const result = await inOrder(change)
    watching.follow(store.library().watchedFolders)
    return result
  }

  return {
    store: { ...store, stats: async () => sortedStats(await store.stats()) },
    jobs,
    import({ paths, tags = [], name, onItem }) {
      const named = name === undefined ? { name: basename(paths[0] ?? ''), more: paths.length - 1 } : { name }
      return startImport(engine, { kind: 'import', ...named, paths, tags: checkedTags(tags), onItem })
    },
    watch: (asked) => watching.watch(asked),
    addWatched: (folder) => followed(() => saveWatched(store, folder)),
    editWatched: (folder) => followed(() => saveWatched(store, folder)),
    removeWatched: (folder) => followed(() => removeWatched(store, folder)),
    update: (selection, patch) =>
      long({ change: stateChange(patch), name: '' }, (run) => updateState(store, selection, patch, run)),
    edit: (id, values) => inOrder(() => editMetadata(store, id, values)),
    chooseCharset: (id, charset) => inOrder(() => chooseCharset(engine, id, charset)),
    trash: (selection) => long({ change: 'trash', name: '' }, (run) => move(store, selection, 'trash', run)),
    restore: (selection) => long({ change: 'restore', name: '' }, (run) => move(store, selection, 'articles', run)),
    purge: (selection: Selection) => inOrder(async () => store.purge(await idsIn(store, selection, true))),
    tag: (selection, change) => {
      const name = [...(change.add ?? []), ...(change.remove ?? [])].join(', ')
      return long({ change: tagChangeName(change), name }, (run) => applyTags(store, selection, change, run))
    },
    renameTag: (from, to) => long({ change: 'tag.rename', name: to }, (run) => renameTag(engine, from, to, run)),
    mergeTags: (from, to) => long({ change: 'tag.merge', name: to }, (run) => mergeTags(engine, from, to, run)),
    splitTag: (tag, parts, keep = false) =>
      long({ change: 'tag.split', name: tag }, (run) => splitTag(store, tag, parts, keep, run)),
    cleaning: async () => cleaningOf(await store.tags()),
    removeTags: (tags) => long({ change: 'tag.delete', name: tags.join(', ') }, (run) => removeTags(engine, tags, run)),
    describeTag: (tag, info) => inOrder(() => describeTag(store, tag, info)),
    saveMark: (id, mark) => inOrder(() => saveMark(store, id, mark)),
    removeMark: (id, mark) => inOrder(() => removeMark(store, id, mark)),
    mergeDuplicates: (groups) => long({ change: 'merge', name: '' }, (run) => mergeDuplicates(store, groups, run)),
    tellApart: (ids) => inOrder(() => tellApart(store, ids)),
    saveSearch: (search) => inOrder(() => saveSearch(store, search)),
    removeSearch: (id) => inOrder(() => removeSearch(store, id)),
    orderSearches: (ids) => inOrder(() => orderSearches(store, ids)),
    rules: rulesOf(store, inOrder, long),
    undo: (id) =>
      followed(async () => {
        assertWritable(engine)
        if (id !== undefined) assertNewest(store, id)
        const change = await asJob(jobs, { change: 'undo', name: '' }, (run) => store.undo(run))
        return change && summaryOf(change)
      }),
    redo: (id) =>
      followed(async () => {
        assertWritable(engine)
        if (id !== undefined) assertRedoable(store, id)
        const name = standingOf(store.history()).undone.at(-1)?.of ?? 'undo'
        const change = await asJob(jobs, { change: name, name: '' }, (run) => store.redo(run))
        return change && summaryOf(change)
      }),
    export: (selection, asked, print) => startExport(engine, selection, asked, print),
    verify: () => startVerify(engine),
    sites: {
      ...sites,
      save: (rule) => inOrder(() => sites.save(rule)),
      remove: (id) => inOrder(() => sites.remove(id)),
      add: (rules) => inOrder(() => sites.add(rules)),
    },
    rebuild: () => startRebuild(engine),
    extract: (selection, name) => startExtract(engine, selection, name ?? basename(store.path)),
    older: () => store.older(EXTRACTOR_VERSION),
    original: (id) => pageFiles.original(id),
    file: (id, file) => pageFiles.file(id, file),
    async close() {
      const suspended = jobs.suspend()
      await pool.close()
      await suspended
      await watching.close()
      await lastChange
      await (await taken)?.close()
      await store.close()
    },
  }
}
