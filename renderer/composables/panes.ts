/** What in a pane gets the focus, best first. */
const BEST = ['[role=listbox]', '[aria-current=page]', 'article[tabindex]', 'button:enabled']

/** Brings the focus to the next pane that is on the screen: places, list, reader. */
export function focusNextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  const now = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(now + by + panes.length) % panes.length]
  if (!next) return
  const inside = BEST.map((selector) => next.querySelector<HTMLElement>(selector)).find((element) => element !== null)
  ;(inside ?? next).focus()
}
