import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

type Word = 'yesterday' | 'unread' | 'read' | 'starred' | 'star' | 'unstar' | 'onlyLink'
export type RowWords = Readonly<Record<Word, string>> & { minutes(n: number): string }

/** What is said in every other row of the list: looked up once for all of them. */
export function useRowWords(): ComputedRef<RowWords> {
  const { t } = useI18n()
  return computed(() => {
    const minutes = new Map<number, string>()
    return {
      yesterday: t('library.yesterday'),
      unread: t('library.unread'),
      read: t('library.read'),
      starred: t('library.starred'),
      star: t('library.star'),
      unstar: t('library.unstar'),
      onlyLink: t('library.onlyLink'),
      minutes(n) {
        const said = minutes.get(n) ?? t('library.minutes', { n })
        minutes.set(n, said)
        return said
      },
    }
  })
}
