import { computed, type ComputedRef } from 'vue'
import type { Row } from '../../../shared/model/article.ts'
import { useListStore } from '../../stores/list.ts'
import type { useFixedRows } from './fixed-rows.ts'

/** What a drawn row shows, and in how long a list. */
interface Place {
  index: number
  row: Row | undefined
  total: number
}

/**
 * The rows that are drawn. Those out of sight go on showing what they did, so that a key draws only the rows on the screen. An empty
 * list keeps those it had, to be hidden: the next one, a key later, fills them again instead of making new ones.
 */
export function useRowPlaces(rows: ReturnType<typeof useFixedRows>): ComputedRef<Place[]> {
  const list = useListStore()
  /** by the element that shows it */
  const before: (Place | undefined)[] = []
  function placeAt(index: number): Place {
    const slot = index % rows.slots.value
    const kept = before[slot]
    if (kept?.index === index && rows.isBehind(index)) return kept
    return (before[slot] = { index, row: rows.racing.value ? undefined : list.rowAt(index), total: list.total })
  }
  let last: Place[] = []
  return computed(() => (list.total === 0 ? last : (last = rows.drawn.value.map(placeAt))))
}
