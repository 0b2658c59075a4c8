import { useEventListener } from '@vueuse/core'
import { nextTick } from 'vue'

/** What lies over the panes and goes again. */
const OVERLAY = '[role=dialog], [role=alertdialog], [role=menu]'

/** what had the focus last under all that */
let last: HTMLElement | undefined

/** Keeps in mind what has the focus; once for the window. */
export function followFocus(): void {
  useEventListener(document, 'focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest(OVERLAY)) last = target
  })
}

/** What had the focus is gone, or can no longer be pressed. */
const isLost = (): boolean =>
  document.activeElement === null ||
  document.activeElement === document.body ||
  document.activeElement.matches(':disabled')

/** After a dialog: one that was opened from a menu knows only the menu, which is gone. */
export function giveBackFocus(): void {
  if (isLost() && last?.isConnected) last.focus()
}

/** After a change: when what was pressed has gone with it, the keys go on here. */
export async function takeUpFocus(place: () => HTMLElement | null | undefined): Promise<void> {
  await nextTick()
  if (isLost()) place()?.focus()
}
