import { BookOpen, Copy, ExternalLink } from '@lucide/vue'
import { useClipboard } from '@vueuse/core'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MenuEntry } from '../../base/menu.ts'

interface Parts {
  openArticle: (id: string) => void
  openLink: (url: string) => void
}

/** The menu of a link in the article, by the right button or the menu key. */
export function useLinkMenu({ openArticle, openLink }: Parts) {
  const { t } = useI18n()
  const { copy } = useClipboard()
  const entries = shallowRef<MenuEntry[]>([])

  /** Called before the menu is: elsewhere than on a link there is none. */
  function prepare(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[href^='http']") : null
    const href = link?.getAttribute('href') ?? undefined
    if (!link || href === undefined) {
      event.stopPropagation()
      return
    }
    const id = link.dataset.article
    const here: MenuEntry[] =
      id === undefined ? [] : [{ id: 'here', label: t('links.openHere'), icon: BookOpen, run: () => openArticle(id) }]
    entries.value = [
      ...here,
      { id: 'browser', label: t('links.open'), icon: ExternalLink, run: () => openLink(href) },
      { id: 'copy', label: t('links.copy'), icon: Copy, run: () => void copy(href) },
    ]
  }

  return { entries, prepare }
}
