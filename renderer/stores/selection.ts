import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Selection } from '../../shared/ipc/contract.ts'
import { useListStore } from './list.ts'

/**
 * Which rows are chosen, as in a file manager: the cursor is one row; picked rows are many; `all` is everything that the
 * query finds, also what was never loaded.
 */
export const useSelectionStore = defineStore('selection', () => {
  const list = useListStore()
  const cursor = ref(-1)
  const cursorId = ref<string>()
  const picked = shallowRef<ReadonlySet<string>>(new Set())
  const all = ref(false)
  let anchor = -1

  const count = computed(() => (all.value ? list.total : picked.value.size))
  /** many are chosen: the bulk bar is there */
  const many = computed(() => count.value > 0)
  /** what an action is done to: the picked ones, else the row under the cursor */
  const target = computed<Selection | undefined>(() => {
    if (all.value) return { query: list.shown?.query ?? list.query }
    if (picked.value.size > 0) return { ids: [...picked.value] }
    return cursorId.value === undefined ? undefined : { ids: [cursorId.value] }
  })

  function isPicked(id: string): boolean {
    return all.value || picked.value.has(id)
  }

  /** Puts the cursor on a row, inside the list. */
  function moveTo(index: number): void {
    cursor.value = Math.max(-1, Math.min(index, list.total - 1))
    cursorId.value = list.rowAt(cursor.value)?.id
  }

  /** One row and nothing else. */
  function only(index: number): void {
    clear()
    moveTo(index)
    anchor = cursor.value
  }

  /** Moves the cursor and leaves what is chosen as it is (Ctrl arrow): the one row too, which is picked from now on. */
  async function walkTo(index: number): Promise<void> {
    if (!many.value && cursor.value >= 0) await toggle(cursor.value)
    moveTo(Math.max(0, index))
  }

  /** An article that is not among the loaded rows: actions are about it, no row is. */
  function aimAt(id: string): void {
    clear()
    cursor.value = -1
    cursorId.value = id
  }

  /** Adds a row to those picked, or takes it away (Ctrl click, X). */
  async function toggle(index: number): Promise<void> {
    const id = list.rowAt(index)?.id
    if (id === undefined) return
    if (all.value) {
      const ids = await list.allIds()
      all.value = false
      picked.value = new Set(ids.filter((other) => other !== id))
    } else {
      const next = new Set(picked.value)
      if (!next.delete(id)) next.add(id)
      picked.value = next
    }
    moveTo(index)
    anchor = index
  }

  /** Picks from the anchor to a row (Shift click, Shift arrow), and with `add` beside what is picked (with Ctrl too). */
  async function extendTo(index: number, add = false): Promise<void> {
    if (add && all.value) return moveTo(index)
    const to = Math.max(0, Math.min(index, list.total - 1))
    if (anchor < 0) anchor = Math.max(0, cursor.value)
    const ids = await list.idsBetween(anchor, to)
    all.value = false
    picked.value = new Set(add ? [...picked.value, ...ids] : ids)
    moveTo(to)
  }

  function pickAll(): void {
    if (list.total === 0) return
    picked.value = new Set()
    all.value = true
  }

  /** Back to one row; the cursor stays. */
  function clear(): void {
    all.value = false
    if (picked.value.size > 0) picked.value = new Set()
  }

  // another list has other rows: nothing stays chosen that is not seen; the cursor follows its article
  watch(
    () => list.shown,
    (now, before) => {
      if (now?.query !== before?.query) {
        clear()
        anchor = -1
      }
      const at = cursorId.value === undefined ? -1 : list.indexOf(cursorId.value)
      if (at >= 0) cursor.value = at
      else if (now?.query !== before?.query) {
        cursor.value = -1
        cursorId.value = undefined
      } else moveTo(cursor.value)
    },
  )

  return {
    cursor,
    cursorId,
    picked,
    all,
    count,
    many,
    target,
    isPicked,
    moveTo,
    only,
    walkTo,
    aimAt,
    toggle,
    extendTo,
    pickAll,
    clear,
  }
})
