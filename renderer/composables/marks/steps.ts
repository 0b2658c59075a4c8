import type { Ref } from 'vue'
import { neighbour } from './edit.ts'
import { piecesOf } from './highlights.ts'

/** A mark that is gone to stands at this share of the pane's height. */
const AT = 0.3

interface Parts {
  body: Ref<HTMLElement | null | undefined>
  pane: Ref<HTMLElement | null | undefined>
  active: Ref<string | undefined>
  /** px from the top of the body */
  tops: Ref<Map<string, number>>
  toElement: (element: Element, share: number) => void
}

/** Going to a mark, and from one to the next. */
export function useMarkSteps({ body, pane, active, tops, toElement }: Parts) {
  function show(id: string): void {
    const piece = body.value && piecesOf(body.value, id)[0]
    if (!piece) return
    toElement(piece, AT)
    active.value = id
    piece.focus({ preventScroll: true })
    for (const part of body.value ? piecesOf(body.value, id) : []) {
      part.classList.add('flash')
      part.addEventListener('animationend', () => part.classList.remove('flash'), { once: true })
    }
  }

  function step(by: 1 | -1): void {
    const view = pane.value
    const root = body.value
    if (!view || !root) return
    const top = view.getBoundingClientRect().top - root.getBoundingClientRect().top
    const ids = [...root.querySelectorAll<HTMLElement>('mark[data-mark]')].map(({ dataset }) => dataset.mark ?? '')
    const ordered = [...new Set(ids)].map((id) => ({ id, top: tops.value.get(id) ?? 0 }))
    const id = neighbour(ordered, active.value, { top, bottom: top + view.clientHeight }, by)
    if (id !== undefined) show(id)
  }

  return { show, step }
}
