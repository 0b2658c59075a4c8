import { openArchive, type Archive } from '../../main/archive.ts'
import { problemOf } from '../../shared/model/problem.ts'
import { atMost, type Benchmark, type Row } from './benchmark.ts'
import { ARTICLES, benchLibrary } from './library.ts'

const names = ['bulk.tag10000', 'bulk.cancel', 'bulk.undo', 'bulk.tag10000.cpu', 'bulk.longestWait'] as const

const TAGGED = 10_000
const GOAL_S = 10
/** A window that hears nothing for longer than this seems to hang. */
const GOAL_WAIT_MS = 250
const TAG = 'bench/bulk'
/** How often the main thread is asked whether it answers, ms. */
const PULSE_MS = 5

/** One tag on 10,000 articles as the window does it: with progress, stopped half-way, done, and taken back. */
export const bulkTag: Benchmark = {
  names,
  async *measure() {
    const { path } = await benchLibrary()
    const archive = await openArchive(path, { owner: 'keepleaf bench', resume: false, workers: 1 })
    try {
      // what a run that was broken off has left
      await archive.tag({ query: `tag:${TAG}` }, { remove: [TAG] })
      yield* measureIn(archive)
    } finally {
      await archive.close()
    }
  },
}

async function* measureIn(archive: Archive): AsyncGenerator<Row> {
  const ids = (await archive.store.ids('', 'added-asc')).slice(0, TAGGED)
  const of = `${String(ids.length)} of ${String(ARTICLES)} articles`
  const tag = () => archive.tag({ ids }, { add: [TAG] })

  const { seconds: stopped, done } = await stopHalfWay(archive, tag)
  yield atMost('bulk.cancel', stopped, 's', GOAL_S, `${of}: from the press at ${String(done)} until all is as before`)

  const stopPulse = pulse()
  const cpu = process.cpuUsage()
  const seconds = await timed(tag)
  const { user, system } = process.cpuUsage(cpu)
  const longest = stopPulse()
  yield atMost('bulk.tag10000', seconds, 's', GOAL_S, of)
  yield { name: 'bulk.tag10000.cpu', value: (user + system) / 1e6, unit: 's', detail: `${of}: all threads` }
  yield atMost('bulk.longestWait', longest, 'ms', GOAL_WAIT_MS, `${of}: the main thread busy in one piece`)
  yield atMost('bulk.undo', await timed(() => archive.undo()), 's', GOAL_S, of)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Presses “cancel” when half of the articles are done. */
async function stopHalfWay(archive: Archive, work: () => Promise<unknown>): Promise<{ seconds: number; done: number }> {
  let pressed: { at: number; done: number } | undefined
  const stop = archive.jobs.onChange((jobs) => {
    const job = jobs.find(({ kind }) => kind === 'change')
    if (pressed || !job?.total || job.done < job.total / 2) return
    pressed = { at: performance.now(), done: job.done }
    archive.jobs.cancel(job.id)
  })
  try {
    await work()
    throw new Error('it was over before it could be stopped')
  } catch (error) {
    if (!pressed || problemOf(error).code !== 'change.cancelled') throw error
    return { seconds: (performance.now() - pressed.at) / 1000, done: pressed.done }
  } finally {
    stop()
  }
}

/** Watches how long the main thread does not come to anything else, ms; call the answer to end it. */
function pulse(): () => number {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - PULSE_MS)
    last = now
  }, PULSE_MS)
  return () => {
    clearInterval(timer)
    return longest
  }
}
