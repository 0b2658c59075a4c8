import { parentPort } from 'node:worker_threads'
import { fileProblem } from '../formats/source.ts'
import { sha256, sha256File } from '../platform/hash.ts'
import { readWholeFile, type WholeFile } from '../platform/whole-file.ts'
import type { FromWorker, ReadResult, ReadTask, Task, ToWorker } from './messages.ts'
import { readFile } from './read-file.ts'

/* A worker of the pool: at most one file is parsed at a time, the one behind it is already hashed. */

const port = parentPort
if (!port) throw new Error('page-worker.ts runs as a worker thread')

const answers = new Map<number, (known: boolean) => void>()
/** Pages of one file that are still being dealt with: enough to go into the index together, few enough to be held in memory. */
const PAGES_AHEAD = 8
/** As many when they are as small as the entries of a list of links: a transaction of the index full. */
const SMALL_PAGES_AHEAD = 64
/** Pages ahead are small when all of them have no more bytes than this. */
const SMALL_AHEAD_BYTES = 4 * 1024 * 1024
/** How often a task of many pages says that it goes on, ms: well within what one page is given. */
const GOING_MS = 1000

interface Turn {
  /** pages that are being dealt with, and their bytes */
  ahead: number
  bytes: number
  stop: boolean
  wake?: () => void
}
/** of the files being read */
const turns = new Map<number, Turn>()
let parsing: Promise<unknown> = Promise.resolve()

function post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}

const encoder = new TextEncoder()

/** View and text as the library's writer wants them, which is the only one to read them. */
function pack(result: ReadResult): void {
  if (!result.ok) return
  const { html, text } = result.extracted
  result.packed = { html: encoder.encode(html), text: encoder.encode(text) }
  result.extracted.html = result.extracted.text = ''
}

/** The buffers of a page's assets, once each: a view on a shared one is copied by the sender instead. */
function buffersOf(result: ReadResult): ArrayBuffer[] {
  if (!result.ok) return []
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer } of result.packed ? [result.packed.html, result.packed.text] : [])
    if (buffer instanceof ArrayBuffer) buffers.add(buffer)
  for (const asset of result.extracted.assets) {
    const { buffer, byteOffset, byteLength } = asset.bytes
    if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) buffers.add(buffer)
    // a slice of a larger buffer (a MIME part, a pooled Buffer) would drag the whole of it along
    else {
      // (copied this way because a Buffer's own `slice` is a view)
      asset.bytes = new Uint8Array(asset.bytes)
      if (asset.bytes.buffer instanceof ArrayBuffer) buffers.add(asset.bytes.buffer)
    }
  }
  return [...buffers]
}

function isFull({ ahead, bytes }: Turn, more: number): boolean {
  return ahead >= (bytes + more <= SMALL_AHEAD_BYTES ? SMALL_PAGES_AHEAD : PAGES_AHEAD)
}

async function read(id: number, task: ReadTask, sourceHash: string, whole?: WholeFile): Promise<void> {
  const turn: Turn = { ahead: 0, bytes: 0, stop: false }
  turns.set(id, turn)
  try {
    let since = performance.now()
    for await (const result of readFile(task.file, sourceHash, task, whole)) {
      if (task.pack === true) pack(result)
      const ms = performance.now() - since
      const buffers = buffersOf(result)
      const bytes = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)
      while (isFull(turn, bytes) && !turn.stop) await new Promise<void>((resolve) => (turn.wake = resolve))
      if (turn.stop) return
      turn.ahead++
      turn.bytes += bytes
      post({ kind: 'page', id, result, ms, bytes }, buffers)
      since = performance.now()
    }
  } finally {
    turns.delete(id)
  }
}

/** When what is parsed has ended. The lock is taken here, so that the pool knows which file a hanging worker is busy with. */
async function inTurn(id: number, work: () => Promise<void>): Promise<void> {
  const mine = parsing.then(async () => {
    post({ kind: 'begin', id })
    await work()
  })
  parsing = mine.catch(() => undefined)
  await mine
}

/** Says that a task goes on, not oftener than needed. */
function going(id: number): () => void {
  let said = performance.now()
  return () => {
    if (performance.now() - said < GOING_MS) return
    said = performance.now()
    post({ kind: 'going', id })
  }
}

async function run(id: number, task: Task): Promise<void> {
  if (task.kind === 'original') {
    const { prepareOriginal } = await import('./prepare-original.ts')
    const original = await prepareOriginal(task)
    post({ kind: 'original', id, original })
    return
  }
  if (task.kind === 'learn') {
    const { learnFrom } = await import('./learn-from.ts')
    post({ kind: 'learnt', id, learnt: await learnFrom(task) })
    return
  }
  if (task.kind === 'belonging') {
    const { belongingTo } = await import('../formats/lists/unpacked.ts')
    await inTurn(id, async () => post({ kind: 'paths', id, paths: await belongingTo(task.file) }))
    return
  }
  if (task.kind === 'framed') {
    const { framedIn } = await import('../formats/companions/framed.ts')
    await inTurn(id, async () => post({ kind: 'paths', id, paths: await framedIn(task.file.path, task.of, going(id)) }))
    return
  }
  let sourceHash = task.kept?.sourceHash ?? ''
  let whole: WholeFile | undefined
  if (task.ask) {
    // what is hashed is what is parsed, and read once
    whole = readWholeFile(task.file.path)
    sourceHash = whole ? sha256(whole.bytes) : await sha256File(task.file.path)
    const known = new Promise<boolean>((resolve) => answers.set(id, resolve))
    post({ kind: 'hash', id, sha256: sourceHash })
    if (await known) return
  }
  await inTurn(id, () => read(id, task, sourceHash, whole))
}

port.on('message', (message: ToWorker) => {
  const { id } = message
  if (message.kind === 'answer') {
    answers.get(id)?.(message.known)
    answers.delete(id)
  } else if (message.kind === 'next') {
    const turn = turns.get(id)
    if (!turn) return
    turn.ahead--
    turn.bytes -= message.bytes
    turn.stop ||= message.stop
    turn.wake?.()
  } else {
    const { task } = message
    run(id, task).then(
      () => post({ kind: 'end', id }),
      (error: unknown) => post({ kind: 'end', id, problem: fileProblem(error, task.file.path).problem }),
    )
  }
})
