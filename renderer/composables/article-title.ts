import { shallowRef, watch, type Ref } from 'vue'
import { useLibraryStore } from '../stores/library.ts'

/** The title of an article that a query names by its id; undefined while it is read, and when there is none. */
export function useArticleTitle(id: () => string | undefined): Readonly<Ref<string | undefined>> {
  const library = useLibraryStore()
  const title = shallowRef<string>()
  watch(
    id,
    async (asked) => {
      title.value = undefined
      const found = asked === undefined ? undefined : await library.titleOf(asked)
      if (asked === id()) title.value = found
    },
    { immediate: true },
  )
  return title
}
