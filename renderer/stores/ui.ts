import { defineStore } from 'pinia'
import { nextTick, ref } from 'vue'
import type { Selection } from '../../shared/ipc/contract.ts'

/** What is open over the panes. */
export const useUiStore = defineStore('ui', () => {
  const palette = ref(false)
  const shortcuts = ref(false)
  /** what was changed last, and the way back */
  const history = ref(false)
  /** the places lie over the list while the window is narrow */
  const drawer = ref(false)
  /** articles whose tags are being changed; the box stands by the bulk bar or the row */
  const tagging = ref<Selection>()
  /** articles that the export dialog is about */
  const exporting = ref<{ selection: Selection; count: number; name: string }>()
  /** articles about to be deleted for good */
  const purging = ref<{ selection: Selection; count: number }>()
  /** the saved search that is named: a new one has no id */
  const naming = ref<{ id?: string; name: string; query: string }>()
  /** rows on their way to a tag */
  const dragging = ref<Selection>()
  /** nothing but the article is wanted; shown is it while one is read (composables/only-text.ts) */
  const onlyText = ref(false)
  /** counts up to bring the focus to the search field */
  const searchFocus = ref(0)

  function focusSearch(): void {
    onlyText.value = false
    // what was hidden can have the focus when it has been drawn
    void nextTick(() => searchFocus.value++)
  }
  return {
    palette,
    shortcuts,
    history,
    drawer,
    tagging,
    exporting,
    purging,
    naming,
    dragging,
    onlyText,
    searchFocus,
    focusSearch,
  }
})
