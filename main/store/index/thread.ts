import { Worker, type ResourceLimits } from 'node:worker_threads'
import { calls, type Calls } from '../../platform/worker-calls.ts'
import type { IndexHandlers } from './index-worker.ts'

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js', import.meta.url)

/** Memory for what the reader's thread has just made, MB: lists of rowids are thrown away at once, and fill whatever there is. */
const YOUNG_MB = 16
const LIMITS: Record<'read' | 'write', ResourceLimits> = { read: { maxYoungGenerationSizeMb: YOUNG_MB }, write: {} }

/** A thread of the index. */
export interface IndexThread {
  readonly calls: Calls<IndexHandlers>
  end(): Promise<void>
}

/** One that reads, started before it is known what. */
let spare: Worker | undefined

function start(use: 'read' | 'write'): Worker {
  const worker = new Worker(workerUrl, { execArgv: [], resourceLimits: LIMITS[use] })
  worker.unref()
  return worker
}

/** Starts a thread ahead: it reads its code while its library is still being looked for. */
export function prepareIndexThread(): void {
  spare ??= start('read')
}

/** A thread that has opened nothing yet. */
export function startIndexThread(use: 'read' | 'write'): IndexThread {
  const worker = (use === 'read' ? spare : undefined) ?? start(use)
  if (worker === spare) spare = undefined
  const to = calls<IndexHandlers>(worker)
  return {
    calls: to,
    async end() {
      // a thread that has ended has no number any more
      if (worker.threadId < 0) return
      const ended = new Promise<void>((done) => {
        worker.once('exit', () => done())
      })
      worker.ref()
      // its answer may come after its end
      to.call('end', undefined).catch(() => undefined)
      await ended
    },
  }
}
