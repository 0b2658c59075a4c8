import type { ArticleRecord } from '../../../shared/model/article.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { CallOptions, Calls } from '../../platform/worker-calls.ts'
import type { AddRequest } from './add.ts'
import type { Batch } from './entry.ts'
import type { Reader } from './reader.ts'
import { startIndexThread, type IndexThread } from './thread.ts'
import type { IndexHandlers } from './index-worker.ts'
import { createKnownHashes } from './known-hashes.ts'
import { addressKey, startOfKey } from '../relations/addresses.ts'
import type { Pause } from '../search/query-sets.ts'
import { whenIdle } from './idle.ts'
import { folderIn } from '../records/folders.ts'
import { readRecord } from '../records/records.ts'
import type { FoundRecord } from '../records/read-records.ts'
import type { Finding } from '../store.ts'

/** Nothing was asked of the index for so long: pieces of full text are merged, ms. Whoever reads an article asks for nothing meanwhile. */
const IDLE_MS = 20_000
/** From one step of that to the next, ms: it takes a quarter of a core at the most. */
const MERGE_EVERY_MS = 300

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
  /** builds the article's folder and resolves when the article can be found; several that come at once go in together */
  add(asked: AddRequest): Promise<ArticleRecord>
  /** false: no article has this hash, of its file or of its text */
  mayHave(hash: string): Promise<boolean>
  /** false: no link without its page is kept at the address of this key */
  mayBeLink(key: number): Promise<boolean>
  /** one transaction */
  apply(batch: Batch): Promise<void>
  /** the records of articles as they are on disk, in their order */
  records(ids: string[]): Promise<FoundRecord[]>
  /** ids of articles that are not on disk as the index has them */
  differences(signal?: AbortSignal): Promise<string[]>
  /** takes articles in as they are on disk */
  sync(ids: string[]): Promise<{ changed: string[]; findings: Finding[] }>
  known(): Promise<string[]>
  /** merges pieces of full text, which happens by itself when nothing is asked for a while; resolves when that is done */
  merge(): Promise<void>
  /** builds a new index from the records while the old one, if there is one, goes on answering */
  rebuild(options?: CallOptions): Promise<Rebuilt>
  close(): Promise<void>
}

/** The buffers of an article that is given as bytes: they go to the other thread uncopied. */
function handedOver({ html, text, assets }: AddRequest['article']): ArrayBuffer[] {
  if (typeof html === 'string' || typeof text === 'string') return []
  const buffers = [html, text, ...assets.map(({ bytes }) => bytes)].map(({ buffer }) => buffer)
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer)
}

/** The thread that reads, and whether it could open the file. */
export interface Reading {
  thread: IndexThread
  opened: Promise<boolean>
}

/** Opens the file for reading: the first rows need nothing else, no lock and no other thread. */
export function startReading(root: string, path: string): Reading {
  const thread = startIndexThread('read')
  return { thread, opened: thread.calls.call('open', { root, path, readOnly: true }).catch(() => false) }
}

/**
 * Two threads over one SQLite file in WAL mode: searching never waits for an import or a bulk change. The one that writes is
 * started with the first thing to be written. A file that turns out to be damaged is rebuilt, `onHealed` is told, and the
 * call that met the damage is made again.
 */
export async function openIndex(
  root: string,
  path: string,
  readOnly: boolean,
  { onHealed = () => undefined, idleMs = IDLE_MS }: { onHealed?: (rebuilt: Rebuilt) => void; idleMs?: number } = {},
  { thread: reader, opened }: Reading = startReading(root, path),
): Promise<Index> {
  const readerOpens = (): Promise<boolean> => reader.calls.call('open', { root, path, readOnly: true })
  let writer: { thread: IndexThread; opened: Promise<boolean> } | undefined
  const startWriter = (): { thread: IndexThread; opened: Promise<boolean> } => {
    const thread = startIndexThread('write')
    const opens = thread.calls.call('open', { root, path, readOnly })
    // who waits for it says what went wrong
    opens.catch(() => undefined)
    return { thread, opened: opens }
  }
  let reading: Promise<unknown> = Promise.resolve()
  let usable = await opened
  if (!usable) {
    writer = startWriter()
    usable = await writer.opened
    // what the writer has mended can be opened now
    if (usable) reading = readerOpens()
  }
  let writing: Promise<unknown> = Promise.resolve()
  /** the thread that looks through the records */
  let looking: IndexThread | undefined
  let rebuilding: Promise<Rebuilt> | undefined

  async function build(options?: CallOptions): Promise<Rebuilt> {
    const { thread } = (writer ??= startWriter())
    const built = thread.calls.call('build', undefined, options)
    const settled = built.then(async () => {
      const swap = async (): Promise<void> => {
        await reader.calls.call('close', undefined)
        const swapped = thread.calls.call('swap', undefined)
        writer = { thread, opened: swapped }
        await swapped
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
    rebuilding ??= build(options).finally(() => {
      rebuilding = undefined
      forget()
      idle.begin()
    })
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
  const toWriter = <T>(call: (to: Calls<IndexHandlers>) => Promise<T>): Promise<T> =>
    healing(async () => {
      await writing
      writer ??= startWriter()
      if (!(await writer.opened)) throw new ProblemError('index.damaged', { file: path })
      return call(writer.thread.calls)
    })
  const mergeStep = (): Promise<boolean> => toWriter((to) => to.call('merge', undefined))
  const idle = whenIdle(mergeStep, idleMs, MERGE_EVERY_MS)
  function write<T>(call: (to: Calls<IndexHandlers>) => Promise<T>): Promise<T> {
    idle.asked()
    idle.begin()
    return toWriter(call)
  }

  const readUntil: Index['readUntil'] = (signal, name, ...input) => {
    idle.asked()
    // it may have ended, which it says itself
    if (name === 'list') looking?.calls.call('typing', undefined).catch(() => undefined)
    return healing(async () => {
      await reading
      if (signal?.aborted) throw new ProblemError('job.cancelled', { file: root })
      // the worker runs the method of that name
      return (await reader.calls.call('read', { name, input }, { signal })) as never
    })
  }

  async function takeIn(to: Calls<IndexHandlers>, id: string): Promise<ArticleRecord> {
    await to.call('sync', [id])
    return readRecord(folderIn(root, 'articles', id), id)
  }

  const hashes = createKnownHashes(() => readUntil(undefined, 'hashStarts'))
  const links = createKnownHashes(() => readUntil(undefined, 'linkStarts'))
  function note({ format, url, hashes: { source, text } }: Pick<ArticleRecord, 'format' | 'url' | 'hashes'>): void {
    hashes.add(source, text)
    const key = format === 'link' ? addressKey(url ?? '') : undefined
    if (key !== undefined) links.add(startOfKey(key))
  }
  function forget(): void {
    hashes.forget()
    links.forget()
  }

  return {
    usable,
    read: (name, ...input) => readUntil(undefined, name, ...input),
    readUntil,
    add(asked) {
      note(asked.article.record)
      let sent = false
      return write(async (to) => {
        // met a damaged index: what was handed over is in the article's folder
        if (sent) return takeIn(to, asked.id)
        sent = true
        return to.call('add', asked, { transfer: handedOver(asked.article) })
      })
    },
    mayHave: (hash) => hashes.mayHave(hash),
    mayBeLink: (key) => links.mayHave(startOfKey(key)),
    apply(batch) {
      for (const { record } of batch.entries) note(record)
      return write((to) => to.call('apply', batch))
    },
    // the thread that reads: the other one is indexing what is being written
    records: (ids) => reader.calls.call('records', ids),
    differences: (signal) =>
      healing(async () => {
        await reading
        // in a thread of its own: the memory that holds all articles against the disk goes with it, and no change waits for it
        const { thread, opened } = startReading(root, path)
        try {
          if (!(await opened)) throw new ProblemError('index.damaged', { file: path })
          looking = thread
          return await thread.calls.call('differences', undefined, { signal })
        } finally {
          if (looking === thread) looking = undefined
          await thread.end()
        }
      }),
    sync: (ids) => write((to) => to.call('sync', ids)).finally(forget),
    known: () => write((to) => to.call('known', undefined)),
    async merge() {
      while (!readOnly && (await mergeStep()));
    },
    rebuild,
    async close() {
      idle.end()
      await rebuilding?.catch(() => undefined)
      await reader.end()
      await writer?.thread.end()
    },
  }
}
