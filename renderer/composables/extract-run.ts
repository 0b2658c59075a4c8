import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Selection } from '../../shared/ipc/contract.ts'
import type { Job } from '../../shared/model/job.ts'
import { useExtractStore } from '../stores/extract.ts'
import { useHistoryStore } from '../stores/history.ts'
import { useToastStore } from '../stores/toast.ts'

/** Reads pages again and says what became of it, with the way back. */
export function useExtract() {
  const { t, n } = useI18n()
  const router = useRouter()
  const extract = useExtractStore()
  const history = useHistoryStore()
  const toast = useToastStore()

  /** What came of it, in a sentence. */
  function resultOf({ counts, done, state }: Job): string {
    const { updated = 0, failed = 0 } = counts
    if (state === 'cancelled') return t('extract.cancelled')
    const parts = [
      updated > 0 ? t('extract.changed', { n: n(updated), all: n(done) }, updated) : t('extract.same', done),
      failed > 0 ? t('extract.failed', { n: n(failed) }, failed) : '',
    ]
    return parts.filter((part) => part !== '').join(' ')
  }

  /** Says what a job has come to, with the way back to before its change. */
  function tell(job: Job, change: string | undefined): void {
    if (job.problem) {
      toast.show({ problem: job.problem })
      return
    }
    const report = (): void => {
      toast.dismiss()
      void router.push({ name: 'report', params: { job: job.id } })
    }
    toast.show({
      text: resultOf(job),
      ...((job.counts.failed ?? 0) > 0 ? { other: { label: t('jobs.report'), run: report } } : {}),
      ...(change === undefined ? {} : { action: { label: t('app.undo'), run: () => void history.undo(change) } }),
    })
  }

  async function readAgain(selection: Selection, name?: string): Promise<Job | undefined> {
    const job = await extract.run(selection, name)
    if (!job) return undefined
    tell(job, (job.counts.updated ?? 0) > 0 ? await extract.changeOf() : undefined)
    return job
  }

  return { readAgain, resultOf, tell }
}
