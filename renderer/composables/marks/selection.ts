import { useEventListener } from '@vueuse/core'
import { shallowRef, type Ref } from 'vue'
import { anchorOf, type Anchor } from '../../../shared/marks/anchor.ts'
import type { PlainText } from './text.ts'

/** Width of the bar with the colours, px; it stays inside the page with it. */
const BAR_WIDTH = 232
/** What the bar needs above the words, px. */
const BAR_ABOVE = 44

interface Parts {
  /** where the reading view is */
  body: Ref<HTMLElement | null | undefined>
  /** what the bar is placed in */
  page: Ref<HTMLElement | null | undefined>
  pane: Ref<HTMLElement | null | undefined>
  plain: () => PlainText | undefined
  readOnly: () => boolean | undefined
  /** words have been selected */
  onSelect: () => void
}

/** The words that are selected in the article, and where the bar that makes a mark of them stands. */
export function useMarkSelection({ body, page, pane, plain, readOnly, onSelect }: Parts) {
  const selected = shallowRef<Anchor>()
  const bar = shallowRef<{ top: number; left: number }>()

  function range(): Range | undefined {
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !body.value) return undefined
    const first = selection.getRangeAt(0)
    return body.value.contains(first.commonAncestorContainer) ? first : undefined
  }

  function read(): void {
    const words = range()
    const text = plain()
    if (!words || !text || readOnly()) {
      if (selected.value) close()
      return
    }
    const from = text.offsetOf(words.startContainer, words.startOffset)
    const to = text.offsetOf(words.endContainer, words.endOffset)
    selected.value = anchorOf(text.text, from, to)
    if (selected.value) {
      onSelect()
      place(words.getClientRects())
    }
  }

  /** what is selected, as offsets in the plain text */
  function span(): { from: number; to: number } | undefined {
    const words = selected.value
    return words && { from: words.start, to: words.start + words.quote.length }
  }

  function place(rects: DOMRectList): void {
    const frame = page.value?.getBoundingClientRect()
    const view = pane.value?.getBoundingClientRect()
    const first = rects[0]
    const last = rects[rects.length - 1]
    if (!frame || !view || !first || !last) return
    const fits = first.top - view.top > BAR_ABOVE
    const middle = first.left + Math.min(first.width, BAR_WIDTH) / 2 - frame.left
    bar.value = {
      top: (fits ? first.top - BAR_ABOVE : last.bottom + 8) - frame.top,
      left: Math.max(8, Math.min(frame.width - BAR_WIDTH - 8, middle - BAR_WIDTH / 2)),
    }
  }

  function close(): void {
    selected.value = undefined
    bar.value = undefined
  }

  useEventListener(document, 'selectionchange', () => {
    if (!range() && selected.value) close()
  })

  return { selected, span, bar, range, read, place, close }
}
