import { atMost, type Benchmark, NotHere, percentile } from './benchmark.ts'
import { ARTICLES, benchLibrary } from './library.ts'
import { memoryOf, openStage, type Stages } from './window.ts'

const names = ['start.warm', 'memory.main'] as const

const STARTS = 7
const START_GOAL_MS = 1000
const MEMORY_GOAL_MB = 300
/** What a start leaves to do is done, and memory that it used is given back. */
const SETTLED_MS = 15_000

/** From making the process to the first rows on the screen, and what the main process holds after a while. */
export const windowStart: Benchmark = {
  names,
  async *measure(wanted) {
    const { path } = await benchLibrary(ARTICLES)
    const stage = await openStage(names)
    try {
      const size = `${String(ARTICLES)} articles`
      const times: number[] = []
      const stages: Stages[] = []
      // the first one is cold: it fills the caches of the system and of the window
      for (let start = 0; start <= STARTS; start++) {
        const window = await stage.open({ library: path })
        const ms = await window.until('keepleaf.rows')
        if (start > 0) {
          times.push(ms)
          stages.push(await window.stages())
        }
        if (start === STARTS && wanted('memory.main')) {
          await window.page.waitForTimeout(SETTLED_MS)
          const memory = await memoryOf(window.pid)
          if (memory) {
            const detail = `${size}, of its own ${memory.own.toFixed(0)} MB; the rest are pages of files`
            yield atMost('memory.main', memory.all, 'MB', MEMORY_GOAL_MB, detail)
          }
          await window.close()
          if (!memory) throw new NotHere(['memory.main'], 'only Linux tells the memory of one process like this')
        } else await window.close()
      }
      const range = `${percentile(times, 0).toFixed(0)} to ${percentile(times, 1).toFixed(0)} ms`
      yield atMost(
        'start.warm',
        percentile(times, 0.5),
        'ms',
        START_GOAL_MS,
        `${size}, median of ${String(STARTS)}, ${range}; ${[pieces(stages), stage.display].filter(Boolean).join('; ')}`,
      )
    } finally {
      await stage.close()
    }
  },
}

/** Where the time goes, as medians: until the page is asked for, until its scripts have run, until something is painted. */
function pieces(stages: readonly Stages[]): string {
  const median = (of: (each: Stages) => number): string => percentile(stages.map(of), 0.5).toFixed(0)
  return `page at ${median(({ page }) => page)}, scripts run at ${median(({ scripts }) => scripts)}, first paint at ${median(({ painted }) => painted)} ms`
}
