import { useDebounceFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useFacetsStore } from '../../stores/facets.ts'
import { useListStore } from '../../stores/list.ts'
import { useNavigation } from '../navigation.ts'
import { usePlaceName } from '../place-name.ts'

/** Counts wait until typing rests, ms: at the pace of a quick typist they would be made when the next key wants its rows. */
const REST_MS = 250

/** Whether the list is a search, not a place: then what it has in common stands where the places are. */
export function useNarrowing() {
  const list = useListStore()
  const facets = useFacetsStore()
  const placeName = usePlaceName()
  const { route } = useNavigation()

  const possible = computed(() => {
    const query = list.shown?.query.trim() ?? ''
    return route.name === 'library' && query !== '' && placeName(query) === undefined
  })
  const load = useDebounceFn(() => (possible.value ? facets.load(list.shown?.query ?? '') : undefined), REST_MS)
  watch(
    () => [possible.value, list.shown],
    () => {
      if (possible.value) void load()
      else if (list.shown && route.name === 'library') facets.clear()
    },
    { immediate: true },
  )
  const active = computed(() => possible.value && !facets.dismissed && facets.shown !== undefined)
  return { possible, active }
}
