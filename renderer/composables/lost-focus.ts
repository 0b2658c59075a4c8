import { useEventListener } from '@vueuse/core'
import { nextTick, type Ref } from 'vue'
import { bestIn } from './panes.ts'

/** What lies over the panes and goes again. */
const OVERLAY = '[role=dialog], [role=alertdialog], [role=menu]'

/** what had the focus last under all that */
let last: HTMLElement | undefined
/** what that stood in, nearest first */
let around: HTMLElement[] = []

/** Up to the pane or the view: another one is no place to go on in. */
function placesAround(element: HTMLElement): HTMLElement[] {
  const places: HTMLElement[] = []
  for (let place = element.parentElement; place && !place.matches('.app, body'); place = place.parentElement)
    places.push(place)
  return places
}

/** Keeps in mind what has the focus; once for the window. What goes with its own press leaves the keys where it stood. */
export function followFocus(): void {
  useEventListener(document, 'focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.closest(OVERLAY)) return
    last = target
    around = placesAround(target)
  })
  // when the key has done what it does
  useEventListener(document, 'keyup', () => requestAnimationFrame(goOnAround))
  // the Tab key goes on from there by itself
  useEventListener(document, 'keydown', ({ key }) => key === 'Tab' || goOnAround(), { capture: true })
}

function goOnAround(): void {
  // what can only not be pressed for the moment is in the hands of those who wait for it
  if (!last || last.isConnected || !isLost() || document.querySelector(OVERLAY)) return
  for (const place of around) {
    const next = place.isConnected ? bestIn(place) : undefined
    if (next) {
      next.focus()
      return
    }
  }
}

/** What had the focus is gone, cannot be seen, or can no longer be pressed. */
const isLost = (): boolean =>
  document.activeElement === null ||
  document.activeElement === document.body ||
  document.activeElement.matches(':disabled') ||
  !document.activeElement.checkVisibility({ visibilityProperty: true })

/** After a dialog: one that was opened from a menu knows only the menu, which is gone. */
export function giveBackFocus(): void {
  if (isLost() && last?.isConnected) last.focus()
}

/** After a change: when what was pressed has gone with it, the keys go on here. */
export async function takeUpFocus(place: () => Pick<HTMLElement, 'focus'> | null | undefined): Promise<void> {
  await nextTick()
  if (isLost()) place()?.focus()
}

/** For a list whose entries go when they are dealt with: after a press the keys go on at what stands in its place then. */
export function useNextInPlace(root: Readonly<Ref<HTMLElement | null>>) {
  /** none: the list may change by itself, which is no reason to take the focus */
  let at = -1
  const buttons = (): HTMLElement[] => [...(root.value?.querySelectorAll<HTMLElement>('button:enabled') ?? [])]
  function pressed({ target }: Event): void {
    const button = target instanceof Element ? target.closest('button') : null
    at = buttons().findIndex((each) => each === button)
  }
  async function goOn(): Promise<void> {
    const place = at
    at = -1
    if (place >= 0) await takeUpFocus(() => buttons()[Math.min(place, buttons().length - 1)] ?? root.value)
  }
  return { pressed, goOn }
}
