import { Worker } from 'node:worker_threads'
import { calls, type CallOptions, type Calls } from '../platform/worker-calls.ts'
import type { Reader } from './index-reader.ts'
import type { IndexHandlers } from './index-worker.ts'
import type { Batch, Damaged, Entry } from './index-writer.ts'

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js', import.meta.url)

/** Articles that wait for the writer at most in one transaction. */
const BATCH = 100

export interface Index {
  /** false: the file was missing, old or damaged, and `rebuild` has to be called */
  readonly usable: boolean
  read<N extends keyof Reader>(name: N, ...input: Parameters<Reader[N]>): Promise<ReturnType<Reader[N]>>
  /** resolves when the article can be found; articles that come while the writer is busy go in together */
  put(entry: Entry): Promise<void>
  apply(batch: Batch): Promise<void>
  scan(signal?: AbortSignal): Promise<{ changed: string[]; damaged: Damaged[] }>
  known(): Promise<string[]>
  rebuild(options?: CallOptions): Promise<{ articles: number; damaged: Damaged[] }>
  close(): Promise<void>
}

/** Two threads over one SQLite file in WAL mode: searching never waits for an import or a bulk change. */
export async function openIndex(root: string, path: string, readOnly: boolean): Promise<Index> {
  const start = (): { worker: Worker; calls: Calls<IndexHandlers> } => {
    const worker = new Worker(workerUrl, { execArgv: [] })
    worker.unref()
    return { worker, calls: calls<IndexHandlers>(worker) }
  }
  const reader = start()
  const writer = start()
  const usable = await writer.calls.call('open', { root, path, readOnly })
  let reading: Promise<unknown> = usable ? reader.calls.call('open', { root, path, readOnly: true }) : Promise.resolve()
  let waiting: { entry: Entry; resolve: () => void; reject: (error: unknown) => void }[] = []
  let busy = false

  async function drain(): Promise<void> {
    if (busy) return
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      try {
        await writer.calls.call('apply', { entries: batch.map(({ entry }) => entry), gone: [] })
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    busy = false
  }

  return {
    usable,
    async read(name, ...input) {
      await reading
      // the worker runs the method of that name
      return (await reader.calls.call('read', { name, input })) as never
    },
    put: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        void drain()
      }),
    apply: (batch) => writer.calls.call('apply', batch),
    scan: (signal) => writer.calls.call('scan', undefined, { signal }),
    known: () => writer.calls.call('known', undefined),
    async rebuild(options) {
      await reading
      await reader.calls.call('close', undefined)
      const result = writer.calls.call('rebuild', undefined, options)
      reading = result.catch(() => undefined).then(() => reader.calls.call('open', { root, path, readOnly: true }))
      const done = await result
      await reading
      return done
    },
    async close() {
      for (const { worker, calls: to } of [reader, writer]) {
        await to.call('close', undefined)
        await worker.terminate()
      }
    },
  }
}
