import { useI18n } from 'vue-i18n'
import type { Job } from '../../shared/model/job.ts'

/** What a job is doing, in a word or two: `Tagging`, `Importing`. */
export function useJobDoing(): (job: Job) => string {
  const { t, te } = useI18n()
  return (job) => {
    if (!job.change) return t(`jobs.kinds.${job.kind}`)
    const key = `jobs.changes.${job.change.replace('.', '-')}`
    return t(te(key) ? key : 'jobs.changes.other')
  }
}

/** What a job is called: an import of several files or folders after all of them. */
export function useJobName(): (job: Job) => string {
  const { t, n } = useI18n()
  return ({ name, more }) => (more === undefined ? name : t('jobs.withMore', { name, n: n(more) }, more))
}
