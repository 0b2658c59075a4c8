import { basename } from 'node:path'
import type { Job } from '../../shared/model/job.ts'
import type { ArchiveOptions } from '../archive.ts'

/** A library with a whole index opens sooner; only a longer wait is worth a line in the tray. */
const TOLD_AFTER_MS = 300

/** The opening of a library as a job for the tray: a missing or outdated index is rebuilt then, which takes minutes. */
export function openingJob(
  path: string,
  tell: (jobs: Job[]) => void,
): { job: Job; onProgress: NonNullable<ArchiveOptions['onProgress']> } {
  const created = new Date()
  const job: Job = {
    id: 'opening',
    kind: 'rebuild',
    name: basename(path),
    state: 'running',
    done: 0,
    counts: { added: 0, updated: 0, duplicate: 0, joined: 0, skipped: 0, failed: 0 },
    created: created.toISOString(),
    started: created.toISOString(),
  }
  let told = 0
  return {
    job,
    onProgress({ done, total }) {
      const now = Date.now()
      Object.assign(job, { done, total, ...pace(done, total, now - created.getTime()) })
      if (now - created.getTime() < TOLD_AFTER_MS || now - told < TOLD_AFTER_MS) return
      told = now
      tell([{ ...job }])
    },
  }
}

/** Articles a second so far, and at that pace the ms that are left. */
function pace(done: number, total: number | undefined, ms: number): Pick<Job, 'perSecond' | 'msLeft'> {
  if (done === 0 || ms === 0) return {}
  return { perSecond: (done * 1000) / ms, msLeft: total === undefined ? undefined : ((total - done) * ms) / done }
}
