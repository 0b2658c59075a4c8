import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

export type RowWords = Readonly<Record<'yesterday' | 'unread' | 'read' | 'starred' | 'star' | 'unstar', string>>

/** What is said in every other row of the list: looked up once for all of them. */
export function useRowWords(): ComputedRef<RowWords> {
  const { t } = useI18n()
  return computed(() => ({
    yesterday: t('library.yesterday'),
    unread: t('library.unread'),
    read: t('library.read'),
    starred: t('library.starred'),
    star: t('library.star'),
    unstar: t('library.unstar'),
  }))
}
