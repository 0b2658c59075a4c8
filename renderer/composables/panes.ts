/** What in a pane or a view gets the focus, best first: what is walked through or scrolled, else the first thing to press. */
const BEST = ['[role=listbox]', '[aria-current=page]', '[role=region][tabindex="0"]', 'button:enabled']

/** Where the keys go on in a pane or a view. What a narrower window would show cannot have the focus. */
export function bestIn(shown: ParentNode): HTMLElement | undefined {
  return BEST.flatMap((selector) => [...shown.querySelectorAll<HTMLElement>(selector)]).find((element) =>
    element.checkVisibility(),
  )
}

/** Brings the focus to the next pane that is on the screen: places, list, reader. */
export function focusNextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  const now = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(now + by + panes.length) % panes.length]
  if (next) (bestIn(next) ?? next).focus()
}
