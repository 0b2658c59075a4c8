import { basename, dirname, join, resolve } from 'node:path'
import type { ImportItem } from '../../../shared/model/job.ts'
import type { WatchedFolder } from '../../../shared/model/library.ts'
import { problem } from '../../../shared/model/problem.ts'
import { log } from '../../platform/log.ts'
import type { FolderWatch, SettledFile } from '../../intake/watch-folder.ts'
import type { Engine } from '../engine.ts'
import { assertWritable, startImport } from './import.ts'
import { checkedTags } from '../tags/checked-tags.ts'
import type { FileLine } from '../jobs/job-files.ts'
import { openPathCache, type PathCache } from './path-cache.ts'

/** Size and time of the watched files that were dealt with, so that they are not read again at each start. */
const CACHE = 'watched.ndjson'

interface WatchOptions {
  folders?: WatchedFolder[]
  once?: boolean
  onItem?: (item: ImportItem) => void
}

export interface Watching {
  watch(options?: WatchOptions): Promise<void>
  /** watches exactly these folders from now on; does nothing when watching was never begun */
  follow(folders: WatchedFolder[]): void
  close(): Promise<void>
}

/** Whether a file needs no second look as long as it does not change. What a wait can mend is tried again. */
function isSettledFor({ items }: FileLine): boolean {
  return items.every(
    ({ reason }) => !/^(file\.(?!empty|tooLarge)|folder\.|disk\.|job\.|page\.crashed)/.test(reason?.code ?? ''),
  )
}

/** Takes in the pages of watched folders by themselves; each batch of settled files is a job. */
export function createWatching(engine: Engine, settleMs?: number): Watching {
  const running = new Map<string, FolderWatch>()
  let cache: Promise<PathCache> | undefined
  let options: WatchOptions | undefined

  async function start(folder: WatchedFolder): Promise<FolderWatch> {
    cache ??= openPathCache(join(engine.store.path, CACHE))
    const known = await cache
    const path = resolve(folder.path)
    // as they are called when a batch begins: a tag may have been renamed since
    const tagsNow = (): string[] => {
      const own = options?.folders ? undefined : engine.store.library().watchedFolders
      return checkedTags(own?.find((each) => resolve(each.path) === path)?.tags ?? folder.tags)
    }
    const settled = async (all: SettledFile[]): Promise<void> => {
      const files = await withoutFrames(all)
      if (files.length === 0) return
      const signatures = new Map(files.map(({ file, signature }) => [file.path, signature]))
      const job = startImport(engine, {
        kind: 'watch',
        name: basename(path),
        paths: [path],
        tags: tagsNow(),
        files: files.map(({ file }) => file),
        onItem: options?.onItem,
        onFile(line) {
          const signature = signatures.get(line.file)
          if (signature !== undefined && isSettledFor(line)) known.set(line.file, signature)
        },
      })
      await engine.jobs.finished(job.id)
    }
    /** Those that belong to no other page of their folder, in which that one shows them. */
    const withoutFrames = async (all: SettledFile[]): Promise<SettledFile[]> => {
      const folders = new Set(all.flatMap(({ file }) => (file.mayBeFrame ? [dirname(file.path)] : [])))
      const framed = new Set<string>()
      for (const folder of folders)
        // where they cannot be told, they are better read for themselves than not at all
        for (const frame of await engine.pool.framed(folder, 'page').catch(() => [])) framed.add(frame)
      for (const { file, signature } of all) if (framed.has(file.path)) known.set(file.path, signature)
      return all.filter(({ file }) => !framed.has(file.path))
    }
    const { watchFolder } = await import('../../intake/watch-folder.ts')
    return watchFolder(
      path,
      {
        known: (file, signature) => known.get(file) === signature,
        settled,
        present(there) {
          log.info(there ? `The watched folder ${path} is back` : `The watched folder ${path} is not there`)
          if (!there) report(problem('folder.away', { file: path }))
        },
        failed: (error) => log.error(`Watching ${path}`, error),
      },
      { once: options?.once, settleMs, except: [engine.store.path] },
    )
  }

  function report(reason: ReturnType<typeof problem>): void {
    const file = String(reason.detail.file)
    options?.onItem?.({ file, status: 'failed', reason, ms: 0 })
  }

  async function follow(folders: WatchedFolder[]): Promise<void> {
    const wanted = new Map(folders.filter(({ paused }) => !paused).map((folder) => [resolve(folder.path), folder]))
    for (const [path, watch] of running) {
      if (wanted.has(path)) continue
      running.delete(path)
      await watch.close()
    }
    for (const [path, folder] of wanted) {
      if (!running.has(path)) running.set(path, await start(folder))
    }
  }

  return {
    async watch(asked = {}) {
      assertWritable(engine)
      options = asked
      await follow(asked.folders ?? engine.store.library().watchedFolders)
      await Promise.all([...running.values()].map(({ first }) => first))
    },
    follow(folders) {
      if (!options || options.folders) return
      follow(folders).catch((error: unknown) => log.error('Watched folders', error))
    },
    async close() {
      const watches = [...running.values()]
      running.clear()
      await Promise.all(watches.map((watch) => watch.close()))
      await (await cache)?.close()
    },
  }
}
