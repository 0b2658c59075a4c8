import { useEventListener } from '@vueuse/core'
import { onActivated, onDeactivated, type Ref } from 'vue'

/** A pane that is put away and shown again stands where it stood: what is taken out of the document forgets that. */
export function useKeptScroll(pane: Readonly<Ref<HTMLElement | null>>): void {
  let top = 0
  let away = false
  useEventListener(
    pane,
    'scroll',
    () => {
      if (pane.value && !away) top = pane.value.scrollTop
    },
    { passive: true },
  )
  onDeactivated(() => (away = true))
  onActivated(() => {
    away = false
    if (pane.value && top > 0) pane.value.scrollTop = top
  })
}
