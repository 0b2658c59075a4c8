import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { call } from '../api.ts'
import { useJobsStore } from './jobs.ts'
import { useListStore } from './list.ts'
import { useSettingsStore } from './settings.ts'

/** More than all samples there are. */
const MOST = 100

/** The sample articles that were taken in to look around, so that they are gone again with one click. */
export const useSamplesStore = defineStore('samples', () => {
  const jobs = useJobsStore()
  const list = useListStore()
  const settings = useSettingsStore()
  const kept = useLocalStorage<{ library: string; ids: string[] }>('samples', { library: '', ids: [] })
  const library = computed(() => settings.app?.library?.path)
  const ids = computed(() => (kept.value.library === library.value ? kept.value.ids : []))

  /** Takes the samples in; resolves when the import has begun, the ids follow when it has ended. */
  async function open(): Promise<void> {
    const job = await jobs.importSamples()
    if (job) void remember(job.id)
  }
  async function remember(job: string): Promise<void> {
    await jobs.ended(job)
    const { items } = await call('jobs.items', { id: job, outcome: 'added', find: '', offset: 0, limit: MOST })
    kept.value = { library: library.value ?? '', ids: items.flatMap(({ id }) => id ?? []) }
  }
  /** To the trash, with the usual Undo: one of them may have been marked. */
  async function remove(): Promise<void> {
    const selection = { ids: ids.value }
    forget()
    await list.trash(selection)
  }
  function forget(): void {
    kept.value = { library: '', ids: [] }
  }
  return { ids, open, remember, remove, forget }
})
