import { ref } from 'vue'

/**
 * Takes the focus from one button of a row to the next for the arrow keys, Home and End; answers with the one that has it now.
 * The row is one stop for the Tab key. Where the press chooses, too, as in a group of radios, the caller presses that one.
 */
export function stepInRow(event: KeyboardEvent): HTMLElement | undefined {
  const row = event.currentTarget
  if (!(row instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
    return undefined
  const buttons = [...row.querySelectorAll<HTMLElement>('button:enabled')]
  const from = buttons.findIndex((button) => button === document.activeElement)
  if (from < 0) return undefined
  const onward = getComputedStyle(row).direction === 'rtl' ? -1 : 1
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    ArrowRight: from + onward,
    ArrowLeft: from - onward,
    Home: 0,
    End: buttons.length - 1,
  }[event.key]
  if (to === undefined) return undefined
  event.preventDefault()
  const next = buttons.at(to % buttons.length)
  next?.focus()
  return next
}

/** For rows in which the keys only move the focus: the Tab key comes back to the button that had it last. */
export function useRowStop(count: () => number) {
  const current = ref(0)
  function note(event: FocusEvent): void {
    const row = event.currentTarget
    if (!(row instanceof HTMLElement)) return
    const at = [...row.querySelectorAll('button:enabled')].findIndex((button) => button === event.target)
    if (at >= 0) current.value = at
  }
  // the last may have gone meanwhile
  return { note, tabindex: (at: number): 0 | -1 => (at === Math.min(current.value, count() - 1) ? 0 : -1) }
}
