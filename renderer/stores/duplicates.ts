import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DuplicateGroup, Merge } from '../../shared/model/duplicates.ts'
import type { ChangeSummary } from '../../shared/model/change.ts'
import { call, on } from '../api.ts'
import { afterChanges } from './following.ts'
import { useHistoryStore } from './history.ts'
import { useToastStore } from './toast.ts'

/** Groups in one answer. */
const PAGE = 50
/** The most that one answer holds (LIST_LIMIT); groups further down are read when those above are done. */
const MOST = 500
/** Changes that come in a burst (an import) are looked at together, ms. */
const QUIET_MS = 400

/** Counting looks at all articles: it waits until nothing has changed for this long, ms. */
const REST_MS = 5000

/** Groups of articles that are the same page. */
export const useDuplicatesStore = defineStore('duplicates', () => {
  const history = useHistoryStore()
  const toast = useToastStore()
  const groups = shallowRef<DuplicateGroup[]>([])
  const total = ref(0)
  const counted = ref(false)
  const suggested = ref(0)
  const loaded = ref(false)
  /** a merge is under way, or what it has left is being read */
  const busy = ref(false)
  /** something was changed while that was read: it is older than what is there */
  let overtaken = false
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    const limit = Math.min(MOST, Math.max(PAGE, groups.value.length))
    const answer = await call('duplicates.list', { offset: 0, limit })
    if (mine !== turn) return
    groups.value = answer.groups
    total.value = answer.total
    suggested.value = answer.suggested
    loaded.value = true
    counted.value = true
  }

  async function more(): Promise<void> {
    if (groups.value.length >= Math.min(MOST, total.value)) return
    const mine = turn
    const answer = await call('duplicates.list', { offset: groups.value.length, limit: PAGE })
    if (mine === turn) groups.value = [...groups.value, ...answer.groups]
  }

  async function change(work: () => Promise<{ change?: ChangeSummary | undefined }>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      history.changed(await work())
      overtaken = false
      await load()
    } catch (error) {
      toast.fail(error)
    } finally {
      busy.value = false
    }
    if (overtaken) await load().catch(toast.fail)
  }
  const merge = (merges: Merge[]): Promise<void> => change(() => call('duplicates.merge', { groups: merges }))
  const mergeSuggested = (): Promise<void> => change(() => call('duplicates.mergeSuggested'))
  const tellApart = (ids: string[]): Promise<void> => change(() => call('duplicates.apart', { ids }))

  /** Keeps the groups up to date; returns how to stop. */
  const listen = (): (() => void) =>
    afterChanges(QUIET_MS, () => {
      overtaken = true
      if (!busy.value) load().catch(toast.fail)
    })

  /** Keeps their number for the places; returns how to stop. */
  function keepCount(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        call('duplicates.list', { offset: 0, limit: 1 }).then(
          (answer) => {
            total.value = answer.total
            counted.value = true
          },
          // no library: nothing to count
          () => undefined,
        )
      }, REST_MS)
    }
    soon()
    const stop = on('library.changed', soon)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }

  return {
    groups,
    total,
    counted,
    suggested,
    loaded,
    busy,
    load,
    more,
    merge,
    mergeSuggested,
    tellApart,
    listen,
    keepCount,
  }
})
