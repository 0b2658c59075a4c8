import { createSharedComposable } from '@vueuse/core'
import { ref, watch } from 'vue'
import { useSettingsStore } from '../stores/settings.ts'

/** Widths of places and list, px: moved freely, kept in the settings when let go. */
export const usePaneSizes = createSharedComposable(() => {
  const settings = useSettingsStore()
  const places = ref(228)
  const list = ref(400)
  const open = ref(true)
  watch(
    () => settings.settings?.panes,
    (panes) => {
      if (!panes) return
      places.value = panes.places
      list.value = panes.list
      open.value = panes.placesOpen
    },
    { immediate: true },
  )
  const keep = (): Promise<void> =>
    settings.set({ panes: { places: places.value, list: list.value, placesOpen: open.value } })
  return { places, list, open, keep }
})
