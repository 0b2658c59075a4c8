import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { problem, ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { FramesOf } from '../formats/companions/framed.ts'
import type { PageFile } from '../formats/page.ts'
import type {
  BelongingTask,
  FramedTask,
  FromWorker,
  Learnt,
  LearnTask,
  OriginalTask,
  PageMessage,
  PreparedOriginal,
  ReadResult,
  ReadTask,
  Task,
  ToWorker,
} from './messages.ts'

/** One page's share of a worker, in ms. The slowest real pages take a second; what takes this long does not end. */
const PAGE_TIMEOUT_MS = 30_000
/** Memory of one worker, in MB: three times the largest page that is read, and small enough for a machine of 4 GB. */
const WORKER_MEMORY_MB = 1024
/** Room for new objects, in MB: a page's whole tree dies young; with half of it an import takes a tenth more time for collecting. */
const YOUNG_MEMORY_MB = 96
/**
 * What a worker's objects take before old ones are collected for the first time, in MB, and all workers together. V8 begins with so
 * little that it looks through everything every twenty pages; with this, hardly ever during an import: a tenth of its time.
 */
const [FIRST_COLLECTED_MB, FIRST_COLLECTED_ALL_MB] = [256, 1024]
/**
 * V8 puts what it saw live long once among the old objects at once. The lists of a page's tree would be among them: each keeps the
 * nodes in it until old objects are collected, so that every collection of new ones copies the trees of all pages since the last.
 */
const NEW_OBJECTS_ARE_YOUNG = '--no-allocation-site-pretenuring'
/**
 * V8 compiles what was called some thousand times again, with its slowest compiler: in each worker by itself, and anew when a page is
 * unlike those before. Asked for later, only the hottest functions are: 2,000 pages cost a twentieth less, many more the same.
 */
const ONLY_THE_HOTTEST = '--invocation-count-for-turbofan=40000'
/** Older ones (Node 20 has 11) do not know that flag and complain of it on the terminal. */
const KNOWS_THE_HOTTEST = Number.parseInt(process.versions.v8, 10) >= 12
/**
 * A worker with nothing to do for so long ends, and gives its memory back, ms. A new one takes a third of a second, which whoever
 * looks at an original every other minute is not to wait for each time.
 */
const IDLE_MS = 5 * 60_000
/** Files a worker holds: one is parsed, the next is already read and hashed. */
const FILES_PER_WORKER = 2
/** A file whose worker died before it was begun is given to another one this often. */
const MOST_TRIES = 3

export interface ReadHandlers {
  /** is a file with this SHA-256 known already? Then it is not parsed. Not called without `ask` */
  known?: (sha256: string) => Promise<boolean>
  /** called for each page, while others of the same file may still be dealt with; the worker does not get far ahead */
  page: (result: ReadResult, ms: number) => Promise<void> | void
  /** called when no more pages come: the worker goes on with another file while the last pages are dealt with */
  ended?: () => void
}

export interface PagePool {
  /** files that keep every worker busy while results are stored */
  readonly width: number
  /** starts every worker now, for files that are about to come */
  prepare(): void
  /** resolves when the file's last page was dealt with; rejects with a ProblemError or with what a handler threw */
  read(file: PageFile, handlers: ReadHandlers, options?: Omit<ReadTask, 'kind' | 'file'>): Promise<void>
  original(asked: Omit<OriginalTask, 'kind' | 'file'>): Promise<PreparedOriginal>
  learn(asked: Omit<LearnTask, 'kind'>): Promise<Learnt>
  /** the files beside a list that belong to its entries */
  belonging(list: PageFile): Promise<string[]>
  /** the pages in a folder that others there show in frames; of a mirror it is the folder of all its hosts */
  framed(folder: string, of: FramesOf): Promise<string[]>
  close(): Promise<void>
}

interface Ticket {
  id: number
  task: Task
  handlers: ReadHandlers
  onOriginal: (original: PreparedOriginal) => void
  onLearnt: (learnt: Learnt) => void
  onPaths: (paths: string[]) => void
  done: () => void
  failed: (error: unknown) => void
  begun: boolean
  tries: number
  handling: Promise<unknown>
  handlerError?: unknown
}

interface Lane {
  worker: Worker
  tickets: Map<number, Ticket>
  timer?: NodeJS.Timeout
  /** answers the worker is waiting for; meanwhile its clock stands still */
  owed: number
}

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './page-worker.ts' : './page-worker.js', import.meta.url)

export interface PoolOptions {
  /** as many as there are cores when left out */
  workers?: number
  pageTimeoutMs?: number
  /** memory of one worker's objects, MB */
  memoryMb?: number
  /** a worker without work ends after this, ms */
  idleMs?: number
}

/** Worker threads that read, decode and extract pages. A page that hangs or breaks takes down its own worker only. */
export function createPagePool(options: PoolOptions = {}): PagePool {
  const size = Math.max(1, options.workers ?? availableParallelism())
  const timeoutMs = options.pageTimeoutMs ?? PAGE_TIMEOUT_MS
  const memoryMb = options.memoryMb ?? WORKER_MEMORY_MB
  const firstCollectedMb = Math.floor(Math.min(FIRST_COLLECTED_MB, FIRST_COLLECTED_ALL_MB / size, memoryMb / 4))
  const idleMs = options.idleMs ?? IDLE_MS
  const lanes: Lane[] = []
  const waiting: Ticket[] = []
  let nextId = 1
  let closed = false

  function dispatch(): void {
    while (waiting.length > 0) {
      const lane = freeLane()
      const ticket = lane && waiting.shift()
      if (!lane || !ticket) return
      ticket.tries++
      lane.tickets.set(ticket.id, ticket)
      send(lane, { kind: 'task', id: ticket.id, task: ticket.task })
      arm(lane)
    }
  }

  function freeLane(): Lane | undefined {
    const least = lanes.reduce<Lane | undefined>(
      (best, lane) => (best === undefined || lane.tickets.size < best.tickets.size ? lane : best),
      undefined,
    )
    if (least && least.tickets.size === 0) return least
    if (lanes.length < size) return openLane()
    return least && least.tickets.size < FILES_PER_WORKER ? least : undefined
  }

  function openLane(): Lane {
    // for threads that begin now: they can only be set for all of them
    setFlagsFromString(NEW_OBJECTS_ARE_YOUNG)
    if (KNOWS_THE_HOTTEST) setFlagsFromString(ONLY_THE_HOTTEST)
    setFlagsFromString(`--initial-old-space-size=${String(firstCollectedMb)}`)
    const worker = new Worker(workerUrl, {
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMb,
        // a worker that was given little is not to take more by this door
        maxYoungGenerationSizeMb: Math.min(YOUNG_MEMORY_MB, memoryMb / 8),
      },
      // `--input-type` and the like are for the program that was started, not for its workers
      execArgv: [],
    })
    worker.once('online', () => setFlagsFromString('--initial-old-space-size=0'))
    const lane: Lane = { worker, tickets: new Map(), owed: 0 }
    worker.on('message', (message: FromWorker) => receive(lane, message))
    worker.on('error', (error) => crashed(lane, error.message))
    worker.on('exit', (code) => crashed(lane, `exit ${String(code)}`))
    lanes.push(lane)
    return lane
  }

  function send(lane: Lane, message: ToWorker): void {
    lane.worker.postMessage(message)
  }

  function arm(lane: Lane): void {
    clearTimeout(lane.timer)
    if (lane.owed > 0) return
    if (lane.tickets.size === 0) {
      lane.timer = setTimeout(() => rest(lane), idleMs).unref()
      return
    }
    lane.timer = setTimeout(() => {
      drop(lane, (file) => problem('page.timeout', { file, seconds: Math.round(timeoutMs / 1000) }))
    }, timeoutMs)
  }

  function rest(lane: Lane): void {
    if (lane.tickets.size > 0) return
    lanes.splice(lanes.indexOf(lane), 1)
    void lane.worker.terminate()
  }

  function crashed(lane: Lane, reason: string): void {
    if (!lanes.includes(lane)) return
    drop(lane, (file) => problem('page.crashed', { file, reason }))
  }

  /** Ends a worker; the page it was busy with is to blame, files that were only waiting in it go to another one. */
  function drop(lane: Lane, blame: (file: string) => Problem): void {
    lanes.splice(lanes.indexOf(lane), 1)
    clearTimeout(lane.timer)
    void lane.worker.terminate()
    const tickets = [...lane.tickets.values()]
    const culprit = tickets.find((ticket) => ticket.begun) ?? (tickets.length === 1 ? tickets[0] : undefined)
    for (const ticket of tickets.reverse()) {
      if (ticket === culprit || ticket.tries >= MOST_TRIES) {
        const { code, detail } = blame(ticket.task.file.path)
        void ticket.handling.then(() => ticket.failed(new ProblemError(code, detail)))
      } else waiting.unshift(ticket)
    }
    dispatch()
  }

  function receive(lane: Lane, message: FromWorker): void {
    const ticket = lane.tickets.get(message.id)
    if (!ticket) return
    if (message.kind === 'begin') ticket.begun = true
    else if (message.kind === 'hash') void answerHash(lane, ticket, message.sha256)
    else if (message.kind === 'page') void handlePage(lane, ticket, message)
    else if (message.kind === 'original') ticket.onOriginal(message.original)
    else if (message.kind === 'learnt') ticket.onLearnt(message.learnt)
    else if (message.kind === 'paths') ticket.onPaths(message.paths)
    else if (message.kind === 'end') end(lane, ticket, message.problem)
    arm(lane)
  }

  async function answerHash(lane: Lane, ticket: Ticket, sha256: string): Promise<void> {
    lane.owed++
    let known = true
    try {
      known = (await ticket.handlers.known?.(sha256)) ?? false
    } catch (error) {
      ticket.handlerError ??= error
    }
    lane.owed--
    send(lane, { kind: 'answer', id: ticket.id, known })
    arm(lane)
  }

  async function handlePage(lane: Lane, ticket: Ticket, { result, ms, bytes }: PageMessage): Promise<void> {
    lane.owed++
    const handled = (async () => {
      try {
        await ticket.handlers.page(result, ms)
      } catch (error) {
        ticket.handlerError ??= error
      }
    })()
    ticket.handling = Promise.all([ticket.handling, handled])
    await handled
    lane.owed--
    // most files have one page, and their worker has long ended them
    if (lane.tickets.has(ticket.id))
      send(lane, { kind: 'next', id: ticket.id, stop: ticket.handlerError !== undefined, bytes })
    arm(lane)
  }

  function end(lane: Lane, ticket: Ticket, failure: Problem | undefined): void {
    lane.tickets.delete(ticket.id)
    ticket.handlers.ended?.()
    dispatch()
    void ticket.handling.then(() => {
      if (ticket.handlerError !== undefined) ticket.failed(ticket.handlerError)
      else if (failure) ticket.failed(new ProblemError(failure.code, failure.detail))
      else ticket.done()
    })
  }

  function submit(
    task: Task,
    { page = () => undefined, known, ended }: Partial<ReadHandlers>,
    {
      onOriginal = () => undefined,
      onLearnt = () => undefined,
      onPaths = () => undefined,
    }: Partial<Pick<Ticket, 'onOriginal' | 'onLearnt' | 'onPaths'>> = {},
  ): Promise<void> {
    return new Promise((done, failed) => {
      if (closed) {
        failed(new ProblemError('job.cancelled', { file: task.file.path }))
        return
      }
      const handling = Promise.resolve()
      waiting.push({
        id: nextId++,
        task,
        handlers: { page, known, ended },
        onOriginal,
        onLearnt,
        onPaths,
        done,
        failed,
        begun: false,
        tries: 0,
        handling,
      })
      dispatch()
    })
  }

  const pathsOf = (task: BelongingTask | FramedTask): Promise<string[]> =>
    new Promise((resolve, reject) => {
      submit(task, {}, { onPaths: resolve }).catch(reject)
    })

  return {
    // one file in each worker's hands, one waiting there, one being stored
    width: size * (FILES_PER_WORKER + 1),
    prepare() {
      while (lanes.length < size) arm(openLane())
    },
    read: (file, handlers, { ask = false, ...rest } = { ask: false }) =>
      submit({ kind: 'read', file, ask, ...rest }, handlers),
    learn: (asked) =>
      new Promise((resolve, reject) => {
        submit({ kind: 'learn', ...asked }, {}, { onLearnt: resolve }).catch(reject)
      }),
    belonging: (file) => pathsOf({ kind: 'belonging', file }),
    framed: (folder, of) => pathsOf({ kind: 'framed', file: { path: folder }, of }),
    original: (asked) =>
      new Promise((resolve, reject) => {
        const task: OriginalTask = { kind: 'original', file: { path: join(asked.dir, asked.main) }, ...asked }
        submit(task, {}, { onOriginal: resolve }).catch(reject)
      }),
    async close() {
      closed = true
      const open = lanes.splice(0)
      const left = [...waiting.splice(0), ...open.flatMap((lane) => [...lane.tickets.values()])]
      for (const lane of open) clearTimeout(lane.timer)
      for (const { failed, task } of left) failed(new ProblemError('job.cancelled', { file: task.file.path }))
      await Promise.all(open.map((lane) => lane.worker.terminate()))
    },
  }
}
