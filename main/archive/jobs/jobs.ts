import { randomUUID } from 'node:crypto'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import type { ImportCounts, ImportItem, Job, Outcome } from '../../../shared/model/job.ts'
import { ProblemError, problemOf } from '../../../shared/model/problem.ts'
import type { Jobs } from '../../archive.ts'
import { createMeter } from '../../intake/meter.ts'

/** Events to the window, in ms: ten a second look smooth and cost nothing. */
const EVENT_INTERVAL_MS = 100
/** Jobs without a report (exports, checks) that stay in the list when they are over. */
const PLAIN_JOBS_KEPT = 20

/** `signal.reason` when the library is closed: nothing is reported, the work goes on another day. */
export const SUSPENDED = 'suspended'

/** What the work of a job has in hand. */
export interface JobRun {
  readonly job: Job
  readonly signal: AbortSignal
  /** goes on at once, or when the job is no longer paused */
  gate(): Promise<void>
  item(item: ImportItem): void
  progress(progress: { done: number; total?: number; current?: string }): void
}

interface JobSpec {
  kind: Job['kind']
  name: string
  more?: Job['more']
  change?: Job['change']
  /** leaves the list when it is over: its end is told elsewhere */
  brief?: boolean
  /** an earlier job that goes on, with the items it has already */
  earlier?: { job: Job; items: ImportItem[] }
  onItem?: (item: ImportItem) => void
  /** called when the job is over, before anyone is told; not when it was suspended. What it gives is told of the job too */
  onEnd?: (job: Job) => Promise<Pick<Job, 'rules' | 'library'>>
  /** called instead when the library is closed while the job runs */
  onSuspend?: () => Promise<void>
}

/** What the board asks of the engine around it. */
export interface JobHooks {
  /** items of a job that is no longer in memory */
  storedItems(id: string): ImportItem[]
  retry(job: Job, files: string[]): Job
  /** takes up a job that stopped at a problem */
  goOn(job: Job): void
  dismissed(id: string): void
}

interface Entry {
  job: Job
  /** undefined when they are to be read from the report */
  items?: ImportItem[]
  abort: AbortController
  wake?: () => void
  paused?: Promise<void>
  finished: Promise<Job>
}

export interface JobBoard extends Jobs {
  start(spec: JobSpec, work: (run: JobRun) => Promise<void>): Job
  /** puts a finished job of an earlier session into the list */
  remember(job: Job): void
  /** stops all work without ending the jobs: they go on when the library is opened again */
  suspend(): Promise<void>
}

const isLink = ({ status, format }: ImportItem): boolean => status === 'added' && format === 'link'
const noCounts = (): ImportCounts => ({
  added: 0,
  updated: 0,
  duplicate: 0,
  joined: 0,
  skipped: 0,
  failed: 0,
})

/** What a person has to look after comes first: what failed, then what was left alone; the rest as it came. */
function worstFirst(items: ImportItem[]): ImportItem[] {
  const of = (...statuses: Outcome[]): ImportItem[] => items.filter(({ status }) => statuses.includes(status))
  return [...of('failed'), ...of('skipped'), ...of('added', 'updated', 'joined', 'duplicate')]
}

/** Sortable by time, so that job files list in order. */
const newJobId = (): string => `${Date.now().toString(36).padStart(9, '0')}-${randomUUID().slice(0, 8)}`

/** Every long piece of work, with its progress, pause and cancel. */
export function createJobBoard(hooks: JobHooks): JobBoard {
  const entries = new Map<string, Entry>()
  const listeners = new Set<(jobs: Job[]) => void>()
  let timer: NodeJS.Timeout | undefined
  let suspended = false

  const list = (): Job[] => [...entries.values()].map(({ job }) => ({ ...job, counts: { ...job.counts } }))

  function tell(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      const jobs = list()
      for (const listener of listeners) listener(jobs)
    }, EVENT_INTERVAL_MS)
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id)
    if (!entry) throw new ProblemError('job.missing')
    return entry
  }

  function itemsOf(id: string): ImportItem[] {
    return entries.get(id)?.items ?? hooks.storedItems(id)
  }

  function start(spec: JobSpec, work: (run: JobRun) => Promise<void>): Job {
    const now = new Date().toISOString()
    const earlier = spec.earlier
    const items = earlier?.items ?? []
    const counts = noCounts()
    for (const { status } of items) counts[status]++
    const links = items.filter(isLink).length
    const job: Job = {
      id: earlier?.job.id ?? newJobId(),
      kind: spec.kind,
      name: spec.name,
      ...(spec.more && { more: spec.more }),
      ...(spec.change && { change: spec.change }),
      state: 'running',
      done: 0,
      counts,
      ...(links > 0 && { links }),
      created: earlier?.job.created ?? now,
      started: now,
    }
    const meter = createMeter()
    const entry: Entry = { job, items, abort: new AbortController(), finished: Promise.resolve(job) }
    entries.set(job.id, entry)
    const run: JobRun = {
      job,
      signal: entry.abort.signal,
      async gate() {
        while (entry.paused && !entry.abort.signal.aborted) await entry.paused
      },
      item(item) {
        items.push(item)
        counts[item.status]++
        if (isLink(item)) job.links = (job.links ?? 0) + 1
        spec.onItem?.(item)
        tell()
      },
      progress({ done, total, current }) {
        job.done = done
        job.total = total ?? job.total
        job.current = current
        meter.mark(done)
        job.perSecond = meter.perSecond()
        job.msLeft =
          job.total === undefined || job.perSecond === undefined
            ? undefined
            : Math.round(((job.total - done) / job.perSecond) * 1000)
        tell()
      },
    }
    entry.finished = finish(entry, spec, run, work)
    tell()
    return job
  }

  async function finish(entry: Entry, spec: JobSpec, run: JobRun, work: (run: JobRun) => Promise<void>): Promise<Job> {
    const { job } = entry
    // the caller has the job in hand before its first item comes
    await Promise.resolve()
    let state: Job['state'] = 'done'
    try {
      await work(run)
      if (entry.abort.signal.aborted) state = 'cancelled'
    } catch (error) {
      state = 'failed'
      job.problem = problemOf(error)
    }
    if (suspended) {
      await spec.onSuspend?.()
      return job
    }
    job.msLeft = undefined
    job.perSecond = undefined
    job.current = undefined
    job.ended = new Date().toISOString()
    try {
      Object.assign(job, await spec.onEnd?.({ ...job, state }))
    } catch (error) {
      state = 'failed'
      job.problem ??= problemOf(error)
    }
    job.state = state
    if (spec.brief) entries.delete(job.id)
    prune()
    tell()
    return job
  }

  function prune(): void {
    const over = [...entries.values()].filter(({ job }) => job.ended !== undefined)
    for (const { job } of over.slice(0, -PLAIN_JOBS_KEPT)) entries.delete(job.id)
  }

  function go(entry: Entry): void {
    entry.paused = undefined
    entry.wake?.()
    entry.wake = undefined
  }

  return {
    list,
    start,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    cancel(id) {
      const entry = entryOf(id)
      entry.abort.abort()
      go(entry)
      tell()
    },
    pause(id) {
      const entry = entryOf(id)
      if (entry.job.state !== 'running') return
      entry.job.state = 'paused'
      entry.paused = new Promise((resolve) => (entry.wake = resolve))
      tell()
    },
    resume(id) {
      const entry = entryOf(id)
      if (entry.job.state === 'failed') hooks.goOn(entry.job)
      else if (entry.job.state === 'paused') {
        entry.job.state = 'running'
        go(entry)
      }
      tell()
    },
    dismiss(id) {
      if (entries.get(id)?.job.ended === undefined) return
      entries.delete(id)
      hooks.dismissed(id)
      tell()
    },
    items(input: CallInput<'jobs.items'>) {
      const { job } = entryOf(input.id)
      const find = (input.find ?? '').toLowerCase()
      const matching = itemsOf(input.id).filter(
        (item) =>
          (input.outcome === undefined || item.status === input.outcome) &&
          (find === '' || `${item.file} ${item.title ?? ''}`.toLowerCase().includes(find)),
      )
      // rows that are there already stay in their places while more come
      const ordered = job.state === 'running' ? matching : worstFirst(matching)
      const items = ordered.slice(input.offset, input.offset + input.limit)
      return { job: { ...job }, total: matching.length, items }
    },
    allItems: itemsOf,
    retry(id) {
      const { job } = entryOf(id)
      const files = itemsOf(id).filter(({ status }) => status === 'failed')
      return hooks.retry(job, [...new Set(files.map(({ file }) => file))])
    },
    finished: (id) => entryOf(id).finished,
    remember(job) {
      const finished = Promise.resolve(job)
      entries.set(job.id, { job, abort: new AbortController(), finished })
    },
    async suspend() {
      suspended = true
      clearTimeout(timer)
      for (const entry of entries.values()) {
        entry.abort.abort(SUSPENDED)
        go(entry)
      }
      await Promise.allSettled([...entries.values()].map((entry) => entry.finished))
    },
  }
}
