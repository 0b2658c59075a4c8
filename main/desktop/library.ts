import { setTimeout } from 'node:timers/promises'
import { ProblemError, problemOf, type Problem } from '../../shared/model/problem.ts'
import type { ImportItem, Job } from '../../shared/model/job.ts'
import type { Archive, ArchiveOptions } from '../archive.ts'
import { log } from '../platform/log.ts'
import { forwardEvents } from './events.ts'
import type { Send } from './ipc.ts'
import { openingJob } from './opening.ts'

/** How long the window waits with its first picture for the library: most are open by then. */
const MOMENT_MS = 400

/** The library that the window shows, or why there is none. */
export interface Opened {
  path: string
  archive?: Archive
  problem?: Problem
}

export interface LibraryHost {
  /** what is open, or is being opened if that takes longer than a moment; undefined before the first library was chosen */
  current(): Promise<Opened | undefined>
  /** the running opening, when its index is being rebuilt */
  opening(): Job | undefined
  /** the open archive; throws the problem that keeps it closed */
  archive(): Promise<Archive>
  /** opens a library and closes the one before; throws and keeps the old one when that is not possible */
  open(path: string, create: boolean): Promise<void>
  /** the library of the last session: a problem is kept to be shown, not thrown */
  reopen(path: string, create: boolean): Promise<void>
  /** takes pages in, now or as soon as there is a library */
  take(paths: string[]): Promise<void>
  /** watches further folders from now on */
  watch(folders: string[]): Promise<void>
  close(): Promise<void>
}

export interface LibraryHostOptions {
  send: Send
  onOpen(opened: Opened & { archive: Archive }): void
  onItem(item: ImportItem): void
  /** folders to watch beside those of the library, as soon as there is one */
  watch: string[]
}

export function libraryHost({ send, onOpen, onItem, watch: folders }: LibraryHostOptions): LibraryHost {
  let opened: Opened | undefined
  let turn: Promise<void> = Promise.resolve()
  let inProgress: { path: string; job: Job } | undefined
  const quitting = new AbortController()
  let stopForwarding = (): void => undefined
  const waiting: string[] = []
  const watch = [...folders]

  async function replace(path: string, create: boolean): Promise<void> {
    const before = opened
    // a library's own lock would keep it from being opened again
    const same = before?.path === path
    if (same) await shut(before)
    const { job, onProgress } = openingJob(path, (jobs) => {
      send('jobs.changed', jobs)
    })
    inProgress = { path, job }
    const next = await openOrRead(path, { create, onProgress, signal: quitting.signal }).finally(() => {
      inProgress = undefined
    })
    if (!same && before) await shut(before)
    opened = next
    stopForwarding = forwardEvents(next.archive, send)
    if (!next.archive.store.readOnly) await watchAlso(next.archive, watch.splice(0))
    onOpen(next)
    if (!next.archive.store.readOnly) begin(next.archive)
    // for a window that asked while it was being opened
    send('jobs.changed', next.archive.jobs.list())
    send('library.changed', { listChanged: true })
  }

  /** Takes in what was waiting for a library, and starts watching. */
  function begin(archive: Archive): void {
    if (waiting.length > 0) archive.import({ paths: waiting.splice(0), onItem })
    // not awaited: the first look at large folders must not hold up the window
    archive.watch({ onItem }).catch((error: unknown) => {
      log.error('watching', error)
    })
  }

  async function shut(library: Opened): Promise<void> {
    stopForwarding()
    await library.archive?.close()
    if (opened === library) opened = { path: library.path }
  }

  /** One opening after the other. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    async current() {
      await Promise.race([turn, setTimeout(MOMENT_MS)])
      return inProgress ? { path: inProgress.path } : opened
    },
    opening: () => inProgress?.job,
    async archive() {
      await turn
      if (opened?.archive) return opened.archive
      const { code, detail } = opened?.problem ?? { code: 'library.missing', detail: { file: opened?.path ?? '' } }
      throw new ProblemError(code, detail)
    },
    open: (path, create) =>
      inTurn(async () => {
        try {
          await replace(path, create)
        } catch (error) {
          // trying a closed one again: it still is, and for this reason now
          if (opened?.path === path && !opened.archive) opened = { path, problem: problemOf(error) }
          throw error
        }
      }),
    reopen: (path, create) =>
      inTurn(async () => {
        try {
          await replace(path, create)
        } catch (error) {
          log.error(`opening ${path}`, error)
          opened = { path, problem: problemOf(error) }
        }
      }),
    async take(paths) {
      if (paths.length === 0) return
      await turn
      if (opened?.archive) opened.archive.import({ paths, onItem })
      else waiting.push(...paths)
    },
    async watch(more) {
      await turn
      if (opened?.archive) await watchAlso(opened.archive, more)
      else watch.push(...more)
    },
    close() {
      quitting.abort()
      return inTurn(async () => {
        if (opened) await shut(opened)
      })
    },
  }
}

/** A folder that cannot be added keeps nothing else from opening. */
async function watchAlso(archive: Archive, folders: string[]): Promise<void> {
  const known = new Set(archive.store.library().watchedFolders.map((folder) => folder.path))
  for (const path of folders.filter((folder) => !known.has(folder))) {
    await archive.addWatched({ path, tags: [], paused: false }).catch((error: unknown) => {
      log.error(`watching ${path}`, error)
    })
  }
}

/** For writing where that is possible; a library that another program is changing is opened for reading, and says why. */
async function openOrRead(
  path: string,
  options: Omit<ArchiveOptions, 'owner'>,
): Promise<Opened & { archive: Archive }> {
  // the engine is read while the window is already being made
  const { openArchive } = await import('../archive.ts')
  try {
    const archive = await openArchive(path, { ...options, owner: 'Keepleaf' })
    return { path, archive, problem: archive.store.problem }
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code !== 'library.locked') throw error
    return { path, archive: await openArchive(path, { owner: 'Keepleaf', readOnly: true, because: problem }), problem }
  }
}
