import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useHistoryStore } from '../stores/history.ts'
import { useJobsStore } from '../stores/jobs.ts'
import { useToastStore } from '../stores/toast.ts'

/** As a sentence begins; what comes first in it is no name. */
const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)

/** Says what became of an import that was started here by hand, and offers the way back. */
export function useAnnounce(): (id: string, tags?: string[]) => Promise<void> {
  const { t, n, locale } = useI18n()
  const router = useRouter()
  const jobs = useJobsStore()
  const toast = useToastStore()
  const history = useHistoryStore()

  return async (id, tags = []) => {
    const { counts, state, problem } = await jobs.ended(id)
    if (problem) {
      toast.show({ problem })
      return
    }
    const cancelled = state === 'cancelled'
    const { added = 0, updated = 0, joined = 0, duplicate = 0, failed = 0 } = counts
    const tagged = tags.length > 0 ? t('jobs.tagged', { tags: tags.join(', ') }) : ''
    const new_ = added + updated
    const parts = [
      new_ > 0 ? t('jobs.pagesAdded', { n: n(new_) }, new_) + tagged : '',
      new_ === 0 && joined + duplicate > 0
        ? t('jobs.hadAlready', { n: n(joined + duplicate) }, joined + duplicate)
        : '',
      failed > 0 ? t('jobs.couldNotRead', { n: n(failed) }, failed) : '',
    ].filter((part) => part !== '')
    const said = parts.length > 0 ? parts.join(', ') : t(cancelled ? 'jobs.nothingAdded' : 'jobs.nothingFound')
    const change = new_ > 0 ? await history.lastOf('import') : undefined
    toast.show({
      text: cancelled ? t('jobs.importCancelled', { parts: said }) : capital(said, locale.value),
      ...(failed > 0
        ? {
            other: {
              label: t('jobs.report'),
              run: () => {
                toast.dismiss()
                void router.push({ name: 'report', params: { job: id } })
              },
            },
          }
        : {}),
      ...(change === undefined ? {} : { action: { label: t('app.undo'), run: () => void history.undo(change) } }),
    })
  }
}
