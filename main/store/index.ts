import { Worker } from 'node:worker_threads'
import { ProblemError } from '../../shared/model/problem.ts'
import { calls, type CallOptions, type Calls } from '../platform/worker-calls.ts'
import type { Batch, Entry } from './index-entry.ts'
import type { Reader } from './index-reader.ts'
import type { IndexHandlers } from './index-worker.ts'
import type { Pause } from './query-sets.ts'
import type { Finding } from './store.ts'

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js', import.meta.url)

/** Articles that wait for the writer at most in one transaction. */
const BATCH = 200

type Given<F> = F extends (pause: Pause, ...rest: infer R) => unknown ? R : never
type Answer<F> = F extends (...given: never[]) => infer R ? Awaited<R> : never

export interface Rebuilt {
  articles: number
  findings: Finding[]
}

export interface Index {
  /** false: the file was missing, old or damaged, and `rebuild` has to be called */
  readonly usable: boolean
  read<N extends keyof Reader>(name: N, ...input: Given<Reader[N]>): Promise<Answer<Reader[N]>>
  /** the same, until the signal: rejects with `job.cancelled` */
  readUntil<N extends keyof Reader>(
    signal: AbortSignal | undefined,
    name: N,
    ...input: Given<Reader[N]>
  ): Promise<Answer<Reader[N]>>
  /** resolves when the article can be found; articles that come while the writer is busy go in together */
  put(entry: Entry): Promise<void>
  /** one transaction */
  apply(batch: Batch): Promise<void>
  /** ids of articles that are not on disk as the index has them */
  differences(signal?: AbortSignal): Promise<string[]>
  /** takes articles in as they are on disk */
  sync(ids: string[]): Promise<{ changed: string[]; findings: Finding[] }>
  known(): Promise<string[]>
  /** builds a new index from the records while the old one, if there is one, goes on answering */
  rebuild(options?: CallOptions): Promise<Rebuilt>
  close(): Promise<void>
}

/**
 * Two threads over one SQLite file in WAL mode: searching never waits for an import or a bulk change. A file that turns out
 * to be damaged is rebuilt, `onHealed` is told, and the call that met the damage is made again.
 */
export async function openIndex(
  root: string,
  path: string,
  readOnly: boolean,
  onHealed: (rebuilt: Rebuilt) => void = () => undefined,
): Promise<Index> {
  const start = (): { worker: Worker; calls: Calls<IndexHandlers> } => {
    const worker = new Worker(workerUrl, { execArgv: [] })
    worker.unref()
    return { worker, calls: calls<IndexHandlers>(worker) }
  }
  const reader = start()
  const writer = start()
  const usable = await writer.calls.call('open', { root, path, readOnly })
  let reading: Promise<unknown> = usable ? reader.calls.call('open', { root, path, readOnly: true }) : Promise.resolve()
  let writing: Promise<unknown> = Promise.resolve()
  let rebuilding: Promise<Rebuilt> | undefined
  let waiting: { entry: Entry; resolve: () => void; reject: (error: unknown) => void }[] = []
  let busy = false

  async function build(options?: CallOptions): Promise<Rebuilt> {
    const built = writer.calls.call('build', undefined, options)
    const settled = built.then(async () => {
      const swap = async (): Promise<void> => {
        await reader.calls.call('close', undefined)
        await writer.calls.call('swap', undefined)
        await reader.calls.call('open', { root, path, readOnly: true })
      }
      reading = swap()
      await reading
    })
    // what waits for it says itself what went wrong
    writing = settled.catch(() => undefined)
    const result = await built
    await settled
    return result
  }
  function rebuild(options?: CallOptions): Promise<Rebuilt> {
    rebuilding ??= build(options).finally(() => (rebuilding = undefined))
    return rebuilding
  }

  /** the call, and once more after a rebuild when it met a damaged file */
  async function healing<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (readOnly || !(error instanceof ProblemError) || error.problem.code !== 'index.damaged') throw error
      const first = rebuilding === undefined
      const rebuilt = await rebuild()
      if (first) onHealed(rebuilt)
      return call()
    }
  }
  const write = <T>(call: () => Promise<T>): Promise<T> =>
    healing(async () => {
      await writing
      return call()
    })

  async function drain(): Promise<void> {
    if (busy) return
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      const entries = batch.map(({ entry }) => entry)
      try {
        await write(() => writer.calls.call('apply', { entries, gone: [] }))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    busy = false
  }

  const readUntil: Index['readUntil'] = (signal, name, ...input) =>
    healing(async () => {
      await reading
      if (signal?.aborted) throw new ProblemError('job.cancelled', { file: root })
      // the worker runs the method of that name
      return (await reader.calls.call('read', { name, input }, { signal })) as never
    })

  return {
    usable,
    read: (name, ...input) => readUntil(undefined, name, ...input),
    readUntil,
    put: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        void drain()
      }),
    apply: (batch) => write(() => writer.calls.call('apply', batch)),
    differences: (signal) => write(() => writer.calls.call('differences', undefined, { signal })),
    sync: (ids) => write(() => writer.calls.call('sync', ids)),
    known: () => write(() => writer.calls.call('known', undefined)),
    rebuild,
    async close() {
      await rebuilding?.catch(() => undefined)
      for (const { worker, calls: to } of [reader, writer]) {
        await to.call('close', undefined)
        await worker.terminate()
      }
    },
  }
}
