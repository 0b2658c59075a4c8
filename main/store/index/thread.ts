import { Worker, type ResourceLimits } from 'node:worker_threads'
import { calls, type Calls } from '../../platform/worker-calls.ts'
import type { IndexHandlers } from './index-worker.ts'

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js', import.meta.url)

/** Memory for what the reader's thread has just made, MB: lists of rowids are thrown away at once, and fill whatever there is. */
const YOUNG_MB = 16
type Use = 'read' | 'write'
const LIMITS: Record<Use, ResourceLimits> = { read: { maxYoungGenerationSizeMb: YOUNG_MB }, write: {} }

/** A thread of the index. */
export interface IndexThread {
  readonly calls: Calls<IndexHandlers>
  end(): Promise<void>
}

/** Those that were started before it is known for which library. */
const spare = new Map<Use, Worker>()

function start(use: Use): Worker {
  const worker = new Worker(workerUrl, { execArgv: [], resourceLimits: LIMITS[use] })
  worker.unref()
  return worker
}

/** Starts a thread ahead: it reads its code while its library is still being looked for. */
export function prepareIndexThread(use: Use = 'read'): void {
  if (!spare.has(use)) spare.set(use, start(use))
}

/** A thread that has opened nothing yet. */
export function startIndexThread(use: Use): IndexThread {
  const worker = spare.get(use) ?? start(use)
  spare.delete(use)
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
