import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CallOutput, ExportOptions, Selection } from '../../shared/ipc/contract.ts'
import type { Job, Outcome } from '../../shared/model/job.ts'
import { call, on, pathOf } from '../api.ts'
import { useToastStore } from './toast.ts'

/** Rows of a report that are asked for at once. */
export const REPORT_PAGE = 100

const ACTIVE: ReadonlySet<Job['state']> = new Set(['waiting', 'running', 'paused'])
const RUNNING: ReadonlySet<Job['state']> = new Set(['running', 'paused'])

/** Long work: imports, exports, checks of the library. */
export const useJobsStore = defineStore('jobs', () => {
  const toast = useToastStore()
  const all = shallowRef<Job[]>([])
  const trayOpen = ref(false)
  const active = computed(() => all.value.filter(({ state }) => ACTIVE.has(state)))
  /** the job that the three lines under the places are about */
  const current = computed(() => active.value.find(({ state }) => RUNNING.has(state)) ?? active.value[0])
  const byId = computed(() => new Map(all.value.map((job) => [job.id, job])))
  const waiting = new Map<string, (job: Job) => void>()

  function take(jobs: Job[]): void {
    all.value = jobs
    for (const job of jobs) {
      const resolve = waiting.get(job.id)
      if (!resolve || ACTIVE.has(job.state)) continue
      waiting.delete(job.id)
      resolve(job)
    }
  }

  async function load(): Promise<void> {
    take(await call('jobs.list'))
  }

  /** Resolves with the job when it has ended. */
  async function ended(id: string): Promise<Job> {
    const promise = new Promise<Job>((resolve) => waiting.set(id, resolve))
    await load()
    return promise
  }

  /** The answer; undefined when it failed, which has been said then. */
  async function told<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work
    } catch (error) {
      toast.fail(error)
      return undefined
    }
  }

  const control = (id: string, action: 'cancel' | 'pause' | 'resume' | 'dismiss') =>
    told(call('jobs.control', { id, action }))
  const chooseFiles = (folders: boolean) => told(call('import.choose', { folders }))
  const importPaths = (paths: string[], tags: string[]) => told(call('import.paths', { paths, tags }))
  const importSamples = () => told(call('import.samples'))
  const retry = (id: string) => told(call('jobs.retry', { id }))
  const saveReport = (id: string) => told(call('jobs.saveReport', { id }))
  const rebuild = () => told(call('library.rebuild'))
  const verify = () => told(call('library.verify'))
  const showPath = (path: string) => told(call('shell.showPath', { path }))

  const chooseExport = (format: ExportOptions['format'], count: number, name: string) =>
    told(call('export.choose', { format, count, name }))
  const runExport = (selection: Selection, options: ExportOptions) =>
    told(call('export.run', { selection, ...options }))

  /** How many articles a selection holds. */
  async function countOf(selection: Selection): Promise<number> {
    if ('ids' in selection) return selection.ids.length
    return (await call('articles.list', { query: selection.query, sort: 'saved-desc', offset: 0, limit: 1 })).total
  }

  const items = (
    id: string,
    outcome: Outcome | undefined,
    find: string,
    offset: number,
  ): Promise<CallOutput<'jobs.items'>> =>
    call('jobs.items', { id, ...(outcome ? { outcome } : {}), find, offset, limit: REPORT_PAGE })

  /** Paths of dropped or pasted files; what has none (a picture from a web page) is left out. */
  const pathsOf = (files: Iterable<File>): string[] => [...files].map(pathOf).filter((path) => path !== '')

  const listen = (): (() => void) => on('jobs.changed', take)

  return {
    all,
    active,
    current,
    byId,
    trayOpen,
    load,
    ended,
    control,
    chooseFiles,
    importPaths,
    importSamples,
    retry,
    saveReport,
    rebuild,
    verify,
    showPath,
    chooseExport,
    runExport,
    countOf,
    items,
    pathsOf,
    listen,
  }
})
