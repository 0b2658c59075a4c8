import { onBeforeUnmount, watch, type Ref } from 'vue'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { useReaderScroll } from './scroll.ts'

/** A short article that fits the pane counts as read after this time, ms. */
const SHORT_READ_MS = 8000
/** Nearer to an end than this an article opens at its beginning. */
const EDGE_SHARE = 0.02

interface Parts {
  pane: Ref<HTMLElement | null | undefined>
  record: Ref<ArticleRecord>
  scroll: ReturnType<typeof useReaderScroll>
  report: (share: number) => void
}

/** How far an article has been read: it opens where it was left, and what is read from there on is reported. */
export function useReaderPlace({ pane, record, scroll, report }: Parts) {
  let settling = false
  let shortTimer: ReturnType<typeof setTimeout> | undefined

  /** Scrolling until the next call of `settle` is not reading. */
  function unsettle(): void {
    settling = true
  }
  function settle(): void {
    settling = false
    clearTimeout(shortTimer)
    const view = pane.value
    if (view && view.scrollHeight <= view.clientHeight + 1 && !record.value.read)
      shortTimer = setTimeout(() => {
        report(1)
      }, SHORT_READ_MS)
  }
  function toStart(): void {
    const { progress } = record.value
    scroll.toShare(progress < EDGE_SHARE || progress > 1 - EDGE_SHARE ? 0 : progress)
  }

  watch(scroll.progress, (share) => {
    const view = pane.value
    if (!settling && view && view.scrollHeight > view.clientHeight + 1) report(share)
  })
  onBeforeUnmount(() => {
    clearTimeout(shortTimer)
  })

  return { unsettle, settle, toStart }
}
