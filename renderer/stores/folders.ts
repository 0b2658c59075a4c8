import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { WatchedFolder } from '../../shared/model/library.ts'
import { call } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useSettingsStore } from './settings.ts'
import { useToastStore } from './toast.ts'

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
    const opened = await told(async () => {
      await call('library.open', { path, create })
      await settings.load()
      return true
    })
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

  return { library, watched, suggested, chooseLibrary, openLibrary, chooseWatched, watch, edit, unwatch }
})
