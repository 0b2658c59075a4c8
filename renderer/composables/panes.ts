/** What in a pane or a view gets the focus, best first: what is walked through or scrolled, else the first thing to press. */
const BEST = [
  '[role=listbox]',
  // a list without rows
  '[data-pane=list] [role=group][tabindex="0"]',
  '[aria-current=page]',
  '[role=treegrid]',
  '[role=region][tabindex="0"]',
  'button:enabled',
]

/** Where the keys go on in a pane or a view. What a narrower window would show cannot have the focus. */
export function bestIn(shown: ParentNode): HTMLElement | undefined {
  return BEST.flatMap((selector) => [...shown.querySelectorAll<HTMLElement>(selector)]).find((element) =>
    element.checkVisibility(),
  )
}

/** The panes; a view that has none is one itself. */
const PANES = '[data-pane], .view main:not(:has([data-pane]), [data-pane])'

/** Brings the focus to the next pane that is on the screen: places, list, reader, or the view that is shown in their place. */
export function focusNextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(PANES)].filter((pane) => pane.offsetParent !== null)
  const now = panes.findIndex((pane) => pane.contains(document.activeElement))
  const from = now < 0 && by < 0 ? 0 : now
  const next = panes[(from + by + panes.length) % panes.length]
  if (!next) return
  // one that has nothing to press, such as an empty view, is read out all the same
  if (next.tabIndex < 0) next.tabIndex = -1
  const place = bestIn(next) ?? next
  place.focus()
}
