import { basename } from 'node:path'
import type { Job } from '../../shared/model/job.ts'
import type { Finding, Run } from '../store/store.ts'
import type { Engine } from './engine.ts'
import { assertWritable } from './imports/import.ts'
import type { JobRun } from './jobs/jobs.ts'

function report(run: JobRun, findings: readonly Finding[]): void {
  for (const { id, path, problem } of findings) {
    run.item({ file: path, id, status: 'failed', reason: problem, ms: 0 })
  }
}

const runOf = ({ signal, progress }: JobRun): Run => ({ signal, onProgress: progress })

/** Looks at every record and every file's hash; each finding is a failed item of the job. */
export function startVerify({ store, jobs }: Engine): Job {
  return jobs.start({ kind: 'verify', name: basename(store.path) }, async (run) => {
    const { articles, findings } = await store.verify(runOf(run))
    report(run, findings)
    run.progress({ done: articles, total: articles })
  })
}

/** Builds the index anew from the records. */
export function startRebuild(engine: Engine): Job {
  assertWritable(engine)
  const { store, jobs } = engine
  return jobs.start({ kind: 'rebuild', name: basename(store.path) }, async (run) => {
    const { articles, findings } = await store.rebuild(runOf(run))
    report(run, findings)
    run.progress({ done: articles, total: articles })
  })
}
