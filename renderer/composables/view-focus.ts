import { nextTick, watch, type Ref } from 'vue'
import { useNavigation } from './navigation.ts'
import { painted } from './painted.ts'
import { bestIn } from './panes.ts'

/** A view may have to be fetched, and what it was opened from may still be fading out. */
const FRAMES = 30

/** A view that is opened with the keys goes on with them: what had the focus is gone with the view before it. */
export function useViewFocus(view: Readonly<Ref<HTMLElement | null>>): void {
  const { route } = useNavigation()
  watch(
    () => route.name,
    async (_, former) => {
      if (former === undefined) return
      await nextTick()
      for (let frame = 0; frame < FRAMES; frame++) {
        await painted()
        const shown = view.value
        if (!shown || shown.contains(document.activeElement)) return
        if (document.activeElement !== document.body) continue
        bestIn(shown)?.focus({ preventScroll: true })
      }
    },
  )
}
