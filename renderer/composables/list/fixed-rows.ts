import { useElementSize } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

/** After the last leap of the scrollbar rows are drawn whole again, ms. */
const RACE_MS = 90

/** Rows drawn beyond each edge, so that a fast wheel meets rows and not paper. */
const OVERSCAN = 6
/** They follow a new list when typing rests, ms: longer than a quick typist from key to key, whose rows they would delay. */
const REST_MS = 200
/** A window that is never at rest draws them all the same, ms. */
const BEYOND_MS = 500

/**
 * The part of a long list that is on the screen, for rows of one fixed height in px. Nothing is measured and nothing grows
 * with the number of rows, so a new list of 100,000 costs as much as one of ten.
 */
export function useFixedRows(scroller: Readonly<Ref<HTMLElement | null>>, count: () => number, height: () => number) {
  const top = ref(0)
  /** more than a screen a frame: nobody can read it, so rows need not be drawn or fetched */
  const racing = ref(false)
  let rest: ReturnType<typeof setTimeout> | undefined
  const size = useElementSize(scroller)
  /** those beyond the edges come when those on the screen have been painted: a start does not wait for them */
  const beyond = ref(0)
  /** nor does a key: from a new list until typing rests, rows beyond the edges may show what they showed before */
  const settled = ref(false)
  let frame = 0
  let idle = 0
  let renewed: ReturnType<typeof setTimeout> | undefined
  /** it was scrolled since it was last at its top */
  let away = false

  const perScreen = computed(() => Math.max(1, Math.ceil(size.height.value / height())))
  const first = computed(() => Math.max(0, Math.min(Math.floor(top.value / height()), count() - 1)))
  /** rows on the screen, both included; `to < from` when there are none */
  const range = computed(() => ({ from: first.value, to: Math.min(count() - 1, first.value + perScreen.value) }))
  const drawn = computed(() => {
    const from = Math.max(0, range.value.from - beyond.value)
    const to = Math.min(count() - 1, range.value.to + beyond.value)
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
  })
  /** elements to go round with: a row that leaves at the top comes back at the foot */
  const slots = computed(() => perScreen.value + 2 * OVERSCAN + 2)
  const fullHeight = computed(() => count() * height())

  /** Other rows have come: those on the screen are drawn first. */
  function renew(): void {
    settled.value = false
    stopSettling()
    renewed = setTimeout(() => (idle = requestIdleCallback(settle, { timeout: BEYOND_MS })), REST_MS)
  }
  function settle(): void {
    beyond.value = OVERSCAN
    settled.value = true
  }
  function stopSettling(): void {
    clearTimeout(renewed)
    cancelIdleCallback(idle)
  }
  onScopeDispose(stopSettling)

  /** Whether a row is out of sight and not to be drawn now. */
  const isBehind = (index: number): boolean => !settled.value && (index < range.value.from || index > range.value.to)

  function onScroll(): void {
    away = true
    settle()
    if (frame) return
    frame = requestAnimationFrame(() => {
      frame = 0
      const next = scroller.value?.scrollTop ?? 0
      if (Math.abs(next - top.value) > size.height.value) racing.value = true
      top.value = next
      if (!racing.value) return
      clearTimeout(rest)
      rest = setTimeout(() => (racing.value = false), RACE_MS)
    })
  }

  /** Brings a row into view with as little movement as possible. */
  function reveal(index: number): void {
    const element = scroller.value
    if (!element || index < 0) return
    away = true
    const at = index * height()
    const end = at + height() - element.clientHeight
    if (at < element.scrollTop) element.scrollTop = at
    else if (end > element.scrollTop) element.scrollTop = end
  }
  function toTop(): void {
    // a list that is there already is not asked: the answer would be a layout of its own
    if (scroller.value && away) scroller.value.scrollTop = 0
    away = false
    top.value = 0
  }

  /** The list is shown again: what was taken out of the document has forgotten where it stood. */
  function back(): void {
    if (scroller.value && top.value > 0) scroller.value.scrollTop = top.value
  }

  // another row height keeps the first row where it is
  watch(height, (now, before) => {
    const element = scroller.value
    if (element) requestAnimationFrame(() => (element.scrollTop = (element.scrollTop / before) * now))
  })

  return { racing, range, drawn, slots, fullHeight, perScreen, isBehind, renew, onScroll, reveal, toTop, back }
}
