import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useUiStore } from '../stores/ui.ts'

/** Where the window is: which list, which article. Both are in the address, so back and forward work. */
export function useNavigation() {
  const route = useRoute()
  const router = useRouter()
  const ui = useUiStore()

  const one = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
  const articleId = computed(() => (route.name === 'library' ? one(route.params['id']) : undefined))
  const query = computed(() => one(route.query['q']) ?? '')
  const withQuery = (q: string): { q?: string } => (q === '' ? {} : { q })

  /** Shows the list of a query; the open article stays open. Where that is the address already, the search field still hears of it. */
  async function openQuery(q: string): Promise<void> {
    ui.drawer = false
    const to = { name: 'library', params: { id: articleId.value ?? '' }, query: withQuery(q) }
    const here = router.resolve(to).fullPath === route.fullPath
    await (here ? router.replace({ ...to, force: true }) : router.push(to))
  }
  /** The same while typing: not a step to go back to. */
  async function replaceQuery(q: string): Promise<void> {
    const to = { name: 'library', params: { id: articleId.value ?? '' }, query: withQuery(q) }
    await (route.name === 'library' ? router.replace(to) : router.push(to))
  }
  async function openArticle(id: string): Promise<void> {
    await router.push({ name: 'library', params: { id }, query: withQuery(query.value) })
  }
  async function closeArticle(): Promise<void> {
    await router.push({ name: 'library', query: withQuery(query.value) })
  }
  async function openView(name: 'marks' | 'tags' | 'rules' | 'settings' | 'duplicates' | 'links'): Promise<void> {
    ui.drawer = false
    await router.push({ name })
  }
  /** Pictures of everything, or of what a query finds. */
  async function openOverview(q = ''): Promise<void> {
    ui.drawer = false
    await router.push({ name: 'overview', query: withQuery(q) })
  }
  /** The editor of rules, with a new one for this query. */
  async function newRule(q: string): Promise<void> {
    ui.drawer = false
    await router.push({ name: 'rules', query: { new: q.trim() } })
  }

  return {
    ...{ route, router, articleId, query },
    ...{ openQuery, replaceQuery, openArticle, closeArticle, openView, openOverview, newRule },
  }
}
