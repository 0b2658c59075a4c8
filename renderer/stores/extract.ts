import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CallOutput, Selection } from '../../shared/ipc/contract.ts'
import type { Job } from '../../shared/model/job.ts'
import { call } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useJobsStore } from './jobs.ts'
import { useToastStore } from './toast.ts'

/** Reading saved pages again, and how many an older version has read. */
export const useExtractStore = defineStore('extract', () => {
  const jobs = useJobsStore()
  const history = useHistoryStore()
  const toast = useToastStore()
  const counts = shallowRef<CallOutput<'extract.older'>>()

  async function count(): Promise<void> {
    try {
      counts.value = await call('extract.older')
    } catch {
      // without a library there is nothing to count
      counts.value = undefined
    }
  }

  /** Starts it, and resolves with the job when it has ended; undefined when it could not begin, which has been said then. */
  async function run(selection: Selection, name?: string): Promise<Job | undefined> {
    try {
      const { id } = await call('extract.run', name === undefined ? { selection } : { selection, name })
      return await jobs.ended(id)
    } catch (error) {
      toast.fail(error)
      return undefined
    } finally {
      await count()
    }
  }

  /** The change that a job ended with. */
  const changeOf = (): Promise<string | undefined> => history.lastOf('extract')

  return { counts, count, run, changeOf }
})
