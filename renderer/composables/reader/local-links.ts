import { watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LocalLink } from '../../../shared/model/links.ts'
import { mac } from '../commands/key-names.ts'

/** The class of a link whose page is in the library; its look is in article-body.css. */
const LOCAL = 'in-library'

/** Links of the article whose pages are in the library wear a badge, and say so to a screen reader. */
export function useLocalLinks(
  body: Ref<HTMLElement | null | undefined>,
  links: () => readonly LocalLink[] | undefined,
  drawn: () => unknown,
) {
  const { t, locale } = useI18n()

  function draw(): void {
    const known = new Map((links() ?? []).map(({ href, article }) => [href, article]))
    for (const link of body.value?.querySelectorAll<HTMLAnchorElement>(`a[href^='http'], a.${LOCAL}`) ?? []) {
      const article = known.get(link.getAttribute('href') ?? '')
      link.classList.toggle(LOCAL, article !== undefined)
      if (article) {
        const words = link.textContent.trim() || article.title
        link.dataset.article = article.id
        link.title = t(mac.value ? 'links.badgeMac' : 'links.badge', { title: article.title })
        link.setAttribute('aria-label', t('links.inLibrary', { words }))
      } else if (link.dataset.article !== undefined) {
        delete link.dataset.article
        link.removeAttribute('title')
        link.removeAttribute('aria-label')
      }
    }
  }
  watch([links, drawn, locale, mac], draw, { flush: 'post' })

  /** The article that a press on a link opens; undefined when the outside address is asked for. */
  function articleOf(link: Element, event: MouseEvent | KeyboardEvent): string | undefined {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined
    return link instanceof HTMLElement ? link.dataset.article : undefined
  }

  return { articleOf }
}
