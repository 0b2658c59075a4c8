import { Worker } from 'node:worker_threads'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { PDF_DRAW_MS } from '../../platform/limits.ts'
import { calls, type Calls } from '../../platform/worker-calls.ts'
import type { PdfHandlers } from './pdf-drawing-worker.ts'

/** Memory of the thread beside what PDFium has, in MB: bytes in and a picture out. */
const THREAD_MEMORY_MB = 256

const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './pdf-drawing-worker.ts' : './pdf-drawing-worker.js',
  import.meta.url,
)

let thread: { worker: Worker; calls: Calls<PdfHandlers> } | undefined

function start(): { worker: Worker; calls: Calls<PdfHandlers> } {
  const worker = new Worker(workerUrl, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB } })
  const started = { worker, calls: calls<PdfHandlers>(worker) }
  worker.once('exit', () => {
    if (thread === started) thread = undefined
  })
  return started
}

/** One call at a time, so that the clock is that call's. A thread that takes too long, or fell over, is replaced. */
let turn: Promise<unknown> = Promise.resolve()

function ask<T>(file: string, call: (thread: Calls<PdfHandlers>) => Promise<T>): Promise<T> {
  const mine = turn.then(async () => {
    thread ??= start()
    const { worker, calls } = thread
    worker.ref()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(
          new ProblemError('format.limit', {
            file,
            limit: 'limit.drawing' satisfies Phrase,
            seconds: PDF_DRAW_MS / 1000,
          }),
        )
        thread = undefined
        void worker.terminate()
      }, PDF_DRAW_MS)
    })
    try {
      return await Promise.race([call(calls), late])
    } catch (error) {
      // after an abort PDFium's memory is in no known state
      if (thread?.worker === worker) {
        thread = undefined
        void worker.terminate()
      }
      throw error instanceof ProblemError && error.problem.code === 'format.limit'
        ? error
        : new ProblemError('format.damaged', { file, reason: 'pdf.undrawn' satisfies Phrase }, { cause: error })
    } finally {
      clearTimeout(timer)
      worker.unref()
    }
  })
  turn = mine.catch(() => undefined)
  return mine
}

/** Width and height of the first `most` pages of a PDF, in points. */
export const pdfSizes = (bytes: Uint8Array, most: number, file: string): Promise<{ width: number; height: number }[]> =>
  ask(file, (thread) => thread.call('sizes', { bytes, most }))

/** A page of a PDF, counted from 1, as a PNG `width` pixels wide. Throws a ProblemError. */
export const drawPdfPage = (bytes: Uint8Array, page: number, width: number, file: string): Promise<Uint8Array> =>
  ask(file, (thread) => thread.call('draw', { bytes, page, width }))
