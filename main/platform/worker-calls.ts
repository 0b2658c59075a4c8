import { parentPort, type Transferable, type Worker } from 'node:worker_threads'
import { problemOf, ProblemError, type Problem } from '../../shared/model/problem.ts'

/** What a handler in a worker can do beside answering. */
export interface CallContext {
  /** set when the caller gave up */
  signal: AbortSignal
  progress(value: unknown): void
}

/** The calls a worker answers: name -> handler. A handler's input and output must survive structured cloning. */
export type Handlers = Record<string, (input: never, context: CallContext) => unknown>

/** An answer whose buffers are handed over instead of copied. */
export class Transfer<T> {
  readonly value: T
  readonly list: Transferable[]
  constructor(value: T, list: Transferable[]) {
    this.value = value
    this.list = list
  }
}

type Request = { id: number; name: string; input: unknown } | { id: number; abort: true }
type Reply =
  { id: number; value: unknown } | { id: number; problem: Problem; stack?: string } | { id: number; progress: unknown }

type Answer<H> = H extends (...given: never[]) => infer R
  ? Awaited<R> extends Transfer<infer T>
    ? T
    : Awaited<R>
  : never
type Input<H> = H extends (input: infer I, ...rest: never[]) => unknown ? I : never

export interface CallOptions {
  signal?: AbortSignal
  onProgress?: (value: unknown) => void
  transfer?: Transferable[]
}

export interface Calls<H extends Handlers> {
  call<N extends keyof H & string>(name: N, input: Input<H[N]>, options?: CallOptions): Promise<Answer<H[N]>>
}

/**
 * In a worker: answers numbered requests from the thread that started it. `translate` may turn an error of a library into a
 * `ProblemError`.
 */
export function serve(handlers: Handlers, translate: (error: unknown) => unknown = (error) => error): void {
  const port = parentPort
  if (!port) throw new Error('serve() is for worker threads')
  const running = new Map<number, AbortController>()
  const answer = async (request: Extract<Request, { name: string }>): Promise<void> => {
    const { id, name, input } = request
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const handler = handlers[name]
      if (!handler) throw new Error(`no handler for ${name}`)
      const progress = (value: unknown): void => port.postMessage({ id, progress: value } satisfies Reply)
      // the caller's types say that this input is the handler's
      const value: unknown = await handler(input as never, { signal: controller.signal, progress })
      if (value instanceof Transfer) port.postMessage({ id, value: value.value } satisfies Reply, value.list)
      else port.postMessage({ id, value } satisfies Reply)
    } catch (error) {
      const stack = error instanceof Error ? error.stack : undefined
      port.postMessage({ id, problem: problemOf(translate(error)), stack } satisfies Reply)
    } finally {
      running.delete(id)
    }
  }
  port.on('message', (request: Request) => {
    if ('abort' in request) running.get(request.id)?.abort()
    else void answer(request)
  })
}

/**
 * The other side of `serve`: calls into one worker. A call rejects with the worker's `ProblemError`; when the worker dies,
 * every open and later call rejects with `internal`.
 */
export function calls<H extends Handlers>(worker: Worker): Calls<H> {
  interface Open {
    resolve: (value: never) => void
    reject: (error: Error) => void
    onProgress?: (value: unknown) => void
    stop: () => void
  }
  const open = new Map<number, Open>()
  let last = 0
  let dead: ProblemError | undefined
  const die = (reason: string): void => {
    dead ??= new ProblemError('internal', { reason })
    for (const call of open.values()) {
      call.stop()
      call.reject(dead)
    }
    open.clear()
  }
  worker.on('error', (error) => die(error.message))
  worker.on('exit', (code) => die(`a worker thread ended (${String(code)})`))
  worker.on('message', (reply: Reply) => {
    const call = open.get(reply.id)
    if (!call) return
    if ('progress' in reply) {
      call.onProgress?.(reply.progress)
      return
    }
    open.delete(reply.id)
    call.stop()
    if ('problem' in reply) {
      const error = new ProblemError(reply.problem.code, reply.problem.detail)
      if (reply.stack !== undefined) error.stack = reply.stack
      call.reject(error)
    } else call.resolve(reply.value as never)
  })
  return {
    call(name, input, options = {}) {
      return new Promise((resolve, reject) => {
        if (dead) {
          reject(dead)
          return
        }
        const id = ++last
        const { signal, onProgress, transfer } = options
        const abort = (): void => worker.postMessage({ id, abort: true } satisfies Request)
        signal?.addEventListener('abort', abort, { once: true })
        open.set(id, { resolve, reject, onProgress, stop: () => signal?.removeEventListener('abort', abort) })
        worker.postMessage({ id, name, input } satisfies Request, transfer)
        if (signal?.aborted) abort()
      })
    },
  }
}
