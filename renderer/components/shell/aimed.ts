import { ref } from 'vue'

/** One menu serves all rows of a kind, since a menu a row makes a long tree slow: the row that it is about, by its `data-menu`. */
export function useAimed() {
  const aimed = ref<string>()
  function aim(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-menu]') : null
    aimed.value = row?.dataset['menu']
    // beside the rows there is nothing to choose
    if (!row) event.stopPropagation()
  }
  return { aimed, aim }
}
