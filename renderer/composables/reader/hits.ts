import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { useListStore } from '../../stores/list.ts'
import { useReaderStore } from '../../stores/reader.ts'
import type { PlainText } from '../marks/text.ts'
import { hitsIn, needlesOf, searchedText } from './search-hits.ts'

/** Names of the highlights; their looks are in article-body.css. */
const ALL = 'hit'
const CURRENT = 'hit-current'

const NO_FORMS: readonly string[] = []

/**
 * The words that the list was searched for, shown in the open article by the CSS highlight API: it changes nothing in the
 * page, so marks, selections and screen readers stay as they are.
 */
export function useReaderHits(id: Ref<string>, plain: Ref<PlainText | undefined>, reveal: (range: Range) => void) {
  const list = useListStore()
  const reader = useReaderStore()
  const needles = computed(() => {
    const corrections = new Map(
      list.understood.flatMap(({ corrected, value }) => (corrected ? [[corrected.toLowerCase(), value] as const] : [])),
    )
    return needlesOf(list.shown?.query ?? '', corrections)
  })
  /** other forms of the words, by the article's language; they come a little later than the article */
  const forms = shallowRef<readonly string[]>(NO_FORMS)
  const ranges = shallowRef<StaticRange[]>([])
  /** the one that was gone to, from 0; -1 before the first */
  const current = ref(-1)

  /** worked out when something is searched for, and kept while one searches on */
  const searched = computed(() => searchedText(plain.value?.text ?? ''))

  function draw(): void {
    const page = plain.value
    const sought = page !== undefined && needles.value.length > 0
    const hits = sought ? hitsIn(searched.value, needles.value, forms.value) : []
    ranges.value = hits.flatMap(([from, to]) => (page ? (rangeOf(page, from, to) ?? []) : []))
    show()
  }
  function show(): void {
    const now = ranges.value[current.value]
    paint(
      ALL,
      ranges.value.filter((range) => range !== now),
    )
    paint(CURRENT, now ? [now] : [])
  }
  /** Goes to the next or the one before; round at the ends. */
  function step(by: 1 | -1): void {
    const count = ranges.value.length
    if (count === 0) return
    current.value = current.value < 0 ? (by === 1 ? 0 : count - 1) : (current.value + by + count) % count
    show()
    const range = ranges.value[current.value]
    if (range) reveal(live(range))
  }
  /** Another article or another search begins before its first hit. */
  function reset(): void {
    current.value = -1
  }

  watch(needles, reset)
  watch(
    [id, needles],
    async ([article, wanted]) => {
      forms.value = NO_FORMS
      const words = wanted.flatMap(({ form }) => form ?? [])
      if (words.length === 0) return
      const found = await reader.formsOf(article, words)
      if (found.length > 0 && article === id.value && wanted === needles.value) forms.value = found
    },
    { immediate: true },
  )
  watch([plain, needles, forms], draw, { immediate: true })
  onScopeDispose(() => {
    paint(ALL, [])
    paint(CURRENT, [])
  })
  return { ranges, current, step, reset }
}

/** A static range, since the page updates every live one at each node that is taken away, also those of rows in the list. */
function rangeOf(page: PlainText, from: number, to: number): StaticRange | undefined {
  const parts = page.parts(from, to)
  const first = parts[0]
  const last = parts.at(-1)
  if (!first || !last) return undefined
  return new StaticRange({
    startContainer: first.node,
    startOffset: first.from,
    endContainer: last.node,
    endOffset: last.to,
  })
}

function live({ startContainer, startOffset, endContainer, endOffset }: StaticRange): Range {
  const range = document.createRange()
  range.setStart(startContainer, startOffset)
  range.setEnd(endContainer, endOffset)
  return range
}

/** Not in every environment that a test runs in. */
function paint(name: string, ranges: StaticRange[]): void {
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}
