import type { ChangeName } from '../../../shared/model/change.ts'
import type { Progress, Run } from '../../store/store.ts'
import type { JobBoard, JobRun } from './jobs.ts'

/** From here on a change is a job that can be seen and stopped; a smaller one is over before one has looked. */
const LONG = 500

/** Makes a change; one of many articles shows in the list of jobs, with its progress, until it is over. */
export async function asJob<T>(
  jobs: JobBoard,
  about: { change: ChangeName; name: string },
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  let shown: JobRun['progress'] | undefined
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const show = (): void => {
    jobs.start({ kind: 'change', ...about, brief: true }, async (run) => {
      run.signal.addEventListener('abort', () => stop.abort(run.signal.reason))
      shown = run.progress
      await ended
    })
    shown = () => undefined
  }
  const onProgress = (progress: Progress): void => {
    if ((progress.total ?? 0) < LONG) return
    if (!shown) show()
    shown?.({ done: progress.done, total: progress.total })
  }
  try {
    return await work({ signal: stop.signal, onProgress })
  } finally {
    end()
  }
}
