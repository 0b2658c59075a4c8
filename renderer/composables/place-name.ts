import { useI18n } from 'vue-i18n'
import { placeQueries, siteQuery, tagQuery, useLibraryStore } from '../stores/library.ts'

/** The name of a query that is a place: All articles, a tag, a site, a saved search; undefined for any other search. */
export function usePlaceName(): (query: string) => string | undefined {
  const { t } = useI18n()
  const library = useLibraryStore()
  return (query) => {
    const asked = query.trim()
    for (const [place, own] of Object.entries(placeQueries)) if (own === asked) return t(`app.place.${place}`)
    const saved = library.savedSearches.find((search) => search.query === asked)
    if (saved) return saved.name
    if (asked.startsWith('tag:')) return library.places?.tags.find(({ tag }) => tagQuery(tag) === asked)?.tag
    if (!asked.startsWith('site:')) return undefined
    const site = library.places?.sites.find(({ host }) => siteQuery(host) === asked)
    return site?.site ?? site?.host
  }
}
