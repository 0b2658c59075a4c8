import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { WatchedFolder } from '../../shared/model/library.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { call } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useSettingsStore } from './settings.ts'
import { useToastStore } from './toast.ts'

/** Asks for a folder and opens the library in it, or makes one there; false when cancelled. */
export async function chooseAndOpenLibrary(): Promise<boolean> {
  const choice = await call('library.choose')
  if (!choice) return false
  if (choice.state === 'other') throw new ProblemError('library.notEmpty', { file: choice.path })
  await call('library.open', { path: choice.path, create: choice.state === 'empty' })
  return true
}

/** Where the library is, and which folders it watches. */
export const useFoldersStore = defineStore('folders', () => {
  const settings = useSettingsStore()
  const history = useHistoryStore()
  const toast = useToastStore()
  const library = computed(() => settings.app?.library)
  const watched = computed(() => library.value?.watchedFolders ?? [])
  const suggested = computed(() => settings.app?.suggested)

  /** The answer; undefined when it failed, which has been said then. */
  async function told<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      toast.fail(error)
      return undefined
    }
  }

  const chooseLibrary = () => told(() => call('library.choose'))

  /** Opens a library, or makes one there; true when it is open. */
  async function openLibrary(path: string, create: boolean): Promise<boolean> {
    const failed = await call('library.open', { path, create }).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    await told(settings.load)
    // what keeps the library closed is said in the place of the list
    if (failed && settings.problem === undefined) toast.fail(failed.error)
    return failed === undefined
  }

  /** Asks which library, and opens it; true when it is open. */
  async function openAnother(): Promise<boolean> {
    const opened = await told(chooseAndOpenLibrary)
    if (opened !== undefined) await told(settings.load)
    return opened ?? false
  }

  const chooseWatched = () => told(() => call('watch.choose'))

  async function change(work: () => Promise<Parameters<typeof history.changed>[0]>): Promise<void> {
    await told(async () => {
      history.changed(await work())
      await settings.load()
    })
  }

  const watch = (folder: WatchedFolder) => change(() => call('watch.add', folder))
  const edit = (folder: WatchedFolder) => change(() => call('watch.edit', folder))
  const unwatch = (path: string) => change(() => call('watch.remove', { path }))

  return { library, watched, suggested, chooseLibrary, openLibrary, openAnother, chooseWatched, watch, edit, unwatch }
})
