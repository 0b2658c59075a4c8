import { useEventListener, useResizeObserver } from '@vueuse/core'
import { ref, shallowRef, type Ref } from 'vue'
import { currentSection, type OutlineEntry } from './outline.ts'

/** A page turned by the space bar keeps this much of the one before, px. */
const OVERLAP = 56
/** Where reading happens: this share of the pane's height from its top. */
const READING_LINE = 0.3

/** How far the article is scrolled: as a share for the progress, as a section for the outline, as a window for the ruler. */
export function useReaderScroll(
  scroller: Ref<HTMLElement | null | undefined>,
  body: Ref<HTMLElement | null | undefined>,
  sections: Ref<OutlineEntry[]>,
) {
  const progress = ref(0)
  const section = ref<string>()
  const view = shallowRef({ from: 0, to: 1 })
  /** px */
  const offset = ref(0)

  function update(): void {
    const pane = scroller.value
    if (!pane) return
    const { scrollTop, scrollHeight, clientHeight } = pane
    const room = scrollHeight - clientHeight
    progress.value = room <= 1 ? 1 : Math.min(1, Math.max(0, scrollTop / room))
    offset.value = scrollTop
    view.value = { from: scrollTop / scrollHeight, to: (scrollTop + clientHeight) / scrollHeight }
    section.value =
      progress.value > 0.99 && room > 1
        ? sections.value.at(-1)?.id
        : currentSection(sectionTops(), scrollTop + clientHeight * READING_LINE)
  }

  function sectionTops(): { id: string; top: number }[] {
    const pane = scroller.value
    const root = body.value
    if (!pane || !root) return []
    const origin = pane.getBoundingClientRect().top - pane.scrollTop
    return sections.value.flatMap(({ id }) => {
      const heading = inPage(id)
      return heading ? [{ id, top: heading.getBoundingClientRect().top - origin }] : []
    })
  }

  function inPage(id: string): HTMLElement | undefined {
    return body.value?.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`) ?? undefined
  }

  function toElement(element: Element | Range, share = 0.12): void {
    const pane = scroller.value
    if (!pane) return
    const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop
    pane.scrollTo({ top: Math.max(0, top - pane.clientHeight * share), behavior: 'smooth' })
  }

  function toSection(id: string): boolean {
    const target = inPage(id)
    if (target) toElement(target, 0.06)
    return target !== undefined
  }

  function bySection(step: 1 | -1): void {
    const pane = scroller.value
    if (!pane) return
    const EDGE_PX = 24
    const line = pane.scrollTop + pane.clientHeight * 0.06
    const tops = sectionTops()
    const target =
      step === 1 ? tops.find(({ top }) => top > line + EDGE_PX) : tops.filter(({ top }) => top < line - EDGE_PX).at(-1)
    if (target) toSection(target.id)
    else pane.scrollTo({ top: step === 1 ? pane.scrollHeight : 0, behavior: 'smooth' })
  }

  /** Scrolls one page; false when there is nothing left in that direction. */
  function byPage(step: 1 | -1): boolean {
    const pane = scroller.value
    if (!pane) return false
    const room = pane.scrollHeight - pane.clientHeight
    if (step === 1 ? pane.scrollTop >= room - 1 : pane.scrollTop <= 0) return false
    pane.scrollBy({ top: step * (pane.clientHeight - OVERLAP), behavior: 'smooth' })
    return true
  }

  /** Without a movement: the article opens where it was left. */
  function toShare(share: number): void {
    const pane = scroller.value
    if (!pane) return
    pane.scrollTo({ top: share * (pane.scrollHeight - pane.clientHeight), behavior: 'instant' })
    update()
  }

  useEventListener(scroller, 'scroll', update, { passive: true })
  useResizeObserver(scroller, update)

  return { progress, section, view, offset, update, toElement, toSection, bySection, byPage, toShare, inPage }
}
