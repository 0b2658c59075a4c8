import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { call } from '../api.ts'

export type Facets = CallOutput<'search.facets'>

/** What the articles of a search have in common, with counts: beside the list, and never waited for by it. */
export const useFacetsStore = defineStore('facets', () => {
  /** those of the query before stay until the new ones are here: nothing flashes */
  const shown = shallowRef<{ query: string; facets: Facets }>()
  /** the places were asked for although there is something to narrow down */
  const dismissed = ref(false)
  let turn = 0

  async function load(query: string): Promise<void> {
    const mine = ++turn
    try {
      const facets = await call('search.facets', { query })
      if (mine === turn) shown.value = { query, facets }
    } catch {
      // counts are a service: the list itself says what is wrong, and counts that were overtaken end with an error
    }
  }
  function clear(): void {
    turn++
    shown.value = undefined
    dismissed.value = false
  }
  return { shown, dismissed, load, clear }
})
